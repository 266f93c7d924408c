using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Each server's way to say no, for calls that stream and calls that do not: the same exception.</summary>
public sealed class ErrorTests
{
    [Theory]
    // Ollama
    [InlineData(404, """{"error":{"message":"model 'x' not found","type":"not_found_error","param":null,"code":null}}""", "model 'x' not found", ApiErrorKind.ModelNotFound)]
    [InlineData(400, """{"error":{"message":"[] is too short - 'messages'","type":"invalid_request_error","param":null,"code":null}}""", "[] is too short - 'messages'", ApiErrorKind.BadRequest)]
    [InlineData(401, """{"error":"unauthorized","signin_url":"https://ollama.com/x"}""", "unauthorized", ApiErrorKind.Unauthorized)]
    [InlineData(404, "404 page not found", "404 page not found", ApiErrorKind.RouteNotFound)]
    // LM Studio
    [InlineData(400, """{"error":"Invalid tool_choice type: 'object'."}""", "Invalid tool_choice type: 'object'.", ApiErrorKind.BadRequest)]
    [InlineData(404, """{"error":{"message":"Model \"x\" not there","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", "Model \"x\" not there", ApiErrorKind.ModelNotFound)]
    [InlineData(401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required"}}""", "An LM Studio API token is required", ApiErrorKind.Unauthorized)]
    [InlineData(400, """{"error":"Trying to keep the first 4096 tokens when context the overflows. (n_keep)"}""", "Trying to keep the first 4096 tokens when context the overflows. (n_keep)", ApiErrorKind.ContextLength)]
    // mlx_lm.server
    [InlineData(404, """{"error":"Repository Not Found for url"}""", "Repository Not Found for url", ApiErrorKind.ModelNotFound)]
    [InlineData(411, """{"error":"Content-Length header is required"}""", "Content-Length header is required", ApiErrorKind.BadRequest)]
    [InlineData(404, "Not Found", "Not Found", ApiErrorKind.RouteNotFound)]
    // llama-server
    [InlineData(503, """{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", "Loading model", ApiErrorKind.ServerBusy)]
    [InlineData(501, """{"error":{"code":501,"message":"This server does not support embeddings.","type":"not_supported_error"}}""", "This server does not support embeddings.", ApiErrorKind.ModelDoesNotSupport)]
    [InlineData(400, """{"error":{"code":400,"message":"too long","type":"exceed_context_size_error","n_prompt_tokens":9,"n_ctx":8}}""", "too long", ApiErrorKind.ContextLength)]
    // vLLM, and the gateways made with FastAPI
    [InlineData(404, """{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","param":null,"code":404}""", "The model `x` does not exist.", ApiErrorKind.ModelNotFound)]
    [InlineData(401, """{"error":"Unauthorized"}""", "Unauthorized", ApiErrorKind.Unauthorized)]
    [InlineData(400, """{"error":{"message":"\"auto\" tool choice requires --enable-auto-tool-choice","type":"BadRequestError","param":null,"code":400}}""", "\"auto\" tool choice requires --enable-auto-tool-choice", ApiErrorKind.BadRequest)]
    [InlineData(404, """{"detail":"Not Found"}""", "Not Found", ApiErrorKind.RouteNotFound)]
    [InlineData(422, """{"detail":"bad field"}""", "bad field", ApiErrorKind.BadRequest)]
    [InlineData(429, """{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}""", "Rate limit reached", ApiErrorKind.RateLimited)]
    [InlineData(500, "", "", ApiErrorKind.ServerError)]
    [InlineData(502, "<html><head><title>Bad Gateway</title></head></html>", "web page 'Bad Gateway'", ApiErrorKind.ServerError)]
    public async Task A_refusal(int status, string body, string words, ApiErrorKind kind)
    {
        await using var client = V1.Answering(body, status);
        var call = new CallOptions { MaxRetries = 0 };

        var whole = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", null, call, TestClient.Ct));
        var stream = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.Stream(call).ToListAsync());

        Assert.All((LlmApiException[])[whole, stream], error =>
        {
            Assert.Equal((status, words, kind, "m"), (error.Status, error.ServerMessage, error.Kind, error.Model));
            Assert.Equal(body, error.Excerpt);
        });
    }

    [Theory]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /v1/chat/completion)"}""", 200, ApiErrorKind.RouteNotFound)]
    [InlineData("""{"error":{"message":"The model `x` does not exist.","code":404}}""", 404, ApiErrorKind.ModelNotFound)]
    [InlineData("""{"error":{"message":"boom","type":"server_error"}}""", 200, ApiErrorKind.ServerError)]
    public async Task An_error_inside_a_200(string body, int status, ApiErrorKind kind)
    {
        await using var client = V1.Answering(body);

        var whole = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
        var stream = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());
        var models = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ListModelsAsync(cancellationToken: TestClient.Ct));

        Assert.All((LlmApiException?[])[whole, stream.ServerError, models], error => Assert.Equal((kind, status), (error?.Kind, error?.Status)));
        Assert.Equal(StreamFailure.ServerError, stream.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    [InlineData("""{"choices":5}""")]
    public async Task A_200_that_is_no_answer(string body)
    {
        await using var client = V1.Answering(body);

        await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task The_OpenAI_client_at_the_native_API_is_told_so()
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(404, "text/plain", "404 page not found"));
        await using var client = V1.Create(server.Url + "api");

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
        var models = await Assert.ThrowsAsync<LlmApiException>(() => client.ListModelsAsync(cancellationToken: TestClient.Ct));

        Assert.Equal("/api/chat/completions", server.Requests[0].Path);
        Assert.All((LlmApiException[])[error, models], e =>
        {
            Assert.Equal(ApiErrorKind.RouteNotFound, e.Kind);
            Assert.Contains("/v1", e.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_native_client_at_v1_is_told_so()
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(404, "text/plain", "404 page not found"));
        await using var client = TestClient.Create(server.Url + "v1");

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal("/v1/api/chat", Assert.Single(server.Requests).Path);
        Assert.Contains(nameof(OpenAICompatibleClient), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("""{"error":{"message":"Loading model","type":"unavailable_error","code":503}}""", 503),
            connection => connection.RespondJsonAsync(V1.Whole));
        await using var client = server.CreateV1();
        ResponseInfo? told = null;

        await client.ChatAsync("hi", null, new CallOptions { OnResponse = info => told = info }, TestClient.Ct);

        Assert.Equal((2, 2), (server.Requests.Count, told?.Attempts));
    }

    [Fact]
    public async Task A_server_that_closes_without_an_answer()
    {
        // What mlx_lm.server does at a field it does not like.
        await using var server = new ScriptedServer(connection =>
        {
            connection.Close();
            return Task.CompletedTask;
        });
        await using var client = server.CreateV1();

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal((ConnectionPhase.ReceiveHeaders, 3), (error.Phase, server.Requests.Count));
    }
}
