using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>JSON as the server writes it.</summary>
internal static class WireJson
{
    // Quotes as \" and letters as they are: the server's own form, which .NET's default would not give.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A text that is written again and again.</summary>
    public static JsonEncodedText Encode(string text) => JsonEncodedText.Encode(text, Options.Encoder);

    public static Utf8JsonWriter Writer(IBufferWriter<byte> buffer) => new(buffer, Options);

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = Writer(buffer))
        {
            write(json);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>UTC with as many digits of the fraction as are not zero.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The server leaves out numbers that are zero.</summary>
    public static void WriteUnlessZero(this Utf8JsonWriter json, string name, long value)
    {
        if (value != 0)
        {
            json.WriteNumber(name, value);
        }
    }
}
