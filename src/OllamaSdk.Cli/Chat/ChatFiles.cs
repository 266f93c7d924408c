using System.Text;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Chat;

/// <summary>Pictures and files that go with the next question.</summary>
internal sealed class ChatFiles(ChatSession session, TextWriter output)
{
    // No model reads more, and a mistyped name would fill its context.
    private const int LargestFile = 1 << 20;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="UsageException">It cannot be read.</exception>
    public async Task AddImageAsync(string typed)
    {
        if (typed == "\"\"")
        {
            session.Images.Clear();
        }
        else if (typed.Length > 0)
        {
            session.Images.Add(await UserFile.ReadAsync(ChatPath.Of(typed), "picture", file => LlmImage.FromFileAsync(file)));
        }

        Say(session.Images.Count, "picture");
    }

    /// <exception cref="UsageException">It cannot be read, is large, or is no text.</exception>
    public async Task AddFileAsync(string typed)
    {
        if (typed == "\"\"")
        {
            session.Files.Clear();
        }
        else if (typed.Length > 0)
        {
            var path = ChatPath.Of(typed);
            session.Files.Add(Quoted(Path.GetFileName(path), await UserFile.ReadAsync(path, "file", ReadAsync)));
        }

        Say(session.Files.Count, "file");
    }

    private static async Task<string> ReadAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        var bytes = new byte[LargestFile + 1];
        var count = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > LargestFile)
        {
            throw new UsageException($"{path} is larger than 1 MB; no model reads that much.");
        }

        try
        {
            var text = s_strict.GetString(bytes, 0, count).TrimStart('\uFEFF');
            return text.Contains('\0', StringComparison.Ordinal) ? throw new UsageException($"{path} is no text.") : text;
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"{path} is no text in UTF-8.");
        }
    }

    // Between more backticks than the text has anywhere.
    private static string Quoted(string name, string text)
    {
        var fence = "```";
        while (text.Contains(fence, StringComparison.Ordinal))
        {
            fence += "`";
        }

        return $"{name}:\n{fence}\n{text.TrimEnd()}\n{fence}";
    }

    private void Say(int count, string what) =>
        output.WriteLine(count == 0 ? $"No {what} goes with the next question." : TerminalText.Clean($"{count} {what}{(count == 1 ? " goes" : "s go")} with the next question."));
}
