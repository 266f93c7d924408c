namespace OllamaSdk.Docs.Tests;

/// <summary>A block of C# on a page. It is a program, or tests; either is compiled and run as it stands.</summary>
/// <param name="Place">Page and line.</param>
/// <param name="Mark">What stands behind <c>csharp</c> on the fence: nothing, or <see cref="NotRun"/>.</param>
/// <param name="Code">The code.</param>
internal sealed record CodeBlock(string Place, string Mark, string Code)
{
    /// <summary>The mark of a program that is compiled only: it needs a browser, or never ends.</summary>
    public const string NotRun = "no-run";

    public static IReadOnlyDictionary<string, CodeBlock> All { get; } =
        Page.All.Values.SelectMany(page => page.Blocks).ToDictionary(block => block.Place, StringComparer.Ordinal);

    public bool IsTests => Code.Contains("[Fact]", StringComparison.Ordinal);

    public bool IsRun => !IsTests && Mark != NotRun;
}
