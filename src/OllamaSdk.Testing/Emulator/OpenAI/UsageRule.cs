using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The counts of tokens, and whether a stream ends with them.</summary>
internal static class UsageRule
{
    public static bool Read(RequestBody request) => request.Find("stream_options") is { ValueKind: JsonValueKind.Object } options
        && RequestBody.Find(options, "include_usage") is { ValueKind: JsonValueKind.True };

    /// <summary>Nothing has been counted yet: what an event before the last one says.</summary>
    public static void WriteNone(Utf8JsonWriter json) => Write(json, 0, 0, null);

    /// <summary>The counts of a whole answer, and how long each part took where the server tells it.</summary>
    public static void Write(Utf8JsonWriter json, NativeAnswer answer)
    {
        Write(json, answer.PromptTokens, answer.AnswerTokens, answer.CachedTokens);
        if (answer.CachedTokens is null)
        {
            return;
        }

        // The known tokens are among the counted ones, but took no time: the real server reckons so too.
        json.WriteStartObject("timings");
        json.WriteNumber("prompt_n", answer.PromptTokens);
        json.WriteNumber("prompt_ms", answer.PromptTime);
        json.WriteNumber("prompt_per_second", PerSecond(answer.PromptTokens, answer.PromptTime));
        json.WriteNumber("predicted_n", answer.AnswerTokens);
        json.WriteNumber("predicted_ms", answer.AnswerTime);
        json.WriteNumber("predicted_per_second", PerSecond(answer.AnswerTokens, answer.AnswerTime));
        json.WriteEndObject();
    }

    private static double PerSecond(int tokens, double milliseconds) => milliseconds > 0 ? tokens * 1000 / milliseconds : 0;

    private static void Write(Utf8JsonWriter json, int promptTokens, int answerTokens, int? cachedTokens)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", promptTokens);
        json.WriteNumber("completion_tokens", answerTokens);
        json.WriteNumber("total_tokens", promptTokens + answerTokens);
        if (cachedTokens is { } cached)
        {
            json.WriteStartObject("prompt_tokens_details");
            json.WriteNumber("cached_tokens", cached);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
