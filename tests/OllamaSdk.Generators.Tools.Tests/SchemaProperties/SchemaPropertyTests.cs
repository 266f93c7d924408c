using System.Text;
using System.Text.Json.Nodes;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The readers accept exactly what the schema says, for arguments made from it: both are generated, and apart.</summary>
public class SchemaPropertyTests
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "Signatures");

    private const int Runs = 400;

    /// <summary>They say more than a schema can: integers and UUIDs as keys are texts to it, and times have no bounds. Slow patterns are slow.</summary>
    private static readonly HashSet<string> _apart = ["IntegerKeys", "GuidKeys", "Node", "SlowPattern", "Times", "InRecords"];

    public static TheoryData<string> Files() => [.. Directory.EnumerateFiles(_folder, "*.cs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Reader_and_schema_agree(string file)
    {
        var assembly = ToolSnippets.Load(new SourceFile(file, File.ReadAllText(Path.Combine(_folder, file))));
        foreach (var tool in assembly.ToolsOf($"Table.{Path.GetFileNameWithoutExtension(file)}").Where(t => !_apart.Contains(t.Name)))
        {
            var schema = JsonNode.Parse(tool.SchemaUtf8.Span)!.AsObject();
            var generator = new ArgumentGenerator(schema, new Random(tool.Name.Length));
            var validator = new SchemaValidator(schema);
            var accepted = 0;
            for (var i = 0; i < Runs; i++)
            {
                var arguments = generator.Next()?.ToJsonString() ?? "null";
                var expected = validator.Accepts(JsonNode.Parse(arguments));
                var (problem, result) = await Outcome(tool, arguments);

                Assert.True(expected == (problem is null), $"{tool.Name}: the schema {(expected ? "accepts" : "refuses")} {arguments}; the reader says: {problem ?? "accepted"}");
                Assert.Equal((problem, result), await Outcome(tool, WithUnknownMember(arguments)));
                accepted += expected ? 1 : 0;
            }

            Assert.InRange(accepted, 1, Runs - 1);
        }
    }

    // No model writes it, so that the exact reader has to read what else was scanned.
    private static string WithUnknownMember(string arguments) =>
        arguments[0] != '{' ? arguments : $"{{\"?\":0{(arguments == "{}" ? "" : ",")}{arguments[1..]}";

    private static async Task<(string? Problem, string Result)> Outcome(LlmTool tool, string arguments)
    {
        try
        {
            var result = await tool.InvokeAsync(Encoding.UTF8.GetBytes(arguments), new ToolCallContext { StrictArguments = true }, TestContext.Current.CancellationToken);
            return (result.Failure == ToolFailure.BadArguments ? result.Content : null, result.Content);
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // The tool's own code ran, so its arguments were accepted.
            return (null, e.Message);
        }
    }
}
