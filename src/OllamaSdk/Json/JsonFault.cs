using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Says what is wrong with a text that should be JSON, and where, to those who wrote it: models and people, who know nothing of .NET.</summary>
internal static class JsonFault
{
    // Where System.Text.Json stops by itself.
    private const int MaxDepth = 64;

    /// <returns>A part of a sentence, such as <c>a comma before '}' at character 13</c>; <see langword="null"/> where the text is JSON.</returns>
    public static string? Of(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (FaultIn(ref reader) is null)
        {
            return null;
        }

        if (utf8.Trim(" \t\r\n"u8).IsEmpty)
        {
            return "the text is empty";
        }

        // A reader that expects more finds nothing wrong with what was only cut off.
        reader = new Utf8JsonReader(utf8, isFinalBlock: false, default);
        return FaultIn(ref reader) is { } fault ? Describe(utf8, PositionOf(utf8, fault), ref reader) : "the text ends in the middle";
    }

    /// <summary>Another JsonException's own words, without those that only whoever reads JSON by .NET has a use for.</summary>
    public static string WordsOf(JsonException exception) => exception.Message.Split([" Path: ", " LineNumber: "], StringSplitOptions.None)[0];

    private static string Describe(ReadOnlySpan<byte> utf8, int position, ref Utf8JsonReader reader)
    {
        var at = $"at character {(Encoding.UTF8.GetCharCount(utf8[..position]) + 1).ToString(CultureInfo.InvariantCulture)}";
        if (position >= utf8.Length)
        {
            return "something is missing at its end";
        }

        // The reader counts what a start begins from the next token on.
        var isStart = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        var depth = reader.CurrentDepth + (isStart ? 1 : 0);
        var before = utf8[..position].TrimEnd(" \t\r\n"u8);
        var found = (char)utf8[position];
        return found switch
        {
            '}' or ']' when before.EndsWith(","u8) => $"a comma before '{found}' {at}",
            '{' or '[' when depth >= MaxDepth => $"nested deeper than {MaxDepth} levels {at}",
            '/' => $"a comment {at}, and JSON has none",
            '\'' => $"a single quote {at}; JSON has double quotes",
            < ' ' => $"a line break or another control character inside a text {at}; write it as an escape such as \\n",
            _ when depth == 0 && reader.TokenType != JsonTokenType.None => $"something follows the value {at}",
            <= '~' => $"'{found}' is not expected {at}",
            _ => $"a character is not expected {at}",
        };
    }

    private static JsonException? FaultIn(ref Utf8JsonReader reader)
    {
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException e)
        {
            return e;
        }
    }

    // Lines are counted by \n, and the column in bytes.
    private static int PositionOf(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        }

        return (int)Math.Min(start + (exception.BytePositionInLine ?? 0), utf8.Length);
    }
}
