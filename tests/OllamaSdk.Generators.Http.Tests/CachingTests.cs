using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Testing;

namespace OllamaSdk.Generators.Http.Tests;

/// <summary>Edits must cost only what they touch: a generator that works on every key stroke makes an editor slow.</summary>
public class CachingTests
{
    private static readonly SourceFile _first = new("First.cs", """
        namespace Demo;
        public interface IFirstApi
        {
            [Get("/first")]
            Task<Answer> ReadAsync(CancellationToken token);

            [Delete("/first")]
            Task DeleteAsync(CancellationToken token);
        }
        """);

    private static readonly SourceFile _second = new("Second.cs", """
        namespace Demo;
        public interface ISecondApi
        {
            [Post("/second")]
            Task<Answer> AskAsync([Body] Question question, CancellationToken token);
        }
        """);

    private static readonly SourceFile _unrelated = new("Unrelated.cs", "internal static class Unrelated { public static int One => 1; }");

    private static readonly SourceFile _broken = new("Broken.cs", """
        public interface IBrokenApi { [Get("broken")] Task ReadAsync(); }
        """);

    [Fact]
    public void Unrelated_edit_leaves_everything_cached()
    {
        var run = HttpSnippets.Harness.Run(_first, _second, _unrelated, _broken);

        run.RunAfterEdit("Unrelated.cs", text => text.Replace("=> 1", "=> 2")).AssertCached();
    }

    [Fact]
    public void Edit_of_a_method_emits_only_its_interface_again()
    {
        var run = HttpSnippets.Harness.Run(_first, _second);

        var edited = run.RunAfterEdit("Second.cs", text => text.Replace("/second", "/2nd"));

        Assert.Single(edited.Reasons(StepNames.Models), IncrementalStepRunReason.Modified);
        Assert.Single(edited.OutputReasons(), IncrementalStepRunReason.Modified);
        Assert.Single(edited.OutputReasons(), IncrementalStepRunReason.Cached);
        Assert.Contains(edited.Sources, file => file.Text.Contains("\"/2nd\""));
    }

    [Fact]
    public void Comment_edit_leaves_the_output_unchanged()
    {
        var run = HttpSnippets.Harness.Run(_first, _second);

        var edited = run.RunAfterEdit("First.cs", text => "// A comment that moves every line.\n\n" + text);

        edited.AssertCached();
        Assert.Equal(run.Sources, edited.Sources);
    }

    [Fact]
    public void Moved_diagnostic_does_not_emit_other_interfaces_again()
    {
        var run = HttpSnippets.Harness.Run(_first, _broken);

        var edited = run.RunAfterEdit("Broken.cs", text => "\n" + text);

        Assert.Equal(1, edited.Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);
        Assert.Single(edited.Reasons(StepNames.Diagnostics), IncrementalStepRunReason.Modified);
        Assert.Single(edited.Reasons(StepNames.Models), IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void Every_named_step_is_tracked()
    {
        var run = HttpSnippets.Harness.Run(_first, _broken);

        Assert.Superset(HttpSnippets.Harness.StepNames.ToHashSet(), run.Steps.ToHashSet());
    }
}
