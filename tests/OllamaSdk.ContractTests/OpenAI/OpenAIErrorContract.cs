using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>What these servers refuse, by their own words.</summary>
public sealed class OpenAIErrorContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("v1_chat_404", ApiErrorKind.ModelNotFound)]
    [InlineData("v1_chat_effort_bad", ApiErrorKind.BadRequest)]
    [InlineData("v1_chat_image_url", ApiErrorKind.BadRequest)]
    [InlineData("v1_chat_tools_1", ApiErrorKind.UnusableOutput)]
    [InlineData("v1_chat_tools_truncated", ApiErrorKind.UnusableOutput)]
    [InlineData("llama_err_401", ApiErrorKind.Unauthorized)]
    [InlineData("llama_err_no_messages", ApiErrorKind.BadRequest)]
    public async Task Chat(string name, ApiErrorKind kind)
    {
        ChatCompletionRequest request = OpenAIRequests.Chat(name);

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.ChatAsync(request, Replay(name), Ct));

        OpenAIExpect.Refusal(name, kind, error);
        Assert.Equal(request.Model, error.Model);
        Assert.Equal($"{Server.Url}/v1", error.Endpoint?.ToString());
    }

    [Theory]
    [InlineData("v1_model_404", ApiErrorKind.ModelNotFound)]
    public async Task Model(string name, ApiErrorKind kind) =>
        OpenAIExpect.Refusal(name, kind, await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.GetModelAsync("nope", Replay(name), Ct)));

    [Theory]
    [InlineData("llama_embeddings_not_enabled", ApiErrorKind.ModelDoesNotSupport)]
    public async Task Embeddings(string name, ApiErrorKind kind)
    {
        EmbeddingRequest request = new() { Model = "tiny", Input = "hello", EncodingFormat = EmbeddingEncoding.Float };

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => V1.EmbedAsync(request, Replay(name), Ct));

        OpenAIExpect.Refusal(name, kind, error);
        Assert.Equal("embeddings", error.MissingCapability);
    }

    [Theory]
    // The typed call never sends an empty list.
    [InlineData("v1_chat_no_messages", ApiErrorKind.BadRequest)]
    [InlineData("llama_err_404", ApiErrorKind.RouteNotFound)]
    public async Task Requests_that_only_the_untyped_call_makes(string name, ApiErrorKind kind)
    {
        Recording recording = Recording.Load(name);

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => V1.SendAsync(recording.Method, recording.Url["/v1".Length..], recording.RequestBody?.ToJson(), Replay(name), Ct));

        OpenAIExpect.Refusal(name, kind, error);
    }

    [Theory]
    [InlineData("v1_chat_bad_json", ApiErrorKind.BadRequest)]
    [InlineData("llama_err_bad_json", ApiErrorKind.BadRequest)]
    [InlineData("v1_audio_no_file", ApiErrorKind.BadRequest)]
    public async Task Requests_that_the_client_cannot_make(string name, ApiErrorKind kind)
    {
        using RecordedRequestHandler handler = new(Recording.Load(name));
        await using OpenAICompatibleClient client = Create(new() { Handler = handler, DefaultModel = "tiny" });
        using MemoryStream audio = new([1]);

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => name == "v1_audio_no_file"
            ? client.TranscribeAsync(audio, "a.wav", null, Replay(name), Ct)
            : client.ChatAsync("hi", null, Replay(name), Ct));

        OpenAIExpect.Refusal(name, kind, error);
    }
}
