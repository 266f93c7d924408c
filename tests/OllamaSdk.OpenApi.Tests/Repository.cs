using System.Text;

namespace OllamaSdk.OpenApi.Tests;

/// <summary>The checkout these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Descriptions => Path.Combine(Root, "openapi");

    public static string Generated => Path.Combine(Root, "src", "OllamaSdk", "Api", "Generated");

    /// <summary>All files by relative path; text as bytes would decode, so that a byte order mark or a carriage return counts.</summary>
    public static Dictionary<string, string> ReadFolder(string folder) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), path => Encoding.Latin1.GetString(File.ReadAllBytes(path)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "openapi", "ollama.yaml")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests must run inside the repository.");
        }

        return folder.FullName;
    }
}
