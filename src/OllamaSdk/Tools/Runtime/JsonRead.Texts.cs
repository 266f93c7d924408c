using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;

namespace OllamaSdk.CompilerServices;

public static partial class JsonRead
{
    /// <summary>Reads true or false.</summary>
    public static bool Boolean(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Refuse(ref reader, "true or false"),
    };

    /// <summary>Reads a text.</summary>
    public static string String(ref Utf8JsonReader reader) => Text(ref reader, "a string");

    /// <summary>Reads a text of one UTF-16 unit.</summary>
    public static char Char(ref Utf8JsonReader reader) =>
        Text(ref reader, "one character") is [var value] ? value : throw Refuse(ref reader, "one character");

    /// <summary>Reads an instant or a local time: with an offset it becomes UTC, without one its kind is unspecified.</summary>
    public static DateTime DateTime(ref Utf8JsonReader reader)
    {
        if (!IsText(ref reader) || !reader.TryGetDateTime(out var value))
        {
            throw Refuse(ref reader, "a date and time such as 2025-01-31T13:45:00Z");
        }

        // The machine's time zone must not decide what a tool sees.
        return value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value;
    }

    /// <summary>Reads an instant; without an offset it is UTC.</summary>
    public static DateTimeOffset DateTimeOffset(ref Utf8JsonReader reader)
    {
        if (!IsText(ref reader) || !reader.TryGetDateTimeOffset(out var value) || !reader.TryGetDateTime(out var time))
        {
            throw Refuse(ref reader, "a date and time such as 2025-01-31T13:45:00+01:00");
        }

        return time.Kind == DateTimeKind.Unspecified ? new(time, System.TimeSpan.Zero) : value;
    }

    /// <summary>Reads a day.</summary>
    public static DateOnly DateOnly(ref Utf8JsonReader reader)
    {
        const string Expected = "a date such as 2025-01-31";
        var text = Text(ref reader, Expected);
        return System.DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Refuse(ref reader, Expected);
    }

    /// <summary>Reads a time of the day.</summary>
    public static TimeOnly TimeOnly(ref Utf8JsonReader reader)
    {
        const string Expected = "a time such as 13:45 or 13:45:00";
        var text = Text(ref reader, Expected);
        var format = text.Length > 8 ? "HH:mm:ss.FFFFFFF" : text.Length > 5 ? "HH:mm:ss" : "HH:mm";
        return text is not [.., '.'] && System.TimeOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw Refuse(ref reader, Expected);
    }

    /// <summary>Reads a duration, in the form of ISO 8601 or of .NET.</summary>
    public static TimeSpan TimeSpan(ref Utf8JsonReader reader)
    {
        const string Expected = "a duration such as PT1H30M or 01:30:00";
        var text = Text(ref reader, Expected);
        if (System.TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value) && text.Contains(':', StringComparison.Ordinal))
        {
            return value;
        }

        try
        {
            return text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
                ? XmlConvert.ToTimeSpan(text)
                : throw Refuse(ref reader, Expected);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Refuse(ref reader, Expected);
        }
    }

    /// <summary>Reads an identifier of 32 hexadecimal digits and four hyphens.</summary>
    public static Guid Guid(ref Utf8JsonReader reader) =>
        IsText(ref reader) && reader.TryGetGuid(out var value)
            ? value
            : throw Refuse(ref reader, "a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301");

    /// <summary>Reads an absolute address.</summary>
    public static Uri Uri(ref Utf8JsonReader reader)
    {
        const string Expected = "an absolute URI such as https://example.org/";
        var text = Text(ref reader, Expected);

        // On Unix a rooted path is an absolute file address to .NET; to JSON schema it is none.
        return System.Uri.TryCreate(text, UriKind.Absolute, out var value)
            && text.StartsWith(value.Scheme, StringComparison.OrdinalIgnoreCase) && text.AsSpan(value.Scheme.Length) is [':', ..]
                ? value
                : throw Refuse(ref reader, Expected);
    }

    /// <summary>Reads two to four numbers with dots between.</summary>
    public static Version Version(ref Utf8JsonReader reader)
    {
        const string Expected = "a version such as 1.2.3";
        var text = Text(ref reader, Expected);
        return !text.AsSpan().ContainsAnyExcept("0123456789.") && System.Version.TryParse(text, out var value)
            ? value
            : throw Refuse(ref reader, Expected);
    }

    /// <summary>Reads bytes as base64.</summary>
    public static byte[] Bytes(ref Utf8JsonReader reader) =>
        IsText(ref reader) && reader.TryGetBytesFromBase64(out var value) ? value : throw Refuse(ref reader, "base64 text");

    /// <summary>Whether a text has a form. One that takes longer than a second to find out has not.</summary>
    public static bool Matches(Regex form, string text)
    {
        try
        {
            return form.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static bool IsText(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String;

    private static string Text(ref Utf8JsonReader reader, string expected) =>
        IsText(ref reader) ? reader.GetString()! : throw Refuse(ref reader, expected);
}
