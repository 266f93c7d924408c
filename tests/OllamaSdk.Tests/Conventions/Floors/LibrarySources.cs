using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OllamaSdk.Tests.Conventions.Floors;

/// <summary>The sources of <c>src/OllamaSdk</c>, compiled in memory with all that generators have written for them.</summary>
internal static class LibrarySources
{
    private const string Project = "src/OllamaSdk/";
    private const string Generated = "generated/";

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    public static CSharpCompilation Compilation { get; } = Compile();

    /// <summary>All of them, but not what System.Text.Json's generator has written: two thirds of the work, and it uses what the list of types in Api names.</summary>
    public static IEnumerable<SyntaxTree> Users => Compilation.SyntaxTrees.Where(tree => !tree.FilePath.Contains("/System.Text.Json.", StringComparison.Ordinal));

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, s_options, path);

    /// <summary>The first folder below the project, <see cref="FloorTable.Root"/> for none; <see langword="null"/> for what a generator has written.</summary>
    public static string? FolderOf(SyntaxTree tree) =>
        tree.FilePath.StartsWith(Generated, StringComparison.Ordinal) ? null
        : tree.FilePath[Project.Length..].Split('/') is [var folder, _, ..] ? folder
        : FloorTable.Root;

    private static CSharpCompilation Compile()
    {
        // The build says where: the test may have been built beside the sources or somewhere else.
        var output = typeof(LibrarySources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "LibraryOutput").Value!;
        var written = Files(Path.Combine(Repository.Root, Project)).Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Select(file => Parse(File.ReadAllText(file), Repository.NameOf(file)));
        var generated = Files(output).Where(file => file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(file => Parse(File.ReadAllText(file), $"{Generated}{Path.GetRelativePath(output, file).Replace('\\', '/')}"));
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("OllamaSdk", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        return CSharpCompilation.Create(
            "OllamaSdk", [.. written, .. generated], references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Select(file => file.Replace('\\', '/'));
}
