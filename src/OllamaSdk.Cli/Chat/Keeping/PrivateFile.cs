namespace OllamaSdk.Cli.Chat.Keeping;

/// <summary>Files that nobody but the user may read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder, where it is not there.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            // Below the user's own folder, which is private.
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, Own | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Writes the whole file: who reads it meanwhile sees the old one or the new one, and a crash leaves one of them.</summary>
    public static void Write(string path, byte[] bytes)
    {
        var folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        var written = Path.Combine(folder, $".{Path.GetRandomFileName()}");
        try
        {
            using (var file = Open(written, FileMode.CreateNew))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(written, path, overwrite: true);
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    }

    /// <summary>Writes behind what the file holds.</summary>
    public static void Append(string path, byte[] bytes)
    {
        CreateFolder(Path.GetDirectoryName(path)!);
        using var file = Open(path, FileMode.Append);
        file.Write(bytes);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Own;
        }

        return new FileStream(path, options);
    }
}
