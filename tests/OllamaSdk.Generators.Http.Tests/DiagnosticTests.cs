using System.Reflection;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;

namespace OllamaSdk.Generators.Http.Tests;

/// <summary>What is outside the subset is refused: once, with its own id, under the text at fault, and nothing is emitted.</summary>
public class DiagnosticTests
{
    public static TheoryData<string, string, string> Cases() => DiagnosticCases.All();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_refused(string id, string source, string marked)
    {
        var run = HttpSnippets.Harness.Run(new Testing.SourceFile("input.cs", source));

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        var span = diagnostic.Location.SourceSpan;
        Assert.Equal(marked, source.Substring(span.Start, span.Length));
        Assert.DoesNotContain("{0}", diagnostic.GetMessage());
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Every_diagnostic_has_a_case()
    {
        var tested = Cases().Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Descriptors().Select(d => d.Id).Order(StringComparer.Ordinal), tested);
    }

    [Fact]
    public void Ids_are_unique() =>
        Assert.Equal(Descriptors().Count, Descriptors().Select(d => d.Id).Distinct().Count());

    [Fact]
    public void Message_says_where_and_what()
    {
        var run = HttpSnippets.Harness.Run(new Testing.SourceFile("input.cs", """
            namespace Demo;
            public interface IApi
            {
                [Get("/a/{id}")]
                Task ReadAsync(Question id);
            }
            """));

        Assert.Equal(
            "Parameter 'id' of 'IApi.ReadAsync' has type 'Question', which cannot stand in the path. Use a string, number, bool, enum, "
            + "date or Guid (in the query also a collection of these), or mark it [Body] or [Property].",
            Assert.Single(run.Diagnostics).GetMessage());
        Assert.Equal("input.cs", run.Diagnostics[0].Location.GetLineSpan().Path);
        Assert.Equal(4, run.Diagnostics[0].Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void All_faults_of_an_interface_are_reported_at_once()
    {
        var run = HttpSnippets.Harness.Run(new Testing.SourceFile("input.cs", """
            public interface IApi
            {
                [Get("a")]
                Task OneAsync();
                [Get("/b/{x}")]
                ValueTask TwoAsync();
            }
            """));

        Assert.Equal(["OSDK003", "OSDK006", "OSDK013"], run.Diagnostics.Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public interface IApi { [Get(\"/a\")] Task<Missing> ReadAsync(); }")]
    [InlineData("public interface IApi { [Get(\"/a\")] Task ReadAsync(List<Missing> x); }")]
    [InlineData("public interface IApi { [Get(\"/a\")] IAsyncEnumerable<Missing> ReadAsync(); }")]
    [InlineData("public interface IApi { [Get(12)] Task ReadAsync(); }")]
    [InlineData("public interface IApi { [Get] Task ReadAsync(); }")]
    [InlineData("public interface IApi { [Get(\"/a\")] Task ReadAsync([AliasAs(1)] string x); }")]
    public void Code_that_does_not_compile_is_left_to_the_compiler(string source)
    {
        var run = HttpSnippets.Harness.Run(new Testing.SourceFile("input.cs", source));

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Sources);
        Assert.Contains(run.Output.GetDiagnostics(TestContext.Current.CancellationToken), d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Interfaces_without_verbs_are_left_alone()
    {
        var run = HttpSnippets.Harness.Run(new Testing.SourceFile("input.cs", "public interface IOther { int Value { get; } }"));

        Assert.Empty(run.Diagnostics);
        Assert.Empty(run.Sources);
    }

    private static List<DiagnosticDescriptor> Descriptors() =>
        typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .ToList();
}
