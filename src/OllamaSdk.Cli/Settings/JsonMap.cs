using System.Text;
using System.Text.Json;

namespace OllamaSdk.Cli.Settings;

/// <summary>Where the members of a JSON text are, by their names from the outside in, as in <c>timeouts.idle</c>.</summary>
internal sealed class JsonMap
{
    /// <summary>As the settings file is read: a person may have written it.</summary>
    public static readonly JsonReaderOptions ReaderOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, JsonSpan> _spans = new(StringComparer.Ordinal);
    private readonly byte[] _json;

    private JsonMap(byte[] json) => _json = json;

    /// <summary>Everything, from the first bracket to the last.</summary>
    public JsonSpan Whole => _spans[""];

    /// <param name="json">A whole JSON text, without a mark at its beginning.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static JsonMap Of(byte[] json)
    {
        var map = new JsonMap(json);
        var reader = new Utf8JsonReader(json, ReaderOptions);
        reader.Read();
        map.ReadValue(ref reader, "", (int)reader.TokenStartIndex, last: null);
        return map;
    }

    /// <summary>The text without the mark that Windows' editors put before it.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> json) => json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;

    public JsonSpan? Find(string key) => _spans.GetValueOrDefault(key);

    /// <returns>Counted from 1; <see langword="null"/> where there is no such member.</returns>
    public int? LineOf(string key) => Find(key) is { } span ? _json.AsSpan(0, span.NameStart).Count((byte)'\n') + 1 : null;

    private void ReadValue(ref Utf8JsonReader reader, string key, int nameStart, JsonSpan? last)
    {
        var span = new JsonSpan { NameStart = nameStart, Start = (int)reader.TokenStartIndex, IsObject = reader.TokenType == JsonTokenType.StartObject, Before = last };
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (name, start) = ($"{(key.Length == 0 ? "" : $"{key}.")}{reader.GetString()}", (int)reader.TokenStartIndex);
                reader.Read();
                ReadValue(ref reader, name, start, span.Last);
                span.Last = _spans[name];
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                ReadValue(ref reader, $"{key}[{index}]", (int)reader.TokenStartIndex, last: null);
            }
        }

        span.End = (int)reader.BytesConsumed;
        _spans[key] = span;
    }
}

/// <summary>A member of a JSON text.</summary>
internal sealed class JsonSpan
{
    /// <summary>Where its name begins.</summary>
    public required int NameStart { get; init; }

    /// <summary>Where its value begins.</summary>
    public required int Start { get; init; }

    /// <summary>Behind its value.</summary>
    public int End { get; set; }

    public required bool IsObject { get; init; }

    /// <summary>The member before it.</summary>
    public JsonSpan? Before { get; init; }

    /// <summary>The last member in it.</summary>
    public JsonSpan? Last { get; set; }
}
