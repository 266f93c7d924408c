using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>An edit that matters is always seen, wherever it is made: what an editor shows is, byte for byte, what a build makes.</summary>
public class EditTests
{
    private static readonly SourceFile[] s_project =
    [
        new("Tools.cs", """
            namespace Demo;
            using static Demo.Limits;

            /// <summary>The tools.</summary>
            public static partial class Tools
            {
                /// <summary>Books.</summary>
                /// <param name="at">Where.</param>
                [LlmTool] public static Answer Book(Point at, Kind kind, [Range(0, Max)] int guests = Limits.Few, Page<Line>? lines = null) => new("", kind);

                [LlmTool(Limits.Words), Description(nameof(Other.Name))] public static string Free(Far far, IEnumerable<Leaf> leaves) => "";
            }
            """),
        new("Instance.cs", "namespace Demo; public partial class Instance : Base { [LlmTool(\"d\")] public int Go(Inner inner) => inner.X; }"),
        new("Base.cs", "namespace Demo; public class Base { public sealed record Inner(int X); }"),
        new("Point.cs", "namespace Demo; public sealed record Point(int X) : Root { public string? Name { get; set; } }"),
        new("Root.cs", "namespace Demo; public abstract record Root { /// <summary>The tag.</summary>\n public string? Tag { get; init; } }"),
        new("Kind.cs", "namespace Demo; public enum Kind { One, Two }"),
        new("Limits.cs", "namespace Demo; public static class Limits { public const int Max = Deep.Most; public const int Few = 2; public const string Words = \"Is free.\"; }"),
        new("Deep.cs", "namespace Demo; public static class Deep { public const int Most = 9; }"),
        new("Page.cs", "namespace Demo; public sealed class Page<T> { public List<T> Items { get; set; } = []; public int Number { get; set; } }"),
        new("Line.cs", "namespace Demo; public sealed class Line { [StringLength(9)] public string Text { get; set; } = \"\"; public Line? Next { get; set; } }"),
        new("Far.cs", "namespace Demo; public struct Far { public int A { get; set; } public Nearer B { get; set; } }"),
        new("Nearer.cs", "namespace Demo { public struct Nearer { public Demo.Kind Kind { get; set; } } }"),
        new("Leaf.cs", "namespace Demo; public sealed partial class Leaf { public int X { get; set; } }"),
        new("Answer.cs", "namespace Demo; [LlmSchema] public sealed partial record Answer(string Text, Kind Kind);"),
        new("Other.cs", "namespace Demo; public static class Other { public static int Name => 1; public static int More() => 2; }"),
        new("Drawing.cs", "namespace Demo; public partial interface IDrawing : IBasic { [LlmTool(\"d\")] Shape Draw(Shape shape, [Percent] int alpha, (Kind Kind, int) at); }"),
        new("IBasic.cs", "namespace Demo; public partial interface IBasic { [LlmTool(\"d\")] void Clear(); }"),
        new("Shape.cs", "namespace Demo; [JsonDerivedType(typeof(Circle), \"circle\")] public abstract class Shape { public int Id { get; set; } }"),
        new("Circle.cs", "namespace Demo; public sealed class Circle : Shape { public int Radius { get; set; } }"),
        new("Percent.cs", "namespace Demo; public sealed class PercentAttribute() : RangeAttribute(0, 100);"),
        new("Global.cs", "global using Tool = OllamaSdk.LlmToolAttribute; global using Alias = System.Int32;"),
        new("Aliased.cs", "using Own = OllamaSdk.LlmToolAttribute;\nnamespace Demo; public static partial class Aliased { [Tool(\"g\")] public static int A(Alias x) => x; [Own(\"o\")] public static int B() => 1; }"),
    ];

    /// <summary>The file, what is replaced in it, and by what.</summary>
    public static TheoryData<string, string, string> Edits => new()
    {
        { "Point.cs", "int X", "int X, int Y = 0" },
        { "Point.cs", "string? Name", "string? Title" },
        { "Point.cs", "public string? Name", "[JsonPropertyName(\"n\")] public string? Name" },
        { "Point.cs", " : Root", "" },
        { "Root.cs", "The tag.", "The label." },
        { "Root.cs", "string? Tag", "int? Tag" },
        { "Root.cs", "public string? Tag", "[Description(\"t\")] public string? Tag" },
        { "Base.cs", "int X", "long X" },
        { "Kind.cs", "Two", "Two, Three" },
        { "Kind.cs", "One", "/// <summary>First.</summary>\n [JsonStringEnumMemberName(\"first\")] One" },
        { "Limits.cs", "Few = 2", "Few = 3" },
        { "Limits.cs", "Is free.", "Is it free?" },
        { "Deep.cs", "Most = 9", "Most = 8" },
        { "Page.cs", "int Number", "string Number" },
        { "Page.cs", "Page<T>", "Page<T> where T : class" },
        { "Line.cs", "StringLength(9)", "StringLength(7)" },
        { "Line.cs", "Line? Next", "Line[]? Next" },
        { "Far.cs", "Nearer B", "Nearer? B" },
        { "Nearer.cs", "Demo.Kind Kind", "Demo.Kind Sort" },
        { "Nearer.cs", "struct Nearer", "class Nearer" },
        { "Leaf.cs", "int X", "double X" },
        { "Answer.cs", "string Text", "string Words" },
        { "Other.cs", "int Name =>", "int Title =>" },
        { "IBasic.cs", "[LlmTool(\"d\")] ", "" },
        { "Shape.cs", "\"circle\"", "\"round\"" },
        { "Shape.cs", "int Id", "long Id" },
        { "Circle.cs", "int Radius", "double Radius" },
        { "Circle.cs", ": Shape", "" },
        { "Percent.cs", "100", "10" },
        { "Percent.cs", ";", " { public override bool IsValid(object? value) => true; }" },
        { "Global.cs", "System.Int32", "System.Int64" },
        { "Global.cs", "OllamaSdk.LlmToolAttribute", "System.ObsoleteAttribute" },
        { "Aliased.cs", "OllamaSdk.LlmToolAttribute", "System.ObsoleteAttribute" },
        { "Tools.cs", "using static Demo.Limits;", "" },
        { "Tools.cs", "Where.", "The place." },
        { "Tools.cs", "static partial", "static" },
        { "Other.cs", "public static class Other", "public sealed partial class Leaf { public int Z { get; set; } } public static class Other" },
        { "Other.cs", "namespace Demo; public static class Other", "namespace Demo; namespace Kind { } public static class Other" },
        { "Other.cs", "namespace Demo;", "global using Point = System.Int32; namespace Demo;" },
        { "Other.cs", "public static class Other", "public static partial class Tools { [LlmTool(\"new\")] public static int New() => 1; } public static class Other" },
        { "Other.cs", "public static class Other", "public partial class Instance { public sealed record Inner(string Own); } public static class Other" },
    };

    /// <summary>Edits in one file that bear on no tool.</summary>
    public static TheoryData<string, string, string> Unrelated => new()
    {
        { "Far away.cs", "=> 1", "=> 2" },
        { "Far away.cs", "int One", "int Uno" },
        { "Far away.cs", "public static int One", "/// <summary>Words.</summary>\n public static string Two(int x) => \"\"; public static int One" },
        { "Far away.cs", "class Unrelated", "class Unrelated : System.Attribute" },
        { "Far away.cs", "=> 1", "=> new[] { 1, 2 }.Max(x => x)" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Every_edit_gives_what_a_cold_run_gives(string file, string from, string to)
    {
        var run = ToolSnippets.Run(s_project);
        var edited = run.RunAfterEdit(file, text => text.Replace(from, to));

        AssertLikeCold(edited, s_project.Select(source => source.Path == file ? source with { Text = source.Text.Replace(from, to) } : source));
        var back = edited.RunAfterEdit(file, _ => s_project.Single(source => source.Path == file).Text);
        Assert.Equal(run.Sources, back.Sources);
    }

    [Fact]
    public void Every_row_but_a_few_changes_what_is_made()
    {
        var cold = ToolSnippets.Run(s_project);
        var same = Edits.Where(row =>
        {
            var edited = ToolSnippets.Run(s_project.Select(source => source.Path == row.Data.Item1 ? source with { Text = source.Text.Replace(row.Data.Item2, row.Data.Item3) } : source));
            return edited.Sources.SequenceEqual(cold.Sources) && edited.Diagnostics.Select(d => d.ToString()).SequenceEqual(cold.Diagnostics.Select(d => d.ToString()));
        });

        // A constraint of a generic type; the name of an alias that both files share.
        Assert.True(same.Count() <= 4, string.Join("\n", same.Select(row => row.Data)));
    }

    [Fact]
    public void A_file_that_is_added_or_removed_is_seen()
    {
        var run = ToolSnippets.Run(s_project);
        SourceFile part = new("Part.cs", "namespace Demo; public sealed partial class Leaf { public int Y { get; set; } }");

        var added = run.RunAfter(input => input.AddSyntaxTrees(GeneratorHarness.Parse(part)));
        AssertLikeCold(added, [.. s_project, part]);

        var removed = added.RunAfter(input => input.RemoveSyntaxTrees(input.SyntaxTrees.Single(tree => tree.FilePath == "Part.cs")));
        Assert.Equal(run.Sources, removed.Sources);
    }

    [Fact]
    public void A_reference_that_is_swapped_is_seen()
    {
        SourceFile tools = new("Tools.cs", "public static partial class Tools { [LlmTool(\"d\")] public static int Go(Lib.Item item) => 1; }");
        var run = ToolSnippets.Harness.Run(ToolSnippets.Compile(tools).AddReferences(Library("int X")));
        Assert.Contains("\"x\"", run.Sources.Single().Text);

        var edited = run.RunAfter(input => input.ReplaceReference(input.References.OfType<CompilationReference>().Single(), Library("int Y")));

        Assert.Contains("\"y\"", edited.Sources.Single().Text);
        Assert.DoesNotContain("\"x\"", edited.Sources.Single().Text);
    }

    [Fact]
    public void An_option_that_changes_reads_everything_again()
    {
        var generator = new ToolGenerator();
        var run = new GeneratorHarness(() => generator, typeof(StepNames), []).Run(ToolSnippets.Compile(Many));
        var before = generator.Reads;

        run.RunAfter(input => input.WithOptions(input.Options.WithNullableContextOptions(NullableContextOptions.Disable)));

        Assert.Equal(2 * before, generator.Reads);
    }

    [Theory]
    [MemberData(nameof(Unrelated))]
    public void An_edit_elsewhere_reads_no_tool_again(string file, string from, string to)
    {
        var generator = new ToolGenerator();
        SourceFile elsewhere = new(file, "internal class Unrelated { public static int One => 1; }");
        var run = new GeneratorHarness(() => generator, typeof(StepNames), []).Run(ToolSnippets.Compile([.. s_project, elsewhere, .. Many]));
        var before = generator.Reads;
        Assert.True(before >= 500, $"{before} reads.");

        run.RunAfterEdit(file, text => text.Replace(from, to)).AssertCached();

        Assert.Equal(before, generator.Reads);
    }

    [Fact]
    public void An_edit_of_one_type_reads_only_what_uses_it_again()
    {
        var generator = new ToolGenerator();
        var run = new GeneratorHarness(() => generator, typeof(StepNames), []).Run(ToolSnippets.Compile(Many));
        var before = generator.Reads;

        run.RunAfterEdit("Tools7.cs", text => text.Replace("string Name", "string Name, int More"));

        Assert.Equal(before + 10, generator.Reads);
    }

    [Fact]
    public void Any_chain_of_edits_gives_what_a_cold_run_gives()
    {
        var rows = Edits.Select(row => row.Data).ToList();
        var random = new Random(20261128);
        var texts = s_project.ToDictionary(source => source.Path, source => source.Text);
        var run = ToolSnippets.Run(s_project);
        for (var step = 0; step < 60; step++)
        {
            var (file, from, to) = rows[random.Next(rows.Count)];
            // There and, later, back again.
            var edited = texts[file].Contains(to) && to.Length > 0 ? texts[file].Replace(to, from) : texts[file].Replace(from, to);
            if (edited == texts[file])
            {
                continue;
            }

            texts[file] = edited;
            run = run.RunAfterEdit(file, _ => edited);
            AssertLikeCold(run, s_project.Select(source => source with { Text = texts[source.Path] }));
        }
    }

    private static IEnumerable<SourceFile> Many => Enumerable.Range(0, 50).Select(i => new SourceFile($"Tools{i}.cs", $$"""
        namespace Many;
        public sealed record Point{{i}}(int X, string Name, double[] Values);
        public static partial class Tools{{i}}
        {
            {{string.Join("\n", Enumerable.Range(0, 10).Select(j => $"""
                /// <summary>Number {j}.</summary>
                /// <param name="x">The x.</param>
                [LlmTool] public static int Tool{i}_{j}(int x, string y, Point{i} p, int? z = null) => x;
                """))}}
        }
        """));

    private static CompilationReference Library(string members) =>
        CSharpCompilation.Create("Lib", [GeneratorHarness.Parse(new("Lib.cs", $"namespace Lib {{ public sealed record Item({members}); }}"))],
            ToolSnippets.Compile().References, new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private static void AssertLikeCold(GeneratorRun run, IEnumerable<SourceFile> files)
    {
        var cold = ToolSnippets.Run(files);
        Assert.Equal(cold.Sources, run.Sources);
        Assert.Equal(cold.Diagnostics.Select(d => d.ToString()), run.Diagnostics.Select(d => d.ToString()));
    }
}
