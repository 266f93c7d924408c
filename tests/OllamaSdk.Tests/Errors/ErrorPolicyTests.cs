using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Errors;

/// <summary>
/// The servers' words, and what is done about them: what kind of error they are, whether the same server is asked again, whether the next one is,
/// and whether it counts against the server. Before an answer and inside one, on both APIs, it is the same.
/// </summary>
public sealed class ErrorPolicyTests
{
    // What follows from a kind, but for the retries, which follow from the status as well.
    private static readonly Dictionary<ApiErrorKind, (bool MovesOn, bool IsBlamed)> s_policy = new()
    {
        [ApiErrorKind.Other] = (false, false),
        [ApiErrorKind.BadRequest] = (false, false),
        [ApiErrorKind.Unauthorized] = (false, false),
        [ApiErrorKind.Forbidden] = (false, false),
        [ApiErrorKind.ModelNotFound] = (true, false),
        [ApiErrorKind.RouteNotFound] = (false, false),
        [ApiErrorKind.ModelDoesNotSupport] = (false, false),
        [ApiErrorKind.ContextLength] = (false, false),
        [ApiErrorKind.OutOfMemory] = (true, true),
        [ApiErrorKind.ServerBusy] = (true, true),
        [ApiErrorKind.RateLimited] = (true, true),
        [ApiErrorKind.ServerError] = (true, true),
        [ApiErrorKind.Redirect] = (false, false),
        [ApiErrorKind.NoBalance] = (true, true),
        [ApiErrorKind.UnusableOutput] = (false, false),
    };

    /// <summary>Status, words, kind, whether a chat is sent again by itself.</summary>
    public static TheoryData<int, string, ApiErrorKind, bool> Words => new()
    {
        // Pictures and sound for a model that takes none.
        { 500, "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj", ApiErrorKind.ModelDoesNotSupport, false },
        { 500, "image input is not supported by this server", ApiErrorKind.ModelDoesNotSupport, false },
        { 500, "audio input is not supported - hint: if this is unexpected, you may need to provide the mmproj", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "Multimodal data provided, but model does not support multimodal requests.", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "this model does not support image input (ref: b8bd630e)", ApiErrorKind.ModelDoesNotSupport, false },
        { 500, "this model is missing data required for image input", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "Model does not support images. Please use a model that does.", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "facebook/opt-125m is not a multimodal model None", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "At most 0 image(s) may be provided in one prompt.", ApiErrorKind.ModelDoesNotSupport, false },
        { 404, "Only 'text' content type is supported.", ApiErrorKind.ModelDoesNotSupport, false },
        { 404, "No endpoints found that support image input", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "image inputs are not supported by this decision model", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "video inputs are not supported", ApiErrorKind.ModelDoesNotSupport, false },
        { 501, "This server does not support embeddings. Start it with `--embeddings`", ApiErrorKind.ModelDoesNotSupport, false },
        { 400, "registry.ollama.ai/library/tiny:latest does not support insert", ApiErrorKind.ModelDoesNotSupport, false },
        // A picture that is wrong in another way.
        { 400, "image URLs are not currently supported, please use base64 encoded data instead", ApiErrorKind.BadRequest, false },
        { 400, "this model only supports one image while more than one image requested", ApiErrorKind.BadRequest, false },
        // What the model wrote.
        { 500, "llama-server returned invalid tool call arguments for \"get_weather\": unexpected end of JSON input", ApiErrorKind.UnusableOutput, false },
        { 500, "error parsing tool call: raw='{\"text\":\"out of memory, model not found\"}]', err=invalid character ']' after top-level value", ApiErrorKind.UnusableOutput, false },
        { 500, "failed to parse JSON: unexpected end of JSON input", ApiErrorKind.UnusableOutput, false },
        { 500, "XML syntax error on line 3: element <parameter> closed by </function>", ApiErrorKind.UnusableOutput, false },
        { 500, "prediction aborted, token repeat limit reached", ApiErrorKind.UnusableOutput, false },
        { 500, "Failed to parse input at pos 12: <tool_call>", ApiErrorKind.UnusableOutput, false },
        // Money and limits.
        { 402, "", ApiErrorKind.NoBalance, false },
        { 402, "Insufficient Balance", ApiErrorKind.NoBalance, false },
        { 402, "you (name) have reached your weekly usage limit, upgrade for higher limits: https://ollama.com/upgrade", ApiErrorKind.RateLimited, false },
        { 403, "Sorry, your account balance is insufficient", ApiErrorKind.NoBalance, false },
        { 400, "Your credit balance is too low to access the API", ApiErrorKind.NoBalance, false },
        { 429, "This request requires more credits, or fewer max_tokens", ApiErrorKind.NoBalance, false },
        { 429, "rate limit exceeded", ApiErrorKind.RateLimited, true },
        { 429, "You exceeded your current quota. Please retry in 34s.", ApiErrorKind.RateLimited, true },
        // Models that are not there.
        { 404, "model 'x' not found", ApiErrorKind.ModelNotFound, false },
        { 404, "model \"x\" not found, try pulling it first", ApiErrorKind.ModelNotFound, false },
        { 400, "model not found", ApiErrorKind.ModelNotFound, false },
        { 400, "model is not loaded", ApiErrorKind.ModelNotFound, false },
        { 400, "No models loaded. Please load a model in the developer page or use the `lms load` command.", ApiErrorKind.ModelNotFound, false },
        { 404, "The model `x` does not exist.", ApiErrorKind.ModelNotFound, false },
        { 404, "401 Client Error. Repository Not Found for url: https://huggingface.co/api/models/x/revision/main.", ApiErrorKind.ModelNotFound, false },
        { 500, "open /models/manifests/127.0.0.1:1/library/none/latest: no such file or directory", ApiErrorKind.ModelNotFound, false },
        { 400, "tool 'model picker' not found in the list", ApiErrorKind.BadRequest, false },
        // Requests that Ollama answers with 500 although they are wrong.
        { 500, "option \"stop\" must be of type array", ApiErrorKind.BadRequest, false },
        { 500, "invalid format: \"\\\"xml\\\"\"; expected \"json\" or a valid JSON Schema object", ApiErrorKind.BadRequest, false },
        { 500, "open /models/blobs/sha256-00: no such file or directory", ApiErrorKind.BadRequest, false },
        { 500, "insecure protocol http", ApiErrorKind.BadRequest, false },
        // And a server that broke although it says 400.
        { 400, "do embedding request: Post \"http://127.0.0.1:38011/embedding\": EOF", ApiErrorKind.ServerError, false },
        { 400, "llama-server process has terminated: exit status 2", ApiErrorKind.ServerError, false },
        { 500, "llama-server process has terminated: exit status 2", ApiErrorKind.ServerError, false },
        { 500, "pull model manifest: Get \"https://registry.ollama.ai/v2/\": dial tcp: lookup registry.ollama.ai: no such host", ApiErrorKind.ServerError, false },
        { 502, "dial tcp: lookup ollama.com: no such host", ApiErrorKind.ServerError, true },
        { 503, "account unavailable", ApiErrorKind.ServerError, true },
        // Time and room.
        { 503, "server busy, please try again.  maximum pending requests exceeded", ApiErrorKind.ServerBusy, true },
        { 503, "Loading model", ApiErrorKind.ServerBusy, true },
        { 503, "no slot available", ApiErrorKind.ServerBusy, true },
        { 503, "Server overloaded, please retry shortly (ref: x)", ApiErrorKind.ServerBusy, true },
        { 500, "model requires 9.1 GiB but only 5.3 GiB are available (after 1.0 GiB overhead)", ApiErrorKind.OutOfMemory, false },
        { 400, "request (48017 tokens) exceeds the available context size (2048 tokens), try increasing it", ApiErrorKind.ContextLength, false },
        { 400, "Trying to keep the first 4096 tokens when context the overflows. (n_keep)", ApiErrorKind.ContextLength, false },
        { 400, "The decoder prompt (length 5000) is longer than the maximum model length of 4096.", ApiErrorKind.ContextLength, false },
        { 400, "Context size has been exceeded", ApiErrorKind.ContextLength, false },
        // The rest.
        { 401, "Invalid API Key", ApiErrorKind.Unauthorized, false },
        { 403, "ollama cloud is disabled: remote model is unavailable", ApiErrorKind.Forbidden, false },
        { 404, "File Not Found", ApiErrorKind.RouteNotFound, false },
        { 400, "'messages' is required", ApiErrorKind.BadRequest, false },
        { 411, "Content-Length header is required", ApiErrorKind.BadRequest, false },
        { 499, "request canceled", ApiErrorKind.Other, false },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Before_an_answer(int status, string words, ApiErrorKind kind, bool again)
    {
        var body = words.Length > 0 ? $$"""{"error":{{V1.Quote(words)}}}""" : "";
        var v1 = words.Length > 0 ? $$$"""{"error":{"message":{{{V1.Quote(words)}}},"type":"api_error","param":null,"code":null}}""" : "";
        await using ScriptedServer server = new(c => c.RespondJsonAsync(c.Request.Path.StartsWith("/v1/", StringComparison.Ordinal) ? v1 : body, status));
        await using var native = server.Create(options => options.Retry.MaxRetries = 1);
        await using var openAI = server.CreateV1(options => options.Retry.MaxRetries = 1);

        var one = await Assert.ThrowsAnyAsync<LlmApiException>(() => native.ChatAsync("hi", cancellationToken: Ct));
        Assert.Equal(again ? 2 : 1, server.Requests.Count);
        var other = await Assert.ThrowsAnyAsync<LlmApiException>(() => openAI.ChatAsync("hi", cancellationToken: Ct));

        Assert.All((LlmApiException[])[one, other], error => Assert.Equal((status, kind, words), (error.Status, error.Kind, error.ServerMessage)));
        await CheckFallbackAsync(c => c.RespondJsonAsync(body, status), isStream: false, kind);
    }

    [Theory]
    // As Ollama says it in a stream: without a status.
    [InlineData("""{"error":"model 'x' not found"}""", 200, ApiErrorKind.ModelNotFound)]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", 200, ApiErrorKind.ModelNotFound)]
    [InlineData("""{"error":"llama-server returned invalid tool call arguments for \"f\": unexpected end of JSON input"}""", 200, ApiErrorKind.UnusableOutput)]
    [InlineData("""{"error":"prediction aborted, token repeat limit reached"}""", 200, ApiErrorKind.UnusableOutput)]
    [InlineData("""{"error":"XML syntax error on line 1: unexpected EOF"}""", 200, ApiErrorKind.UnusableOutput)]
    [InlineData("""{"error":"an error was encountered while running the model: CUDA error"}""", 200, ApiErrorKind.ServerError)]
    [InlineData("""{"error":"CUDA error: out of memory"}""", 200, ApiErrorKind.OutOfMemory)]
    [InlineData("""{"error":"rate limit exceeded"}""", 200, ApiErrorKind.RateLimited)]
    [InlineData("""{"error":"unauthorized"}""", 200, ApiErrorKind.Unauthorized)]
    [InlineData("""{"error":"sign in","signin_url":"https://ollama.com/connect"}""", 200, ApiErrorKind.Unauthorized)]
    [InlineData("""{"StatusCode":404,"Status":"404 Not Found","error":"model \"x\" not found"}""", 404, ApiErrorKind.ModelNotFound)]
    [InlineData("""{"error":"{\"error\":{\"code\":500,\"message\":\"image input is not supported - hint: x\",\"type\":\"server_error\"}}"}""", 500, ApiErrorKind.ModelDoesNotSupport)]
    // As llama-server, vLLM, LM Studio, and what stands between them and the world say it.
    [InlineData("""{"error":{"code":400,"message":"bad","type":"invalid_request_error"}}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"error":{"code":"400","message":"bad","type":"None"}}""", 400, ApiErrorKind.BadRequest)]
    [InlineData("""{"error":{"code":503,"message":"x","type":"unavailable_error"}}""", 503, ApiErrorKind.ServerError)]
    [InlineData("""{"error":{"code":500,"message":"x","type":"server_error"}}""", 500, ApiErrorKind.ServerError)]
    [InlineData("""{"error":{"code":402,"message":"x"}}""", 402, ApiErrorKind.NoBalance)]
    [InlineData("""{"error":{"message":"x","type":"invalid_request_error","code":null}}""", 200, ApiErrorKind.BadRequest)]
    [InlineData("""{"error":{"message":"x","type":"overloaded_error"}}""", 200, ApiErrorKind.ServerBusy)]
    [InlineData("""{"error":{"message":"x","code":"rate_limit_exceeded"}}""", 200, ApiErrorKind.RateLimited)]
    [InlineData("""{"error":{"message":"x","code":"insufficient_quota"}}""", 200, ApiErrorKind.NoBalance)]
    [InlineData("""{"error":{"message":"x","code":"invalid_api_key"}}""", 200, ApiErrorKind.Unauthorized)]
    [InlineData("""{"error":{"message":"x","code":"model_not_found"}}""", 200, ApiErrorKind.ModelNotFound)]
    [InlineData("""{"error":{"message":"Model does not support images. Please use a model that does."},"message":"x"}""", 200, ApiErrorKind.ModelDoesNotSupport)]
    public async Task Inside_an_answer(string line, int status, ApiErrorKind kind)
    {
        await using ScriptedServer server = new(c => RespondAsync(c, line));
        await using var native = server.Create();
        await using var openAI = server.CreateV1();

        LlmApiException?[] errors =
        [
            (await Assert.ThrowsAsync<LlmStreamException>(() => native.Stream().ToListAsync())).ServerError,
            (await Assert.ThrowsAsync<LlmStreamException>(() => openAI.Stream().ToListAsync())).ServerError,
            await Assert.ThrowsAnyAsync<LlmApiException>(() => native.ListModelsAsync(cancellationToken: Ct)),
            await Assert.ThrowsAnyAsync<LlmApiException>(() => openAI.ListModelsAsync(cancellationToken: Ct)),
        ];

        Assert.All(errors, error => Assert.Equal((status, kind), (error?.Status, error?.Kind)));
        Assert.All(errors, error => Assert.Equal(kind == ApiErrorKind.ModelNotFound, error is LlmModelNotFoundException));
        await CheckFallbackAsync(c => RespondAsync(c, line), isStream: true, kind);
    }

    [Fact]
    public void Every_kind_has_its_policy() => Assert.Equal(Enum.GetValues<ApiErrorKind>(), s_policy.Keys.Order());

    private static Task RespondAsync(ScriptedConnection connection, string line) => connection.Request.Path switch
    {
        "/v1/chat/completions" => connection.RespondEventsAsync(line),
        "/api/chat" => connection.RespondAsync(200, "application/x-ndjson", line + "\n"),
        _ => connection.RespondJsonAsync(line),
    };

    // Three calls: a server that is to blame is passed over in the third.
    private static async Task CheckFallbackAsync(Func<ScriptedConnection, Task> refuse, bool isStream, ApiErrorKind kind)
    {
        var (movesOn, isBlamed) = s_policy[kind];
        await using ScriptedServer first = new(refuse);
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.TimeProvider = new FakeClock()));
        for (var i = 0; i < 3; i++)
        {
            var error = await Record.ExceptionAsync(() => isStream ? client.ChatStreamAsync("hi", Ct).ToListAsync() : client.ChatAsync("hi", Ct));
            Assert.True(movesOn ? error is null : error is LlmException, error?.ToString());
        }

        Assert.Equal((isBlamed ? 2 : 3, movesOn ? 3 : 0), (first.Requests.Count, second.Requests.Count));
    }
}
