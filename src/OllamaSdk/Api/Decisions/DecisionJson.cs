using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>The parts of a question that have more than one form in JSON. Names stay as they are given, in the order in which they are.</summary>
internal static class DecisionJson
{
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonElement Text(string text) => Write(text, static (writer, value) => writer.WriteStringValue(value));

    public static JsonElement Levels(IReadOnlyList<string> levels) => Write(levels, static (writer, values) =>
    {
        writer.WriteStartArray();
        foreach (var level in values)
        {
            ArgumentNullException.ThrowIfNull(level, nameof(levels));
            writer.WriteStringValue(level);
        }

        writer.WriteEndArray();
    });

    public static JsonElement Meanings(string? no, string? yes) => Write((no, yes), static (writer, meanings) =>
    {
        writer.WriteStartObject();
        if (meanings.no is not null)
        {
            writer.WriteString("false", meanings.no);
        }

        if (meanings.yes is not null)
        {
            writer.WriteString("true", meanings.yes);
        }

        writer.WriteEndObject();
    });

    /// <exception cref="ArgumentException">Two options have the same name.</exception>
    public static JsonElement Options(IEnumerable<KeyValuePair<string, string?>> options) => Write(options, static (writer, values) =>
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        writer.WriteStartObject();
        foreach (var (name, description) in values)
        {
            ArgumentNullException.ThrowIfNull(name, nameof(options));
            if (!names.Add(name))
            {
                throw new ArgumentException($"Two options have the name \"{name}\".", nameof(options));
            }

            writer.WriteString(name, description);
        }

        writer.WriteEndObject();
    });

    /// <summary>What a writer writes, with letters as they are.</summary>
    public static JsonElement Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var utf8 = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(utf8, s_readable))
        {
            write(writer, value);
        }

        var reader = new Utf8JsonReader(utf8.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
