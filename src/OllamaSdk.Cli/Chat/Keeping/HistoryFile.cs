using System.Text;
using System.Text.Json;
using OllamaSdk.Cli.Chat.Editing;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Chat.Keeping;

/// <summary>What was typed in former talks: a line for each text, as a JSON string, so that a text may have lines of its own.</summary>
internal sealed class HistoryFile(string path)
{
    // A book that was pasted is not typed again.
    private const int LongestText = 16 * 1024;

    private bool _hasFailed;

    /// <returns>What is kept, the oldest first.</returns>
    public IReadOnlyList<string> Read()
    {
        try
        {
            var lines = File.ReadAllLines(path, Encoding.UTF8);
            if (lines.Length > 2 * InputHistory.Limit)
            {
                lines = lines[^InputHistory.Limit..];
                PrivateFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
            }

            return [.. lines.Select(TextOf).OfType<string>()];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
            return [];
        }
    }

    public void Add(string text)
    {
        if (text.Length > LongestText)
        {
            return;
        }

        try
        {
            PrivateFile.Append(path, [.. JsonSerializer.SerializeToUtf8Bytes(text, SavedChatJson.Default.String), (byte)'\n']);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Tell(e);
        }
    }

    // Two talks that write at once, or a full disk, may have left half a line.
    private static string? TextOf(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SavedChatJson.Default.String);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Tell(Exception failure)
    {
        if (!_hasFailed)
        {
            _hasFailed = true;
            ErrorText.Print($"what you type cannot be kept: {failure.Message}");
        }
    }
}
