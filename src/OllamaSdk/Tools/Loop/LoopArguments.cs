using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Loop;

/// <summary>The arguments of a call as they came: JSON natively, a text that should be JSON on <c>/v1</c>.</summary>
internal readonly struct LoopArguments
{
    private readonly JsonElement _json;
    private readonly string? _written;
    private readonly string? _text;

    public LoopArguments(JsonElement? json)
    {
        _json = json.GetValueOrDefault();
        // The converter has made an object of what is one; what a program made by itself may still be a text or an empty list.
        _written = _json.ValueKind is JsonValueKind.String or JsonValueKind.Array ? _json.GetRawText() : null;
        _text = CallArguments.Unwrap(_written);
    }

    public LoopArguments(string? text)
        : this(text, CallArguments.Unwrap(text))
    {
    }

    private LoopArguments(string? written, string? text) => (_written, _text) = (written, text);

    /// <summary>The same where nothing is read otherwise than the model wrote it: an object that it put into a text is a text.</summary>
    public LoopArguments AsWritten => ReferenceEquals(_written, _text) ? this : new(_written, _written);

    // Some servers send nothing, an empty text or null for a tool without parameters.
    private bool AreAbsent => _text is not null ? CallArguments.AreAbsent(_text) : _json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    public int ByteCount => AreAbsent ? 2 : _text is not null ? Encoding.UTF8.GetByteCount(_text) : JsonMarshal.GetRawUtf8Value(_json).Length;

    /// <summary>Writes the arguments as UTF-8 to a buffer of at least <see cref="ByteCount"/> bytes.</summary>
    public void CopyTo(Span<byte> buffer)
    {
        if (AreAbsent)
        {
            "{}"u8.CopyTo(buffer);
        }
        else if (_text is not null)
        {
            Encoding.UTF8.GetBytes(_text, buffer);
        }
        else
        {
            JsonMarshal.GetRawUtf8Value(_json).CopyTo(buffer);
        }
    }

    /// <summary>The arguments as JSON; a text that is none as that text.</summary>
    public JsonElement ToJson()
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(ToString()));
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(ToString())}\""));
            return JsonElement.ParseValue(ref reader);
        }
    }

    public override string ToString() => AreAbsent ? "{}" : _text ?? _json.GetRawText();
}
