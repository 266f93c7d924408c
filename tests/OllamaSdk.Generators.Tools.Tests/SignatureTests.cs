using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The table of signatures: each has the schema it should, takes what it should, and refuses the rest with the right words.</summary>
public class SignatureTests
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Signatures");

    private const int LeastSignatures = 100;

    private static readonly Dictionary<string, IReadOnlyList<LlmTool>> _tools = [];

    public static TheoryData<string, string> Table() => [.. Files().SelectMany(
        file => Signature.Parse(Source(file)).Select(s => new TheoryDataRow<string, string>(file, s.Name)))];

    public static TheoryData<string, string> Cultures() => [.. Files().SelectMany(
        file => new[] { "de-DE", "tr-TR", "ar-SA" }.Select(culture => new TheoryDataRow<string, string>(file, culture)))];

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Signature_keeps_its_promises(string file, string name) => await Check(file, name);

    [Theory]
    [MemberData(nameof(Cultures))]
    public async Task No_culture_changes_anything(string file, string culture)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            foreach (var signature in Signature.Parse(Source(file)))
            {
                await Check(file, signature.Name);
            }

            Assert.Equal(
                ToolSnippets.Run(new SourceFile(file, Source(file))).Sources,
                InCulture(before, () => ToolSnippets.Run(new SourceFile(file, Source(file))).Sources));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Table_is_complete()
    {
        var signatures = Files().SelectMany(file => Signature.Parse(Source(file))).ToList();

        Assert.True(signatures.Count >= LeastSignatures, $"{signatures.Count} signatures");
        Assert.All(signatures, s => Assert.Equal(["hostile", "right", "wrong"], s.Calls.Select(c => c.Kind).Distinct().Order(StringComparer.Ordinal)));
        Assert.All(Files(), file => Assert.Equal(
            Signature.Parse(Source(file)).Select(s => s.Name), Tools(file).Select(t => t.Name)));
    }

    private static async Task Check(string file, string name)
    {
        var signature = Signature.Parse(Source(file)).Single(s => s.Name == name);
        var tool = Tools(file).Single(t => t.Name == name);
        var schema = JsonNode.Parse(tool.SchemaUtf8.Span);

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(signature.Schema), schema), $"Expected {signature.Schema}\nActual   {schema!.ToJsonString()}");
        foreach (var call in signature.Calls)
        {
            var result = await tool.InvokeAsync(Encoding.UTF8.GetBytes(call.Arguments), new ToolCallContext { StrictArguments = true }, TestContext.Current.CancellationToken);

            Assert.Equal((call.Arguments, call.Content), (call.Arguments, result.Content));
            Assert.Equal(call.IsError ? ToolFailure.BadArguments : null, result.Failure);
        }
    }

    private static IReadOnlyList<LlmTool> Tools(string file)
    {
        lock (_tools)
        {
            if (!_tools.TryGetValue(file, out var tools))
            {
                var assembly = ToolSnippets.Load(new SourceFile(file, Source(file)));
                _tools[file] = tools = assembly.ToolsOf($"Table.{Path.GetFileNameWithoutExtension(file)}");
            }

            return tools;
        }
    }

    private static T InCulture<T>(CultureInfo culture, Func<T> get)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return get();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(_folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private static string Source(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
