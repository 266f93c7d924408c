using System.Globalization;

namespace OllamaSdk.Cli.Chat;

/// <summary>What a conversation is called: its first words.</summary>
internal static class ChatTitle
{
    private const int Longest = 60;

    public static string Of(IEnumerable<LlmMessage> messages)
    {
        var words = messages.FirstOrDefault(message => message.Role == LlmRole.User)?.Content ?? "";
        var line = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= Longest)
        {
            return line.Length == 0 ? "A conversation" : line;
        }

        var end = 0;
        while (end < Longest)
        {
            end += StringInfo.GetNextTextElementLength(line.AsSpan(end));
        }

        return line[..end].TrimEnd() + "…";
    }
}
