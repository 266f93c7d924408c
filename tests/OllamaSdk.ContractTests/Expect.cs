using System.Globalization;
using System.Text.Json;

namespace OllamaSdk.ContractTests;

/// <summary>Compares typed answers with what was recorded, member by member, and sees that no member went unrecognised.</summary>
internal static class Expect
{
    public static void Chat(JsonElement recorded, OllamaChatResponse answer)
    {
        Assert.Equal(recorded.Text("model"), answer.ModelOnWire);
        Time(recorded.At("created_at"), answer.CreatedAt);
        Assert.Equal(recorded.Text("message", "role"), answer.MessageOnWire?.Role?.Value);
        Assert.Equal(recorded.Text("message", "content"), answer.MessageOnWire?.ContentOnWire?.Text);
        Assert.Equal(recorded.Text("message", "thinking"), answer.MessageOnWire?.ThinkingOnWire);
        All(recorded.At("message", "tool_calls"), answer.MessageOnWire?.ToolCallsOnWire, ToolCall);
        Assert.Equal(recorded.Flag("done"), answer.Done);
        Assert.Equal(recorded.Text("done_reason"), answer.DoneReason?.Value);
        All(recorded.At("logprobs"), answer.LogprobsOnWire, Logprob);
        Assert.Equal(
            Metrics(recorded),
            [
                answer.TotalDurationNanoseconds, answer.LoadDurationNanoseconds, answer.PromptEvalCount,
                answer.PromptEvalDurationNanoseconds, answer.EvalCount, answer.EvalDurationNanoseconds,
            ]);
        Assert.Null(answer.AdditionalProperties);
        Assert.Null(answer.MessageOnWire?.AdditionalProperties);
    }

    public static void Generate(JsonElement recorded, GenerateResponse answer)
    {
        Assert.Equal(recorded.Text("model"), answer.ModelOnWire);
        Time(recorded.At("created_at"), answer.CreatedAt);
        Assert.Equal(recorded.Text("response"), answer.ResponseOnWire);
        Assert.Equal(recorded.Text("thinking"), answer.ThinkingOnWire);
        Assert.Equal(recorded.Flag("done"), answer.Done);
        Assert.Equal(recorded.Text("done_reason"), answer.DoneReason?.Value);
        All(recorded.At("context"), answer.ContextOnWire, (number, token) => Assert.Equal(number.GetInt32(), token));
        All(recorded.At("logprobs"), answer.LogprobsOnWire, Logprob);
        Assert.Equal(
            Metrics(recorded),
            [
                answer.TotalDurationNanoseconds, answer.LoadDurationNanoseconds, answer.PromptEvalCount,
                answer.PromptEvalDurationNanoseconds, answer.EvalCount, answer.EvalDurationNanoseconds,
            ]);
        Assert.Null(answer.AdditionalProperties);
    }

    /// <summary>Status, words and kind of an error that was answered in place of anything else.</summary>
    public static void Refusal(Recording recording, ApiErrorKind kind, LlmApiException error, string? missing = null)
    {
        string words = recording.Body.StartsWith('{') ? recording.Json.Text("error")! : recording.Body;
        // llama-server's own error object, inside Ollama's.
        words = words.StartsWith('{') ? words.ToJson().Text("error", "message")! : words;
        Assert.Equal(recording.Status, error.Status);
        Assert.Equal(words, error.ServerMessage);
        Assert.Equal(kind, error.Kind);
        Assert.Equal(missing, error.MissingCapability);
        Assert.Equal(kind == ApiErrorKind.ModelNotFound, error is LlmModelNotFoundException);
        Assert.Contains(words, error.Message);
    }

    public static void Details(JsonElement? recorded, ModelDetails? details)
    {
        Assert.Equal(recorded is null, details is null);
        Assert.Equal(recorded?.Text("parent_model"), details?.ParentModelOnWire);
        Assert.Equal(recorded?.Text("format"), details?.FormatOnWire);
        Assert.Equal(recorded?.Text("family"), details?.FamilyOnWire);
        All(recorded?.At("families"), details?.FamiliesOnWire, (family, name) => Assert.Equal(family.GetString(), name));
        Assert.Equal(recorded?.Text("parameter_size"), details?.ParameterSizeOnWire);
        Assert.Equal(recorded?.Text("quantization_level"), details?.QuantizationLevelOnWire);
        Assert.Equal(recorded?.Number("context_length"), details?.ContextLength);
        Assert.Equal(recorded?.Number("embedding_length"), details?.EmbeddingLength);
        Assert.Null(details?.AdditionalProperties);
    }

    public static void Time(JsonElement? recorded, DateTimeOffset? time)
    {
        Assert.Equal(recorded is null, time is null);
        if (recorded is { } text && time is { } actual)
        {
            // The server sends nanoseconds; .NET keeps steps of a hundred.
            DateTimeOffset expected = DateTimeOffset.Parse(text.GetString()!, CultureInfo.InvariantCulture);
            Assert.Equal(expected, actual, TimeSpan.FromTicks(1));
        }
    }

    /// <summary>Same length, and each element as recorded; an absent array is an absent list.</summary>
    public static void All<T>(JsonElement? recorded, IReadOnlyList<T>? list, Action<JsonElement, T> compare)
    {
        Assert.Equal(recorded?.GetArrayLength(), list?.Count);
        foreach ((JsonElement element, T item) in (recorded?.EnumerateArray().ToArray() ?? []).Zip(list ?? []))
        {
            compare(element, item);
        }
    }

    private static long?[] Metrics(JsonElement recorded) =>
    [
        recorded.Number("total_duration"), recorded.Number("load_duration"), recorded.Number("prompt_eval_count"),
        recorded.Number("prompt_eval_duration"), recorded.Number("eval_count"), recorded.Number("eval_duration"),
    ];

    private static void ToolCall(JsonElement recorded, OllamaToolCall call)
    {
        Assert.Equal(recorded.Text("id"), call.IdOnWire);
        Assert.Equal(recorded.Number("function", "index"), call.FunctionOnWire?.Index);
        Assert.Equal(recorded.Text("function", "name"), call.FunctionOnWire?.NameOnWire);
        Assert.Equal(recorded.At("function", "arguments")?.GetRawText(), call.FunctionOnWire?.Arguments?.GetRawText());
        Assert.Null(call.AdditionalProperties ?? call.FunctionOnWire?.AdditionalProperties);
    }

    private static void Logprob(JsonElement recorded, TokenLogprob token)
    {
        Assert.Equal(recorded.Text("token"), token.TokenOnWire);
        Assert.Equal(recorded.At("logprob")?.GetDouble(), token.Logprob);
        All(recorded.At("bytes"), token.BytesOnWire, (number, value) => Assert.Equal(number.GetInt32(), value));
        All(recorded.At("top_logprobs"), token.TopLogprobsOnWire, (element, top) =>
        {
            Assert.Equal(element.Text("token"), top.TokenOnWire);
            Assert.Equal(element.At("logprob")?.GetDouble(), top.Logprob);
            All(element.At("bytes"), top.BytesOnWire, (number, value) => Assert.Equal(number.GetInt32(), value));
            Assert.Null(top.AdditionalProperties);
        });
        Assert.Null(token.AdditionalProperties);
    }
}
