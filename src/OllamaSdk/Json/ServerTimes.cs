using System.Text;
using System.Text.Json;

namespace OllamaSdk.Json;

/// <summary>Points in time as RFC 3339 writes them. A text without an offset is none: .NET would take it for the time of day here, whatever the server meant.</summary>
internal static class ServerTimes
{
    public static bool TryRead(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        return reader.TokenType == JsonTokenType.String && HasOffset(ref reader) && reader.TryGetDateTimeOffset(out time);
    }

    // "…Z" or "…+02:00"; the shortest such text has 17 characters.
    private static bool HasOffset(ref Utf8JsonReader reader)
    {
        var text = reader.HasValueSequence || reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return text.Length > 16 && (text[^1] == (byte)'Z' || text[^6] is (byte)'+' or (byte)'-');
    }
}
