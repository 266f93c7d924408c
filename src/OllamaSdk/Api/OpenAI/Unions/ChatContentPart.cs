using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatContentPart
{
    private static readonly JsonTypeInfo<ChatContentPart> TypeInfo = (JsonTypeInfo<ChatContentPart>)LlmJson.Options.GetTypeInfo(typeof(ChatContentPart));

    /// <summary>Whether the part is no part of the answer, but what the model thought before.</summary>
    internal bool IsThinking => PartText.IsThinking(Type?.Value);

    internal string Thinking => !IsThinking ? "" : string.IsNullOrEmpty(Text) ? PartText.Thinking(Unknown) : Text;

    internal string Refusal => Type?.Value == "refusal" && Unknown("refusal") is { ValueKind: JsonValueKind.String } words ? words.GetString()! : "";

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    public static ChatContentPart FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new() { Type = ChatContentPartType.Text, Text = text };
    }

    /// <summary>A picture, sent inside the request; what every server with vision takes.</summary>
    /// <param name="image">
    /// The encoded picture. PNG, JPEG, WebP, GIF, BMP, TIFF, AVIF and HEIC are told apart by their first bytes; any other is sent as
    /// <c>application/octet-stream</c>, which many servers refuse. Where you know its type, use <see cref="FromImageUrl"/>.
    /// </param>
    /// <param name="detail">How closely to look, in OpenAI's words; most servers ignore it.</param>
    /// <returns>The value.</returns>
    public static ChatContentPart FromImage(LlmImage image, string? detail = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        var bytes = image.Bytes.Span;
        return FromImageUrl($"data:{MediaType(bytes)};base64,{Convert.ToBase64String(bytes)}", detail);
    }

    /// <summary>A picture that the server fetches, where it does so; Ollama and <c>mlx_lm.server</c> do not.</summary>
    /// <param name="url">Its address, or a <c>data:</c> address.</param>
    /// <param name="detail">How closely to look, in OpenAI's words; most servers ignore it.</param>
    /// <returns>The value.</returns>
    public static ChatContentPart FromImageUrl(string url, string? detail = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return new() { Type = ChatContentPartType.ImageUrl, ImageUrl = new() { Url = url, Detail = detail } };
    }

    /// <summary>Sound, sent inside the request.</summary>
    /// <param name="audio">The encoded sound.</param>
    /// <param name="format">Its encoding, <c>wav</c> or <c>mp3</c>.</param>
    /// <returns>The value.</returns>
    public static ChatContentPart FromAudio(ReadOnlySpan<byte> audio, string format)
    {
        ArgumentException.ThrowIfNullOrEmpty(format);
        return new() { Type = ChatContentPartType.InputAudio, InputAudio = new() { Data = Convert.ToBase64String(audio), Format = format } };
    }

    /// <summary>A list of parts, or one alone. Texts among them are parts as well, and a part of a form that this model has no place for is kept as it came.</summary>
    internal static List<ChatContentPart> ReadAll(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            throw new JsonException($"content must be a text or a list of objects, not {reader.TokenType}.");
        }

        var value = JsonElement.ParseValue(ref reader);
        var isList = value.ValueKind == JsonValueKind.Array;
        if (!isList && !PartText.IsPart(value))
        {
            throw new JsonException("content must be a text or a list of objects, not an object that is no part.");
        }

        List<ChatContentPart> parts = [];
        foreach (var item in isList ? value.EnumerateArray().ToArray() : [value])
        {
            if (item.ValueKind != JsonValueKind.Object || !isList)
            {
                OddForms.Note("content as one part, or as a list of texts");
            }

            switch (item.ValueKind)
            {
                case JsonValueKind.Null:
                    break;
                case JsonValueKind.String:
                    parts.Add(FromText(item.GetString()!));
                    break;
                default:
                    parts.Add(Read(item));
                    break;
            }
        }

        return parts;
    }

    internal static ChatContentPart Read(JsonElement part)
    {
        try
        {
            var read = part.Deserialize(TypeInfo)!;
            // Here, so that a text that is no Unicode is found while the answer is read.
            _ = read.Thinking + read.Refusal;
            return read;
        }
        catch (JsonException) when (part.ValueKind == JsonValueKind.Object)
        {
            OddForms.Note("a part of content in a form of its own");
            var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in part.EnumerateObject().Where(member => member.Name != "type"))
            {
                // Of a name that is there twice, the last holds, as everywhere.
                members[member.Name] = member.Value;
            }

            foreach (var text in members.Values.Where(value => value.ValueKind == JsonValueKind.String))
            {
                // Throws where it is no Unicode; to keep that would hide it.
                text.GetString();
            }

            return new()
            {
                Type = part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? new ChatContentPartType(type.GetString()!) : default(ChatContentPartType?),
                AdditionalProperties = members,
            };
        }
    }

    private JsonElement? Unknown(string name) => AdditionalProperties?.TryGetValue(name, out var value) == true ? value : null;

    /// <summary>A text and pictures; no part for a text of nothing, which some servers refuse.</summary>
    internal static ChatContent Join(string text, IReadOnlyList<LlmImage> images) =>
        new([.. text.Length > 0 || images.Count == 0 ? (ChatContentPart[])[FromText(text)] : [], .. images.Select(image => FromImage(image))]);

    private static string MediaType(ReadOnlySpan<byte> image) =>
        image.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : image.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : image.Length > 12 && image.StartsWith("RIFF"u8) && image[8..].StartsWith("WEBP"u8) ? "image/webp"
        : image.StartsWith("GIF8"u8) ? "image/gif"
        : image.StartsWith("BM"u8) ? "image/bmp"
        : image.StartsWith("II*\0"u8) || image.StartsWith("MM\0*"u8) ? "image/tiff"
        : image.Length > 12 && image[4..].StartsWith("ftypavi"u8) ? "image/avif"
        : image.Length > 12 && image[4..].StartsWith("ftyphe"u8) ? "image/heic"
        : "application/octet-stream";
}
