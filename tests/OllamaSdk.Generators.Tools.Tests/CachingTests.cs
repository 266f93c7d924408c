using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>Edits must cost only what they touch: a generator that works on every key stroke makes an editor slow.</summary>
public class CachingTests
{
    private static readonly SourceFile _first = new("First.cs", """
        namespace Demo;
        public static partial class First
        {
            [LlmTool("One.")]
            public static int One(int x, Point p) => x + p.X;

            [LlmTool("Two.")]
            public static string Two(string x) => x;
        }
        """);

    private static readonly SourceFile _second = new("Second.cs", """
        namespace Demo;
        public partial class Second
        {
            [LlmTool("Three.")]
            public List<Point> Three(int x) => [new(x)];
        }
        """);

    private static readonly SourceFile _schema = new("Schema.cs", """
        namespace Demo;
        [LlmSchema] public sealed partial record Answer(string Text, Point At);
        """);

    private static readonly SourceFile _types = new("Types.cs", "namespace Demo; public sealed record Point(int X);");

    private static readonly SourceFile _unrelated = new("Unrelated.cs", "internal static class Unrelated { public static int One => 1; }");

    private static readonly SourceFile _asked = new("Asked.cs", """
        public static class Asked
        {
            public static Task Right(OllamaClient client) => client.ChatAsync<List<int>>("q");
            public static Task Wrong(OllamaClient client) => client.ChatAsync<object>("q");
        }
        """);

    private static readonly SourceFile _decision = new("Decision.cs", """
        namespace Demo;
        [LlmDecision] public sealed partial record Complaint(Choice<Topic> About, [Description("Angry?")] bool Angry);
        public static class Deciding
        {
            public static Task Right(OllamaClient client) => client.DecideAsync<Topic>("s", "q");
            public static Task Wrong(OllamaClient client) => client.DecideAsync<string>("s", "q");
        }
        """);

    private static readonly SourceFile _topics = new("Topics.cs", "namespace Demo; public enum Topic { Delivery, Price }");

    private static readonly SourceFile _broken = new("Broken.cs", """
        public class Broken { [LlmTool("d")] public void Go() { } }
        [LlmSchema] public class Also(int x);
        [LlmDecision] public record Asked([Description("Is it?")] bool x);
        """);

    [Fact]
    public void Unrelated_edit_leaves_everything_cached()
    {
        var run = ToolSnippets.Run(_first, _second, _schema, _types, _unrelated, _broken, _asked, _decision, _topics);

        run.RunAfterEdit("Unrelated.cs", text => text.Replace("=> 1", "=> 2")).AssertCached();
    }

    [Fact]
    public void Edit_of_a_method_emits_only_its_type_again()
    {
        var run = ToolSnippets.Run(_first, _second, _schema, _types);

        var edited = run.RunAfterEdit("Second.cs", text => text.Replace("Three.", "Drei."));

        Assert.Single(edited.Reasons(StepNames.ToolTypes), IncrementalStepRunReason.Modified);
        Assert.Single(edited.OutputReasons(), IncrementalStepRunReason.Modified);
        Assert.Contains(edited.Sources, file => file.Text.Contains("\"Drei.\""));
    }

    [Fact]
    public void Edit_of_a_type_emits_again_whatever_uses_it()
    {
        var run = ToolSnippets.Run(_first, _second, _schema, _types);

        var edited = run.RunAfterEdit("Types.cs", text => text.Replace("int X", "int X, int Y = 0"));

        Assert.Equal(3, edited.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.All(edited.Sources, file => Assert.Contains("\"y\"", file.Text));
    }

    [Fact]
    public void Edit_of_an_enum_emits_again_the_questions_about_it()
    {
        var run = ToolSnippets.Run(_first, _types, _decision, _topics);

        var edited = run.RunAfterEdit("Topics.cs", text => text.Replace("Price", "/** <summary>Money.</summary> */ Price"));

        Assert.Equal(2, edited.OutputReasons().Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(2, edited.Sources.Count(file => file.Text.Contains("\"price\":\"Money.\"")));
    }

    [Fact]
    public void Comment_that_is_no_documentation_leaves_the_output_unchanged()
    {
        var run = ToolSnippets.Run(_first, _second, _schema, _types);

        var edited = run.RunAfterEdit("First.cs", text => "// A comment that moves every line.\n\n" + text);

        edited.AssertCached();
        Assert.Equal(run.Sources, edited.Sources);
    }

    [Fact]
    public void Moved_diagnostic_does_not_emit_other_types_again()
    {
        var run = ToolSnippets.Run(_first, _schema, _types, _broken);

        var edited = run.RunAfterEdit("Broken.cs", text => "\n" + text);

        Assert.Equal([1, 2, 3], edited.Diagnostics.Select(d => d.Location.GetLineSpan().StartLinePosition.Line).Order());
        Assert.Single(edited.Reasons(StepNames.ToolDiagnostics), IncrementalStepRunReason.Modified);
        Assert.Single(edited.Reasons(StepNames.SchemaDiagnostics), IncrementalStepRunReason.Modified);
        Assert.Single(edited.Reasons(StepNames.DecisionDiagnostics), IncrementalStepRunReason.Modified);
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, edited.Reasons(StepNames.ToolTypes));
        Assert.DoesNotContain(IncrementalStepRunReason.Modified, edited.Reasons(StepNames.SchemaTypes));
    }

    [Fact]
    public void Every_named_step_is_tracked()
    {
        var run = ToolSnippets.Run(_first, _schema, _types, _broken, _asked, _decision, _topics);

        Assert.Superset(ToolSnippets.Harness.StepNames.ToHashSet(), run.Steps.ToHashSet());
    }

    [Fact]
    public void Five_hundred_tools_stay_cached_when_another_file_is_edited()
    {
        var files = Enumerable.Range(0, 50).Select(i => new SourceFile($"Tools{i}.cs", $$"""
            namespace Demo;
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
        var run = ToolSnippets.Run([.. files, _unrelated]);
        Assert.Equal(50, run.Sources.Count);

        run.RunAfterEdit("Unrelated.cs", text => text.Replace("=> 1", "=> 2")).AssertCached();
    }
}
