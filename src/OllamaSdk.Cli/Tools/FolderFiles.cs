using System.Text;
using System.Text.Unicode;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Tools;

/// <summary>
/// Reads texts below a folder, and nothing beside it: where a path leads is found out first, that place is opened, and it is asked once more of what is open.
/// </summary>
internal sealed partial class FolderFiles
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxEntries = 200;

    private readonly string _root;

    /// <exception cref="UsageException">There is no such folder.</exception>
    public FolderFiles(string folder)
    {
        _root = Path.TrimEndingDirectorySeparator(RealPath.Of(Path.GetFullPath(folder)));
        if (!Directory.Exists(_root))
        {
            throw new UsageException($"There is no folder {folder} for tools to read in.");
        }
    }

    /// <summary>Reads a text file of the user's folder, or lists a folder in it.</summary>
    /// <param name="path">The path below the folder, such as notes/today.md; . is the folder itself.</param>
    /// <param name="offset">Where to begin, in bytes, for a file that is too long for one call.</param>
    [LlmTool(Name = "read_file", ReadOnly = true, TimeoutMilliseconds = 10_000)]
    public ToolResult Read(string path, long offset = 0)
    {
        try
        {
            var full = Path.GetFullPath(path, _root);
            return !IsInside(full) ? Outside(path)
                : RealPath.Of(full) is var real && !IsInside(real) ? Outside(path)
                : Directory.Exists(real) ? List(real, path)
                : ReadFile(real, path, offset);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ToolResult.Error($"There is no {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return ToolResult.Error($"{path} cannot be read.");
        }
    }

    private static ToolResult Outside(string path) => ToolResult.Error($"{path} leads out of the folder, and only what is in it may be read.");

    private bool IsInside(string full) =>
        full == _root || full.StartsWith(Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private ToolResult List(string real, string path)
    {
        var names = new DirectoryInfo(real).EnumerateFileSystemInfos().Take(MaxEntries + 1)
            .Select(entry => entry.Attributes.HasFlag(FileAttributes.Directory) ? $"{entry.Name}/" : entry.Name).ToArray();
        if (RealPath.Of(real) != real)
        {
            return Outside(path);
        }

        Array.Sort(names, StringComparer.Ordinal);
        return ToolResult.Text(names.Length == 0 ? "The folder is empty." : string.Join('\n', names.Take(MaxEntries)) + (names.Length > MaxEntries ? "\n… and more" : ""));
    }

    private ToolResult ReadFile(string real, string path, long offset)
    {
        using var file = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        // Between the look and the opening, somebody may have put a link in its place.
        if (!IsInside(RealPath.Of(file) ?? RealPath.Of(real)))
        {
            return Outside(path);
        }

        if (!file.CanSeek)
        {
            return ToolResult.Error($"{path} is no file.");
        }

        file.Position = Math.Clamp(offset, 0, file.Length);
        var (start, buffer) = (file.Position, new byte[MaxBytes]);
        var count = file.ReadAtLeast(buffer, MaxBytes, throwOnEndOfStream: false);
        return TextOf(buffer.AsSpan(0, count), start > 0, start + count < file.Length, out var skipped, out var used) is { } text
            ? ToolResult.Text(start + skipped + used < file.Length
                ? $"{text}\n[The file has {file.Length} bytes. Go on with offset {start + skipped + used}.]"
                : text)
            : ToolResult.Error($"{path} is no text.");
    }

    // A letter may be cut at either end; anywhere else, what is not UTF-8 is no text.
    private static string? TextOf(Span<byte> bytes, bool mayBeginInside, bool mayEndInside, out int skipped, out int used)
    {
        (skipped, used) = (0, 0);
        while (mayBeginInside && skipped < bytes.Length && skipped < 3 && (bytes[skipped] & 0xC0) == 0x80)
        {
            skipped++;
        }

        bytes = bytes[skipped..];
        for (used = bytes.Length; used > 0 && mayEndInside && used > bytes.Length - 4 && !Utf8.IsValid(bytes[..used]);)
        {
            used--;
        }

        bytes = bytes[..used];
        return bytes.Contains((byte)0) || !Utf8.IsValid(bytes) ? null : Encoding.UTF8.GetString(bytes);
    }
}
