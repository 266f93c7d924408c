using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Json;

namespace OllamaSdk.Loop;

/// <summary>Reads saved conversations: files, which anybody may have changed.</summary>
internal static class SavedJson
{
    private static readonly JsonSerializerOptions s_options = new(LlmJson.Options) { MaxDepth = JsonDepth.Written };

    /// <summary>How a request is saved.</summary>
    public static JsonTypeInfo Of<TRequest>() => s_options.GetTypeInfo(typeof(TRequest));

    /// <exception cref="JsonException">The text is no conversation.</exception>
    public static T Read<T>(string json, JsonTypeInfo type, Func<T, IEnumerable<object?>?> messages)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return Check((T?)JsonSerializer.Deserialize(json, type), messages);
    }

    /// <exception cref="JsonException">The stream holds no conversation.</exception>
    public static async Task<T> ReadAsync<T>(Stream json, JsonTypeInfo type, Func<T, IEnumerable<object?>?> messages, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(json);
        return Check((T?)await JsonSerializer.DeserializeAsync(json, type, cancellationToken).ConfigureAwait(false), messages);
    }

    private static T Check<T>(T? saved, Func<T, IEnumerable<object?>?> messages)
        where T : class =>
        saved is not null && messages(saved) is { } all && !all.Contains(null)
            ? saved
            : throw new JsonException("The JSON is no saved conversation: it has no list of messages, or one of them is null.");
}
