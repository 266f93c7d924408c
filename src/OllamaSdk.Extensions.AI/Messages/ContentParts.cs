using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Contents as parts of a message of the OpenAI-compatible API. What a server takes of them is its own matter; what it refuses, it says.</summary>
internal static class ContentParts
{
    private const string Detail = "detail";
    private const string Image = "image";
    private const string Audio = "audio";
    private const string Video = "video";

    /// <summary><see langword="null"/> where the content has nothing for a model.</summary>
    /// <exception cref="NotSupportedException">It is for a model, and there is no way to send it.</exception>
    public static ChatContentPart? From(AIContent content) => content switch
    {
        { RawRepresentation: ChatContentPart raw } => raw,
        TextContent text => ChatContentPart.FromText(text.Text),
        DataContent data when data.HasTopLevelMediaType(Image) => ChatContentPart.FromImageUrl(data.Uri, DetailOf(data)),
        DataContent data when data.HasTopLevelMediaType(Audio) => ChatContentPart.FromAudio(data.Data.Span, AudioFormat(data.MediaType)),
        DataContent data when data.HasTopLevelMediaType(Video) => Part("video_url", ("url", data.Uri)),
        DataContent data => Part("file", ("filename", data.Name ?? "file"), ("file_data", data.Uri)),
        UriContent link when link.HasTopLevelMediaType(Image) => ChatContentPart.FromImageUrl(link.Uri.OriginalString, DetailOf(link)),
        UriContent link when link.HasTopLevelMediaType(Audio) => Part("audio_url", ("url", link.Uri.OriginalString)),
        UriContent link when link.HasTopLevelMediaType(Video) => Part("video_url", ("url", link.Uri.OriginalString)),
        UriContent link => throw new NotSupportedException($"A link to {link.MediaType} cannot be sent: this API takes links to pictures, sound and films. Send it as a DataContent."),
        HostedFileContent file => Part("file", ("file_id", file.FileId)),
        HostedVectorStoreContent => throw new NotSupportedException($"A {nameof(HostedVectorStoreContent)} cannot be sent: this API looks nothing up."),
        // Records of what was counted, approved or done elsewhere.
        _ => null,
    };

    /// <summary>Texts alone are sent as one text, which all servers take.</summary>
    public static ChatContent Join(IReadOnlyList<ChatContentPart> parts) => parts.All(IsText)
        ? new ChatContent(string.Concat(parts.Select(part => part.Text)))
        : new ChatContent(parts.Where(part => !(IsText(part) && part.Text!.Length == 0)));

    /// <summary>What an answer has beside its text.</summary>
    public static IEnumerable<AIContent> Others(ChatContent content)
    {
        foreach (var part in content.Parts)
        {
            if (part.ImageUrl?.Url is { } url && ToContent(url) is { } picture)
            {
                picture.RawRepresentation = part;
                yield return picture;
            }
        }
    }

    private static bool IsText(ChatContentPart part) =>
        part.Type == ChatContentPartType.Text && part is { Text: not null, ImageUrl: null, InputAudio: null, AdditionalProperties: null };

    private static AIContent? ToContent(string url)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                return new DataContent(url);
            }
            catch (ArgumentException)
            {
                // No data after all; the answer itself still has it.
                return null;
            }
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var uri) ? new UriContent(uri, "image/*") : null;
    }

    private static string? DetailOf(AIContent content) => GivenProperties.Text(content.AdditionalProperties, Detail);

    private static string AudioFormat(string mediaType) => mediaType.ToLowerInvariant() switch
    {
        "audio/mpeg" => "mp3",
        "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        var other => other[(Audio.Length + 1)..],
    };

    private static ChatContentPart Part(string type, params (string Name, string Value)[] members)
    {
        var reader = new Utf8JsonReader(ValueJson.ObjectUtf8(members.Select(member => KeyValuePair.Create(member.Name, (object?)member.Value))));
        return new() { Type = type, AdditionalProperties = new() { [type] = JsonElement.ParseValue(ref reader) } };
    }
}
