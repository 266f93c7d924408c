using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>What the server refuses, by its own words: the same exception, whether or not a stream was asked for.</summary>
public sealed class ErrorContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("chat_404", ApiErrorKind.ModelNotFound)]
    [InlineData("err_think_value", ApiErrorKind.BadRequest)]
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

    // The client sends an object in place of the text; its interface sends a request as it is.
    [Theory]
    [InlineData("err_arguments_string")]
    public async Task Arguments_that_are_text(string name)
    {
        var api = Client.Api<IOllamaGenerationApi>();
        LlmApiException whole = await Assert.ThrowsAnyAsync<LlmApiException>(() => api.ChatAsync(ChatRequests.For(name) with { Stream = false }, Replay(name), Ct));
        LlmApiException stream = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => api.ChatStreamAsync(ChatRequests.For(name) with { Stream = true }, Replay(name), Ct).ToListAsync(Ct));

        Check(name, ApiErrorKind.BadRequest, whole);
        Check(name, ApiErrorKind.BadRequest, stream);
    }

    [Theory]
    [InlineData("chat_images_unsupported", ApiErrorKind.ModelDoesNotSupport, "vision")]
    [InlineData("chat_tools_truncated_nostream", ApiErrorKind.UnusableOutput)]
    [InlineData("chat_think_unsupported", ApiErrorKind.ModelDoesNotSupport, "thinking")]
    [InlineData("chat_tools_unsupported", ApiErrorKind.ModelDoesNotSupport, "chat")]
    public async Task Chat(string name, ApiErrorKind kind, string? missing = null)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => Client.ChatAsync(ChatRequests.For(name), Replay(name), Ct));

        Check(name, kind, error, missing);
    }

    [Theory]
    [InlineData("generate_404", ApiErrorKind.ModelNotFound)]
    [InlineData("generate_bad_option", ApiErrorKind.BadRequest)]
    [InlineData("generate_bad_schema", ApiErrorKind.BadRequest)]
    [InlineData("generate_suffix_unsupported", ApiErrorKind.ModelDoesNotSupport, "insert")]
    [InlineData("err_keep_alive_string", ApiErrorKind.BadRequest)]
    [InlineData("err_stop_string", ApiErrorKind.BadRequest)]
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

    [Theory]
    [InlineData("show_404")]
    public async Task Show(string name)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.ShowModelAsync(new ShowModelRequest { Model = "nope" }, Replay(name), Ct));

        Check(name, ApiErrorKind.ModelNotFound, error);
        Assert.Equal("nope", error.Model);
    }

    [Theory]
    [InlineData("copy_404", ApiErrorKind.ModelNotFound, "nope")]
    [InlineData("delete_404", ApiErrorKind.ModelNotFound, "tiny-copy")]
    public async Task Administration(string name, ApiErrorKind kind, string model)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => name == "copy_404"
            ? Client.CopyModelAsync(model, "x", Replay(name), Ct)
            : Client.DeleteModelAsync(model, Replay(name), Ct));

        Check(name, kind, error);
        Assert.Equal(model, error.Model);
    }

    [Theory]
    [InlineData("create_badname", ApiErrorKind.BadRequest, "!!bad name!!", "tiny")]
    [InlineData("create_nothing", ApiErrorKind.BadRequest, "x", null)]
    public async Task Create(string name, ApiErrorKind kind, string model, string? from)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.CreateModelAsync(new CreateModelRequest { Model = model, From = from }, null, Replay(name), Ct));

        Check(name, kind, error);
        Assert.Equal(model, error.Model);
    }

    [Theory]
    [InlineData("me", ApiErrorKind.ServerError)]
    [InlineData("signout", ApiErrorKind.ServerError)]
    [InlineData("web_search", ApiErrorKind.Forbidden)]
    [InlineData("web_fetch", ApiErrorKind.Forbidden)]
    public async Task Account_and_web(string name, ApiErrorKind kind)
    {
        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => name switch
        {
            "me" => Client.GetAccountAsync(Replay(name), Ct),
            "signout" => Client.SignOutAsync(Replay(name), Ct),
            "web_search" => Client.LocalWebSearchAsync("x", null, Replay(name), Ct),
            _ => Client.LocalWebFetchAsync("https://example.com", Replay(name), Ct),
        });

        Check(name, kind, error);
    }

    [Theory]
    [InlineData("method_405", ApiErrorKind.RouteNotFound)]
    [InlineData("route_404", ApiErrorKind.RouteNotFound)]
    [InlineData("trailing_slash_307", ApiErrorKind.Redirect)]
    [InlineData("err_missing_body", ApiErrorKind.BadRequest)]
    [InlineData("err_content_array", ApiErrorKind.BadRequest)]
    [InlineData("chat_nomodel", ApiErrorKind.BadRequest)]
    [InlineData("create_from_404", ApiErrorKind.ServerError)]
    [InlineData("pull_fail_nostream", ApiErrorKind.ServerError)]
    [InlineData("pull_unknown_model_nostream", ApiErrorKind.ModelNotFound)]
    public async Task Requests_that_only_the_untyped_call_makes(string name, ApiErrorKind kind)
    {
        Recording recording = Recording.Load(name);

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(
            () => Client.SendAsync(recording.Method, recording.Url, recording.RequestBody?.ToJson(), Replay(name), Ct));

        Check(name, kind, error);
    }

    [Theory]
    [InlineData("err_host_header_403", ApiErrorKind.Forbidden)]
    [InlineData("err_bad_json", ApiErrorKind.BadRequest)]
    [InlineData("show_bad", ApiErrorKind.BadRequest)]
    [InlineData("blob_digest_invalid", ApiErrorKind.BadRequest)]
    public async Task Requests_that_the_client_cannot_make(string name, ApiErrorKind kind)
    {
        using RecordedRequestHandler handler = new(Recording.Load(name));
        await using OllamaClient client = new(new OllamaClientOptions { Endpoint = Server.Url, Handler = handler });

        LlmApiException error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ListModelsAsync(Replay(name), Ct));

        Check(name, kind, error);
    }

    private void Check(string name, ApiErrorKind kind, LlmApiException error, string? missing = null)
    {
        Expect.Refusal(Recording.Load(name), kind, error, missing);
        Assert.Equal(new Uri(Server.Url), error.Endpoint);
        Assert.Equal(1, error.Attempts);
    }
}
