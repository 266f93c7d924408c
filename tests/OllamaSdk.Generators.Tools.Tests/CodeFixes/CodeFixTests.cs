using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OllamaSdk.Generators.Testing;
using OllamaSdk.Generators.Tools.CodeFixes;

namespace OllamaSdk.Generators.Tools.Tests.CodeFixes;

/// <summary>A fix that is offered mends the fault: the diagnostic is gone after it, and the code is what a person would write.</summary>
public class CodeFixTests
{
    private static readonly CodeFixProvider[] _fixes = [new PartialFix(), new ServiceFix(), new NameFix(), new CommentFix()];

    public static TheoryData<string, string, string> Mended() => new()
    {
        { "LLM001", Tool("public static void A(int x, IFormatProvider y) { }"), Tool("public static void A(int x, [FromToolServices] IFormatProvider y) { }") },
        { "LLM001", Tool("public static void A(\n    // The clock.\n    TimeProvider x) { }"), Tool("public static void A(\n    // The clock.\n    [FromToolServices] TimeProvider x) { }") },
        { "LLM001", Tool("public static void A([Description(\"d\")] System.Net.Http.HttpClient? x) { }"), Tool("public static void A([FromToolServices][Description(\"d\")] System.Net.Http.HttpClient? x) { }") },
        { "LLM005", Type("public static class T"), Type("public static partial class T") },
        { "LLM005", Type("/// <summary>Words.</summary>\nclass T"), Type("/// <summary>Words.</summary>\npartial class T") },
        { "LLM005", "public class O { public class T { [LlmTool(\"d\")] public void A() { } } }", "public partial class O { public partial class T { [LlmTool(\"d\")] public void A() { } } }" },
        { "LLM005", "public interface O { public partial class T { [LlmTool(\"d\")] public void A() { } } }", "public partial interface O { public partial class T { [LlmTool(\"d\")] public void A() { } } }" },
        { "LLM005", "[LlmSchema] public sealed record T(int A);", "[LlmSchema] public sealed partial record T(int A);" },
        { "LLM005", "[LlmSchema] public readonly record struct T(int A);", "[LlmSchema] public readonly partial record struct T(int A);" },
        { "LLM006", Tool("public static void A() { } [LlmTool(\"e\")] public static void A(int x) { }"), Tool("public static void A() { } [LlmTool(\"e\", Name = \"A2\")] public static void A(int x) { }") },
        { "LLM006", Tool("public static void A() { } [LlmTool(\"e\", Name = \"A\")] public static void B() { }"), Tool("public static void A() { } [LlmTool(\"e\", Name = \"A2\")] public static void B() { }") },
        {
            "LLM006",
            Tool("public static void A() { } [LlmTool(\"e\")] public static void A2() { } /** <summary>d</summary> */ [LlmTool] public static void AAsync() { }"),
            Tool("public static void A() { } [LlmTool(\"e\")] public static void A2() { } /** <summary>d</summary> */ [LlmTool(Name = \"A3\")] public static void AAsync() { }")
        },
        { "LLM007", Tool("public static void Größe() { }"), "public static partial class Tools { [LlmTool(\"d\", Name = \"Grosse\")] public static void Größe() { } }" },
        { "LLM007", "public static partial class T { [LlmTool(\"d\", Name = \"web open!\", ReadOnly = true)] public static void A() { } }", "public static partial class T { [LlmTool(\"d\", Name = \"web_open\", ReadOnly = true)] public static void A() { } }" },
        { "LLM007", "public static partial class T { [LlmTool(\"d\", Name = \"\")] public static void A() { } }", "public static partial class T { [LlmTool(\"d\", Name = \"tool\")] public static void A() { } }" },
        {
            "LLM017",
            "public static partial class T\n{\n    /// <summary>A List<int & more.</summary>\n    /// <param name=\"x\">From a<bb on.</param>\n    [LlmTool] public static void A(int x) { }\n}",
            "public static partial class T\n{\n    /// <summary>A List&lt;int &amp; more.</summary>\n    /// <param name=\"x\">From a&lt;bb on.</param>\n    [LlmTool] public static void A(int x) { }\n}"
        },
        { "LLM017", "public static partial class T { /** <summary>A List<int.</summary> */ [LlmTool] public static void A() { } }", "public static partial class T { /** <summary>A List&lt;int.</summary> */ [LlmTool] public static void A() { } }" },
    };

    [Theory]
    [MemberData(nameof(Mended))]
    public async Task Fault_is_mended(string id, string before, string after)
    {
        var mended = await FixRun.ApplyAsync(Fix(id), id, new SourceFile("input.cs", before));

        Assert.Equal(after, Assert.Single(mended!).Text);
        Assert.DoesNotContain(ToolSnippets.Run(after).Diagnostics, d => d.Id == id);
    }

    [Theory]
    [InlineData("LLM001", "object x")]
    [InlineData("LLM001", "int[,] x")]
    [InlineData("LLM001", "System.IO.Stream x")]
    [InlineData("LLM001", "List<object> x")]
    public async Task What_is_no_service_is_not_called_one(string id, string parameter) =>
        Assert.Null(await FixRun.ApplyAsync(Fix(id), id, new SourceFile("input.cs", Tool($"public static void A({parameter}) {{ }}"))));

    [Fact]
    public async Task Tag_that_is_not_closed_is_left_to_a_person() =>
        Assert.Null(await FixRun.ApplyAsync(
            new CommentFix(), "LLM017", new SourceFile("input.cs", "public static partial class T { /** <summary>A <b>book.</summary> */ [LlmTool] public static void A() { } }")));

    [Fact]
    public async Task All_declarations_become_partial_in_all_files()
    {
        SourceFile[] files =
        [
            new("one.cs", "public partial class O { public class T { [LlmTool(\"d\")] public void A() { } } }"),
            new("two.cs", "public class O { }"),
        ];

        var mended = await FixRun.ApplyAsync(new PartialFix(), "LLM005", files);

        Assert.Equal(["public partial class O { public partial class T { [LlmTool(\"d\")] public void A() { } } }", "public partial class O { }"], mended!.Select(file => file.Text));
    }

    [Fact]
    public void Every_fix_is_offered_to_editors_and_tested()
    {
        var types = typeof(ToolFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).ToList();

        Assert.Equal(types.ToHashSet(), _fixes.Select(fix => fix.GetType()).ToHashSet());
        Assert.All(types, type => Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));
        Assert.Equal(_fixes.SelectMany(fix => fix.FixableDiagnosticIds).ToHashSet(), Mended().Select(row => row.Data.Item1).ToHashSet());
    }

    /// <summary>What the compiler cannot load must never be asked of it.</summary>
    [Fact]
    public void Generator_knows_nothing_of_editors()
    {
        Assert.DoesNotContain(typeof(ToolGenerator).Assembly.GetReferencedAssemblies(), name => name.Name!.Contains("Workspaces", StringComparison.Ordinal) || name.Name.Contains("CodeFixes", StringComparison.Ordinal));
        Assert.DoesNotContain(typeof(ToolFix).Assembly.GetReferencedAssemblies(), name => name.Name!.StartsWith("System.Composition", StringComparison.Ordinal));
    }

    private static CodeFixProvider Fix(string id) => _fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id));

    private static string Tool(string method) => $"public static partial class Tools {{ [LlmTool(\"d\")] {method} }}";

    private static string Type(string header) => header + " { [LlmTool(\"d\")] public static void A() { } }";
}
