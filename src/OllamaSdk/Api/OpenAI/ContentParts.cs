using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.OpenAI;

/// <summary>
/// Adds the pieces of a streamed message's content up: to one text, or where a server sends parts that are more than text, to parts in their order,
/// texts and thinking put together, so that they can be sent back as they came.
/// </summary>
internal sealed class ContentParts
{
    private readonly List<ChatContentPart> _parts = [];
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _thinking = new();
    private ThinkingForm? _form;

    public void Add(TextOrParts piece)
    {
        if (!piece.HasParts)
        {
            AddText(piece.Text);
            return;
        }

        foreach (var part in piece.Parts)
        {
            Add(part);
        }
    }

    /// <summary>What it comes to so far; more may be added afterwards.</summary>
    public ChatContent ToContent() =>
        _parts.Count == 0 && _form is null ? new(_text.ToString()) : new([.. _parts, .. Pending()]);

    private void Add(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var part = element.ValueKind == JsonValueKind.String ? ChatContentPart.FromText(element.GetString()!) : ChatContentPart.Read(element);
        if (part is { IsThinking: false, Text: { } text, ImageUrl: null, InputAudio: null, AdditionalProperties: null })
        {
            AddText(text);
        }
        else if (ThinkingForm.Of(part) is { } form)
        {
            if (form != _form)
            {
                EndPart();
                _form = form;
            }

            _thinking.Append(part.Thinking);
        }
        else
        {
            EndPart();
            _parts.Add(part);
        }
    }

    private void AddText(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_form is not null)
        {
            EndPart();
        }

        _text.Append(text);
    }

    private void EndPart()
    {
        _parts.AddRange(Pending());
        _text.Clear();
        _thinking.Clear();
        _form = null;
    }

    // Never both: what begins one ends the other.
    private IEnumerable<ChatContentPart> Pending()
    {
        if (_form is not null)
        {
            yield return _form.Make(_thinking.ToString());
        }
        else if (_text.Length > 0)
        {
            yield return ChatContentPart.FromText(_text.ToString());
        }
    }

    /// <summary>A form of thinking that can be put together: a text, or a list of texts, under a name.</summary>
    private sealed record ThinkingForm(string Type, string? Member, bool IsList)
    {
        public static ThinkingForm? Of(ChatContentPart part) => !part.IsThinking || part.ImageUrl is not null || part.InputAudio is not null ? null
            : part.AdditionalProperties is null ? (part.Text is null ? null : new(part.Type!.Value.Value, null, false))
            : part.Text is null && part.AdditionalProperties is { Count: 1 } and var members && members.First() is var (name, value) && IsPlain(value)
                ? new(part.Type!.Value.Value, name, value.ValueKind == JsonValueKind.Array)
                : null;

        public ChatContentPart Make(string text) => Member is null
            ? new() { Type = Type, Text = text }
            : new() { Type = Type, AdditionalProperties = new() { [Member] = Write(text) } };

        private static bool IsPlain(JsonElement value) => value.ValueKind == JsonValueKind.String || (value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object && item.EnumerateObject().All(member =>
                member.Value.ValueKind == JsonValueKind.String && (member.Name == "text" || (member.Name == "type" && member.Value.ValueEquals("text"u8))))));

        private JsonElement Write(string text)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                if (IsList)
                {
                    writer.WriteStartArray();
                    writer.WriteStartObject();
                    writer.WriteString("type"u8, "text"u8);
                    writer.WriteString("text"u8, text);
                    writer.WriteEndObject();
                    writer.WriteEndArray();
                }
                else
                {
                    writer.WriteStringValue(text);
                }
            }

            var reader = new Utf8JsonReader(buffer.WrittenSpan);
            return JsonElement.ParseValue(ref reader);
        }
    }
}
