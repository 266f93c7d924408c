using System.Text;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Prompts;

/// <summary>What is asked: the words of the command line, files among them, or standard input.</summary>
internal static class PromptText
{
    /// <summary>The words as one text; <c>@FILE</c> stands for a file, <c>-</c> for standard input, which is also read where there are no words.</summary>
    /// <returns><see langword="null"/> where there are no words and a person sits at standard input.</returns>
    /// <exception cref="UsageException">A file cannot be read, or there is nothing in all this.</exception>
    public static async Task<string?> ReadAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words.Length == 0 && !Console.IsInputRedirected)
        {
            return null;
        }

        var parts = new List<string>();
        foreach (var word in words.Length == 0 ? ["-"] : words)
        {
            parts.Add(word == "-" ? (await ReadInputAsync(cancellationToken)).TrimEnd() : Expand(word));
        }

        var text = string.Join(' ', parts);
        return string.IsNullOrWhiteSpace(text) ? throw new UsageException("The prompt is empty.") : text;
    }

    /// <summary>Standard input to its end. Console's own asynchronous reading blocks, and would keep Ctrl+C from ending the program.</summary>
    public static Task<string> ReadInputAsync(CancellationToken cancellationToken) =>
        Task.Run(ReadInput, cancellationToken).WaitAsync(cancellationToken);

    // What a file or another program sends may say by its first bytes how it is written, as Windows' own shells do; those bytes are no text.
    private static string ReadInput()
    {
        if (!Console.IsInputRedirected)
        {
            return Console.In.ReadToEnd();
        }

        using var input = new StreamReader(
            Console.OpenStandardInput(), OperatingSystem.IsWindows() ? Encoding.UTF8 : Console.InputEncoding, detectEncodingFromByteOrderMarks: true);
        return input.ReadToEnd();
    }

    /// <summary>The file's text for <c>@FILE</c>; <c>@@</c> stands for an @ that begins a word.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static string Expand(string word)
    {
        if (!word.StartsWith('@') || word.Length == 1)
        {
            return word;
        }

        if (word[1] == '@')
        {
            return word[1..];
        }

        try
        {
            return File.ReadAllText(word[1..]).TrimEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{word} stands for a file, and it cannot be read: {e.Message} Write @{word} for the word itself.");
        }
    }
}
