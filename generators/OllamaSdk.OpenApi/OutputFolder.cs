using System.Text;
using OllamaSdk.OpenApi.Emission;

namespace OllamaSdk.OpenApi;

/// <summary>The folder that belongs to the tool alone: what the descriptions do not produce has no place in it.</summary>
internal static class OutputFolder
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What differs between the folder and the files, one line each, ordered by path.</summary>
    public static IReadOnlyList<string> Compare(string folder, IReadOnlyList<GeneratedFile> files) =>
    [
        .. files
            .Select(file => (file.Path, State: StateOf(System.IO.Path.Combine(folder, file.Path), file.Text)))
            .Concat(Stale(folder, files).Select(path => (Path: path, State: (string?)"is no longer described")))
            .Where(entry => entry.State is not null)
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .Select(entry => $"{entry.Path}: {entry.State}"),
    ];

    /// <summary>Makes the folder hold exactly these files; files that are right already are not touched.</summary>
    public static void Write(string folder, IReadOnlyList<GeneratedFile> files)
    {
        foreach (var path in Stale(folder, files))
        {
            File.Delete(Path.Combine(folder, path));
        }

        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            if (StateOf(path, file.Text) is not null)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, file.Text, Encoding);
            }
        }
    }

    private static string? StateOf(string path, string text) =>
        !File.Exists(path) ? "is missing" : File.ReadAllBytes(path).AsSpan().SequenceEqual(Encoding.GetBytes(text)) ? null : "differs";

    private static List<string> Stale(string folder, IReadOnlyList<GeneratedFile> files) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Except(files.Select(file => file.Path))];
}
