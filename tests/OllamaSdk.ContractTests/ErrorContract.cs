using OllamaSdk.ContractTests.WireMock;

namespace OllamaSdk.ContractTests;

/// <summary>What the server refuses, by its own words: the same exception, whether or not a stream was asked for.</summary>
public sealed class ErrorContract(WireMockServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("chat_404", ApiErrorKind.ModelNotFound)]
    [InlineData("err_think_value", ApiErrorKind.BadRequest)]
    [InlineData("err_arguments_string", ApiErrorKind.BadRequest)]
    public async Task Chat_streamed_or_not(string name, ApiErrorKind kind)
    {
        LlmApiException whole = await Assert.ThrowsAnyAsync<LlmApiException>(() => Client.ChatAsync(ChatRequests.For(name), Replay(name), Ct));
        LlmApiException stream = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.ChatStreamAsync(ChatRequests.For(name), Replay(name), Ct).ToListAsync(Ct));

        Check(name, kind, whole);
        Check(name, kind, stream);
        Assert.Equal(ChatRequests.For(name).Model, whole.Model);
        Assert.Equal(whole.Model, stream.Model);
    }

    [Theory]
    [InlineData("chat_images_unsupported", ApiErrorKind.ServerError)]
    [InlineData("chat_tools_truncated_nostream", ApiErrorKind.ServerError)]
    [InlineData("chat_think_unsupported", ApiErrorKind.ModelDoesNotSupport, "thinking")]
    [InlineData("chat_tools_unsupported", ApiErrorKind.ModelDoesNotSupport, "chat")]
    public async Task Chat(string name, ApiErrorKind kind, string? missing = null)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => Client.ChatAsync(ChatRequests.For(name), Replay(name), Ct));

        Check(name, kind, error, missing);
    }

    [Theory]
    [InlineData("generate_404", ApiErrorKind.ModelNotFound)]
    [InlineData("generate_bad_option", ApiErrorKind.ServerError)]
    [InlineData("generate_bad_schema", ApiErrorKind.ServerError)]
    [InlineData("generate_suffix_unsupported", ApiErrorKind.ModelDoesNotSupport, "insert")]
    [InlineData("err_keep_alive_string", ApiErrorKind.BadRequest)]
    [InlineData("err_stop_string", ApiErrorKind.ServerError)]
    public async Task Generate(string name, ApiErrorKind kind, string? missing = null)
    {
        LlmApiException error =
            await Assert.ThrowsAnyAsync<LlmApiException>(() => Client.GenerateAsync(GenerateRequests.For(name), Replay(name), Ct));

        Check(name, kind, error, missing);
    }

    [Theory]
    [InlineData("embed_404", "nope", "x", ApiErrorKind.ModelNotFound)]
    [InlineData("embed_on_completion_model", "tiny", "hello", ApiErrorKind.ModelDoesNotSupport, "embeddings")]
    public async Task Embed(string name, string model, string input, ApiErrorKind kind, string? missing = null)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.EmbedAsync(new EmbedRequest { Model = model, Input = input }, Replay(name), Ct));

        Check(name, kind, error, missing);
        Assert.Equal(model, error.Model);
    }

    [Fact]
    public async Task Show()
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.ShowModelAsync(new ShowModelRequest { Model = "nope" }, Replay("show_404"), Ct));

        Check("show_404", ApiErrorKind.ModelNotFound, error);
        Assert.Equal("nope", error.Model);
    }

    [Theory]
    [InlineData("method_405", ApiErrorKind.RouteNotFound)]
    [InlineData("route_404", ApiErrorKind.RouteNotFound)]
    [InlineData("trailing_slash_307", ApiErrorKind.Redirect)]
    [InlineData("err_host_header_403", ApiErrorKind.Forbidden)]
    [InlineData("err_missing_body", ApiErrorKind.BadRequest)]
    [InlineData("err_bad_json", ApiErrorKind.BadRequest)]
    [InlineData("err_content_array", ApiErrorKind.BadRequest)]
    [InlineData("chat_nomodel", ApiErrorKind.BadRequest)]
    [InlineData("show_bad", ApiErrorKind.BadRequest)]
    public async Task Requests_that_the_typed_client_does_not_make(string name, ApiErrorKind kind)
    {
        using RecordedRequestHandler handler = new(Recording.Load(name));
        await using OllamaClient client = new(new OllamaClientOptions { Endpoint = Server.Url.ToString(), Handler = handler });

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ListModelsAsync(Replay(name), Ct));

        Check(name, kind, error);
    }

    private void Check(string name, ApiErrorKind kind, LlmApiException error, string? missing = null)
    {
        Recording recording = Recording.Load(name);
        string words = recording.Body.StartsWith('{') ? recording.Json.Text("error")! : recording.Body;
        // llama-server's own error object, inside Ollama's.
        words = words.StartsWith('{') ? words.ToJson().Text("error", "message")! : words;
        Assert.Equal(recording.Status, error.Status);
        Assert.Equal(words, error.ServerMessage);
        Assert.Equal(kind, error.Kind);
        Assert.Equal(missing, error.MissingCapability);
        Assert.Equal(kind == ApiErrorKind.ModelNotFound, error is LlmModelNotFoundException);
        Assert.Equal(Server.Url, error.Endpoint);
        Assert.Equal(1, error.Attempts);
        Assert.Contains(words, error.Message);
    }
}
