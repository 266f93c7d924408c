using System.Text.Json;

namespace OllamaSdk.Loop;

/// <summary>Finds the JSON in an answer that has more than it: reasoning before, a fence of Markdown around, words on either side.</summary>
internal static class AnswerJson
{
    private static readonly (byte[] Open, byte[] Close)[] Thinking =
        [("<think>"u8.ToArray(), "</think>"u8.ToArray()), ("<thinking>"u8.ToArray(), "</thinking>"u8.ToArray())];

    /// <summary>The one JSON value of the text; empty where there is none, or where it cannot be told which one is meant.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="values">How many there are.</param>
    public static ReadOnlySpan<byte> Only(ReadOnlySpan<byte> text, out int values)
    {
        text = WithoutFence(AfterThinking(text));
        values = 1;
        return IsWhole(text) ? text : Scan(text, out values);
    }

    /// <summary>What follows a block of reasoning. Some templates open it themselves, so that only its end is in the text.</summary>
    public static ReadOnlySpan<byte> AfterThinking(ReadOnlySpan<byte> text)
    {
        text = Trim(text);
        if (!BeginsWithJson(text) && !text.StartsWith("```"u8))
        {
            foreach (var (open, close) in Thinking)
            {
                if (text.IndexOf(close) is var end and >= 0)
                {
                    return Trim(text[(end + close.Length)..]);
                }

                if (text.StartsWith(open))
                {
                    return default;
                }
            }
        }

        return text;
    }

    /// <summary>What a fence holds, where it is around the whole text.</summary>
    public static ReadOnlySpan<byte> WithoutFence(ReadOnlySpan<byte> text)
    {
        var fence = "```"u8;
        if (!text.StartsWith(fence) || !text.EndsWith(fence) || text.IndexOf((byte)'\n') is var line && (line < 0 || line > text.Length - fence.Length))
        {
            return text;
        }

        // The first line names the language.
        return Trim(text[(line + 1)..^fence.Length]);
    }

    public static bool BeginsWithJson(ReadOnlySpan<byte> text) => Trim(text) is [(byte)'{' or (byte)'[', ..] || IsWhole(text);

    private static bool IsWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            reader.Read();
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ReadOnlySpan<byte> Scan(ReadOnlySpan<byte> text, out int values)
    {
        ReadOnlySpan<byte> found = default;
        values = 0;
        while (text.IndexOfAny("{}[]"u8) is var at and >= 0)
        {
            text = text[at..];
            var length = Length(text, out var isValue);
            if (length < 0)
            {
                // JSON that broke off, or is none: what stands inside it is not the answer.
                values = 0;
                return default;
            }

            if (isValue && values++ == 0)
            {
                found = text[..length];
            }

            text = text[length..];
        }

        return values == 1 ? found : default;
    }

    private static int Length(ReadOnlySpan<byte> text, out bool isValue)
    {
        isValue = false;
        if (text[0] is (byte)'}' or (byte)']')
        {
            return -1;
        }

        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
            isValue = reader.Read() && reader.TrySkip();
            return isValue ? (int)reader.BytesConsumed : -1;
        }
        catch (JsonException)
        {
            // "[the second one]" is words.
            return text[0] == '[' ? EndOfBrackets(text) : -1;
        }
    }

    private static int EndOfBrackets(ReadOnlySpan<byte> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] is (byte)'[' or (byte)'{' ? 1 : text[i] is (byte)']' or (byte)'}' ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);
}
