namespace OllamaSdk.Cli.Tools;

/// <summary>Where a path leads, with no link left in it.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    private static readonly char[] s_separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <param name="path">A full path; nothing need be there.</param>
    /// <exception cref="IOException">Links lead in a circle, or cannot be read.</exception>
    public static string Of(string path)
    {
        for (var links = 0; links < MaxLinks; links++)
        {
            if (FollowFirst(path) is not { } next)
            {
                return path;
            }

            path = next;
        }

        throw new IOException("There are too many links on the way.");
    }

    /// <summary>Where an open file is, as the system says; <see langword="null"/> where it does not say.</summary>
    public static string? Of(FileStream file) =>
        OperatingSystem.IsLinux() ? new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget : null;

    // The path with its first link replaced by where that leads; null where it has none.
    private static string? FollowFirst(string path)
    {
        var current = Path.GetPathRoot(path)!;
        var parts = path[current.Length..].Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (index, part) in parts.Index())
        {
            var next = Path.Combine(current, part);
            if (new FileInfo(next).LinkTarget is { } target)
            {
                return Path.GetFullPath(Path.Combine([current, target, .. parts[(index + 1)..]]));
            }

            current = next;
        }

        return null;
    }
}
