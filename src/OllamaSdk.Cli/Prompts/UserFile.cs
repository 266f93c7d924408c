using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Files that were named on the command line.</summary>
internal static class UserFile
{
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="UsageException">It cannot be read, or is empty where it must not be.</exception>
    public static async Task<T> ReadAsync<T>(string path, string what, Func<string, Task<T>> read)
    {
        try
        {
            return await read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The {what} cannot be read: {e.Message.Split(" (Parameter '")[0]}{(e.Message.Contains(path, StringComparison.Ordinal) ? "" : $" ({path})")}");
        }
    }
}
