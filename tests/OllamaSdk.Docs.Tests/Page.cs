using System.Text.RegularExpressions;

namespace OllamaSdk.Docs.Tests;

/// <summary>A page a reader sees: README and what else is beside it, that of a package, or one under docs/.</summary>
/// <param name="Name">Its path in the repository, with forward slashes.</param>
/// <param name="Text">Its Markdown.</param>
internal sealed partial record Page(string Name, string Text)
{
    private const string Fence = "```";

    /// <summary>The checkout that the tests were built from. First, since what is initialised below needs it.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyDictionary<string, Page> All { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
        // The site's first page: its links are those of the site's root, and are looked at there.
        .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "site")
        .Concat(Directory.EnumerateFiles(Root, "*.md"))
        .Concat(Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists))
        .Select(file => new Page(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
        .ToDictionary(page => page.Name, StringComparer.Ordinal);

    public IReadOnlyList<CodeBlock> Blocks => [.. Fenced().Matches(Text).Where(block => block.Groups["language"].Value == "csharp").Select(block =>
        new CodeBlock($"{Name}:{Text.AsSpan(0, block.Index).Count('\n') + 1}", block.Groups["mark"].Value.Trim(), block.Groups["code"].Value))];

    /// <summary>The names by which a link can reach a heading of the page, made as GitHub makes them.</summary>
    public IReadOnlyList<string> Anchors => [.. Heading().Matches(Prose).Select(heading =>
        NotInAnchor().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    /// <summary>The targets of links that stay in the repository.</summary>
    public IReadOnlyList<string> Links => [.. Link().Matches(InlineCode().Replace(Prose, "")).Select(link => link.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal))];

    private string Prose => Fenced().Replace(Text, "");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the test program.");
    }

    [GeneratedRegex($"^{Fence}(?<language>[a-z]*)(?<mark>.*)\n(?<code>(.*\n)*?){Fence}$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fenced();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]*`(?!\\])")]
    private static partial Regex InlineCode();
}
