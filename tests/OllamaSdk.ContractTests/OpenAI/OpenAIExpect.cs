using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>Compares typed answers with what was recorded, member by member, and sees that no member went unrecognised.</summary>
internal static class OpenAIExpect
{
    public static void Chat(JsonElement recorded, ChatCompletion answer)
    {
        Assert.Equal(Head(recorded), (answer.IdOnWire, answer.Object?.Value, answer.Created, answer.ModelOnWire, answer.SystemFingerprintOnWire));
        Expect.All(recorded.At("choices"), answer.ChoicesOnWire, (element, choice) =>
        {
            Assert.Equal((element.Number("index"), element.Text("finish_reason")), (choice.Index, choice.FinishReason?.Value));
            Message(element.GetProperty("message"), choice.MessageOnWire!);
            Logprobs(element.Given("logprobs"), choice.Logprobs);
            Assert.Null(choice.AdditionalProperties);
        });
        Usage(recorded.Given("usage"), answer.Usage);
        Same(recorded.At("timings"), answer.Timings);
        Assert.Null(answer.AdditionalProperties);
    }

    public static void Chunk(JsonElement recorded, ChatCompletionChunk chunk)
    {
        Assert.Equal(Head(recorded), (chunk.IdOnWire, chunk.Object?.Value, chunk.Created, chunk.ModelOnWire, chunk.SystemFingerprintOnWire));
        Expect.All(recorded.At("choices"), chunk.ChoicesOnWire, (element, choice) =>
        {
            JsonElement delta = element.GetProperty("delta");
            Assert.Equal((element.Number("index"), element.Text("finish_reason")), (choice.Index, choice.FinishReason?.Value));
            Assert.Equal(
                (delta.Text("role"), delta.Text("content"), delta.Text("reasoning"), delta.Text("reasoning_content")),
                (choice.DeltaOnWire!.Role?.Value, choice.DeltaOnWire.ContentOnWire?.Text, choice.DeltaOnWire.ReasoningOnWire, choice.DeltaOnWire.ReasoningContentOnWire));
            Expect.All(delta.Given("tool_calls"), choice.DeltaOnWire.ToolCallsOnWire, (call, typed) =>
            {
                Assert.Equal((call.Number("index"), call.Text("id"), call.Text("type")), (typed.Index, typed.IdOnWire, typed.TypeOnWire));
                Assert.Equal((call.Text("function", "name"), call.Text("function", "arguments")), (typed.FunctionOnWire?.NameOnWire, typed.FunctionOnWire?.ArgumentsOnWire));
                Assert.Null(typed.AdditionalProperties ?? typed.FunctionOnWire?.AdditionalProperties);
            });
            Logprobs(element.Given("logprobs"), choice.Logprobs);
            Assert.Null(choice.AdditionalProperties ?? choice.DeltaOnWire.AdditionalProperties);
        });
        Usage(recorded.Given("usage"), chunk.Usage);
        Same(recorded.At("timings"), chunk.Timings);
        Assert.Null(chunk.AdditionalProperties);
    }

    public static void Choices(JsonElement recorded, IReadOnlyList<CompletionChoice>? choices) => Expect.All(recorded.At("choices"), choices, (element, choice) =>
    {
        Assert.Equal(
            (element.Number("index"), element.Text("text"), element.Text("finish_reason")), (choice.Index, choice.TextOnWire, choice.FinishReason?.Value));
        Assert.Null(choice.Logprobs);
        Assert.Null(choice.AdditionalProperties);
    });

    public static void Usage(JsonElement? recorded, CompletionUsage? usage)
    {
        Assert.Equal(recorded is null, usage is null);
        Assert.Equal(
            (recorded?.Number("prompt_tokens"), recorded?.Number("completion_tokens"), recorded?.Number("total_tokens")),
            (usage?.PromptTokens, usage?.CompletionTokens, usage?.TotalTokens));
        Assert.Equal(recorded?.Number("prompt_tokens_details", "cached_tokens"), usage?.PromptTokensDetails?.CachedTokens);
        Assert.Null(usage?.AdditionalProperties ?? usage?.PromptTokensDetails?.AdditionalProperties);
    }

    /// <summary>Status, words and kind of an error, in the envelope of these servers.</summary>
    public static void Refusal(string name, ApiErrorKind kind, LlmApiException error)
    {
        Recording recording = Recording.Load(name);
        Assert.Equal((recording.Status, recording.Json.Text("error", "message"), kind), (error.Status, error.ServerMessage, error.Kind));
        Assert.Equal(kind == ApiErrorKind.ModelNotFound, error is LlmModelNotFoundException);
        Assert.Equal(kind == ApiErrorKind.Unauthorized, error is LlmUnauthorizedException);
        Assert.Equal(1, error.Attempts);
    }

    /// <summary>A member that is there and not null.</summary>
    public static JsonElement? Given(this JsonElement json, params string[] path) => json.At(path) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    public static void Same(JsonElement? recorded, JsonElement? value) => Assert.Equal(recorded?.GetRawText(), value?.GetRawText());

    public static (string?, string?, long?, string?, string?) Head(JsonElement recorded) =>
        (recorded.Text("id"), recorded.Text("object"), recorded.Number("created"), recorded.Text("model"), recorded.Text("system_fingerprint"));

    private static void Message(JsonElement recorded, ChatCompletionMessage message)
    {
        Assert.Equal(recorded.Text("role"), message.Role?.Value);
        Assert.Equal(recorded.Text("content"), message.ContentOnWire?.Text);
        Assert.Equal((recorded.Text("reasoning"), recorded.Text("reasoning_content")), (message.ReasoningOnWire, message.ReasoningContentOnWire));
        Expect.All(recorded.Given("tool_calls"), message.ToolCallsOnWire, (call, typed) =>
        {
            Assert.Equal((call.Number("index"), call.Text("id"), call.Text("type")), (typed.Index, typed.IdOnWire, typed.TypeOnWire));
            Assert.Equal((call.Text("function", "name"), call.Text("function", "arguments")), (typed.FunctionOnWire?.NameOnWire, typed.FunctionOnWire?.ArgumentsOnWire));
            Assert.Null(typed.AdditionalProperties ?? typed.FunctionOnWire?.AdditionalProperties);
        });
        Assert.Null(message.AdditionalProperties);
    }

    private static void Logprobs(JsonElement? recorded, ChatLogprobs? logprobs)
    {
        Assert.Equal(recorded is null, logprobs is null);
        Expect.All(recorded?.At("content"), logprobs?.Content, (element, token) =>
        {
            Assert.Equal((element.Number("id"), element.Text("token"), element.At("logprob")?.GetDouble()), (token.Id, token.TokenOnWire, token.Logprob));
            Expect.All(element.At("bytes"), token.BytesOnWire, (number, value) => Assert.Equal(number.GetInt32(), value));
            Expect.All(element.At("top_logprobs"), token.TopLogprobsOnWire, (other, top) =>
            {
                Assert.Equal((other.Number("id"), other.Text("token"), other.At("logprob")?.GetDouble()), (top.Id, top.TokenOnWire, top.Logprob));
                Expect.All(other.At("bytes"), top.BytesOnWire, (number, value) => Assert.Equal(number.GetInt32(), value));
                Assert.Null(top.AdditionalProperties);
            });
            Assert.Null(token.AdditionalProperties);
        });
    }
}
