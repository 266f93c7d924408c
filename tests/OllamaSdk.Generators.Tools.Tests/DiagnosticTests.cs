using System.Reflection;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>A tool works, or the compiler says why not: with its own id, under the text at fault, in words that say what to do.</summary>
public class DiagnosticTests
{
    public static TheoryData<string, string, string, string> Cases() => DiagnosticCases.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_reported(string id, string source, string marked, string message)
    {
        var run = ToolSnippets.Run(source);

        var diagnostic = run.Diagnostics.OrderByDescending(d => d.Severity).First();
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage());
        Assert.DoesNotContain("{", diagnostic.GetMessage());
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(marked, source.Substring(span.Start, span.Length));
        Assert.Single(run.Diagnostics, d => d.Id == id && d.Location.SourceSpan == span);
        Assert.Equal(diagnostic.Severity is DiagnosticSeverity.Error, run.Sources.Count == 0);
    }

    [Fact]
    public void Every_diagnostic_has_a_case()
    {
        var tested = Cases().Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Descriptors().Select(d => d.Id).Order(StringComparer.Ordinal), tested);
    }

    [Fact]
    public void Every_diagnostic_has_a_row_in_the_docs()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "tools.md"));

        Assert.All(Descriptors(), d => Assert.Contains($"| {d.Id} | {d.DefaultSeverity.ToString().ToLowerInvariant()} |", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int x")]
    [InlineData("string? x")]
    [InlineData("DayOfWeek x, bool y")]
    [InlineData("List<N> x")]
    [InlineData("List<Dictionary<string, byte>> x")]
    [InlineData("P x")]
    public void What_a_server_keeps_is_not_called_dropped(string parameters)
    {
        var run = ToolSnippets.Run($$"""
            public record N([property: Range(1, 5)] int Stars, [RegularExpression("a")] string Code, N? Next);
            public record P(int A, string? B, List<P> C);
            public static partial class T { [LlmTool("d")] public static void A({{parameters}}) { } }
            """);

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Every_diagnostic_leads_to_its_page()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "diagnostics");

        Assert.All(Descriptors(), d =>
        {
            Assert.Equal($"{HelpLinks.Root}{d.Id}.md", d.HelpLinkUri);
            Assert.StartsWith($"# {d.Id}: {d.Title}\n", File.ReadAllText(Path.Combine(folder, $"{d.Id}.md")), StringComparison.Ordinal);
        });
        Assert.Equal(
            Descriptors().Select(d => $"{d.Id}.md").Append("README.md").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_shows_what_is_refused_and_what_is_not(string id)
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "diagnostics", $"{id}.md"));

        Assert.Contains(ToolSnippets.Run(Block("before")).Diagnostics, d => d.Id == id);
        Assert.DoesNotContain(ToolSnippets.Run(Block("after")).Diagnostics, d => d.Id != "LLM009");

        string Block(string mark) => page.Split($"```cs {mark}\n")[1].Split("```")[0];
    }

    public static TheoryData<string> Ids() => [.. Descriptors().Select(d => d.Id)];

    [Fact]
    public void Explicit_implementation_has_one_fault_only()
    {
        var run = ToolSnippets.Run("public interface I { void A(object x); } public partial class T : I { [LlmTool(\"d\")] void I.A(object x) { } }");

        Assert.Equal("LLM011", Assert.Single(run.Diagnostics).Id);
    }

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(Descriptors().Count, Descriptors().Select(d => d.Id).Distinct().Count());

    [Fact]
    public void All_faults_of_a_type_are_reported_at_once()
    {
        var run = ToolSnippets.Run("""
            public class T
            {
                [LlmTool("d")] public void A(object x, ref int y) { }
                [LlmTool("d")] public object B(Stack<int> x) => x;
            }
            """);

        Assert.Equal(["LLM001", "LLM001", "LLM002", "LLM003", "LLM005"], run.Diagnostics.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public static partial class T { [LlmTool(\"d\")] public static Missing A() => null; }")]
    [InlineData("public static partial class T { [LlmTool(\"d\")] public static void A(List<Missing> x) { } }")]
    [InlineData("[LlmSchema] public partial record T(Missing A);")]
    [InlineData("[LlmDecision] public partial record T(Missing A);")]
    [InlineData("[LlmDecision] public partial record T(Choice<Missing> A);")]
    [InlineData("[LlmDecision] public partial record T(Choice<Version> A);")]
    [InlineData("public static class P { public static Task A(OllamaClient client) => client.DecideAsync<Missing>(\"s\", \"q\"); }")]
    public void Code_that_does_not_compile_is_left_to_the_compiler(string source)
    {
        var run = ToolSnippets.Run(source);

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Sources);
        Assert.Contains(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
    }

    private static List<DiagnosticDescriptor> Descriptors() =>
        typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .ToList();
}
