using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The counts of tokens, and whether a stream ends with them.</summary>
internal static class UsageRule
{
    public static bool Read(RequestBody request) => request.Find("stream_options") is { ValueKind: JsonValueKind.Object } options
        && RequestBody.Find(options, "include_usage") is { ValueKind: JsonValueKind.True };

    public static void Write(Utf8JsonWriter json, int promptTokens, int answerTokens)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", promptTokens);
        json.WriteNumber("completion_tokens", answerTokens);
        json.WriteNumber("total_tokens", promptTokens + answerTokens);
        json.WriteEndObject();
    }
}
