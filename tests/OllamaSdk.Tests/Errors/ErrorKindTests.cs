using System.Globalization;
using System.Text;

namespace OllamaSdk.Tests.Errors;

/// <summary>What the server's statuses and words mean, for all words it is known to use.</summary>
public sealed class ErrorKindTests
{
    [Theory]
    [InlineData(400, "missing request body", ApiErrorKind.BadRequest)]
    [InlineData(400, "json: cannot unmarshal string into Go struct field ChatRequest.messages", ApiErrorKind.BadRequest)]
    [InlineData(400, "top_logprobs must be between 0 and 20", ApiErrorKind.BadRequest)]
    [InlineData(400, "model is required", ApiErrorKind.BadRequest)]
    [InlineData(400, "invalid model name", ApiErrorKind.BadRequest)]
    [InlineData(400, "raw mode does not support template, system, or context", ApiErrorKind.BadRequest)]
    [InlineData(400, "\"x\" does not support chat", ApiErrorKind.ModelDoesNotSupport)]
    [InlineData(400, "registry.ollama.ai/library/x:latest does not support tools", ApiErrorKind.ModelDoesNotSupport)]
    [InlineData(400, "the input length exceeds the context length", ApiErrorKind.ContextLength)]
    [InlineData(400, "the prompt is longer than the context length currently available to the model; shorten it", ApiErrorKind.ContextLength)]
    [InlineData(400, "state and questions exceed the context length", ApiErrorKind.ContextLength)]
    [InlineData(400, "the input does not fit the loaded context", ApiErrorKind.ContextLength)]
    [InlineData(400, "prompt is larger than the context", ApiErrorKind.ContextLength)]
    [InlineData(400, "\"x\" does not support decision", ApiErrorKind.ModelDoesNotSupport)]
    [InlineData(400, "image inputs are not supported by this decision model", ApiErrorKind.ModelDoesNotSupport)]
    [InlineData(400, "question \"x\": type must be choice, noul, or score", ApiErrorKind.BadRequest)]
    [InlineData(413, "request body must not exceed 32 MiB with images", ApiErrorKind.BadRequest)]
    [InlineData(500, "context deadline exceeded", ApiErrorKind.ServerError)]
    [InlineData(401, "unauthorized", ApiErrorKind.Unauthorized)]
    [InlineData(401, "you are not currently signed in", ApiErrorKind.Unauthorized)]
    [InlineData(402, "you (name) have reached your session usage limit", ApiErrorKind.RateLimited)]
    [InlineData(429, "rate limit exceeded", ApiErrorKind.RateLimited)]
    [InlineData(403, "ollama cloud is disabled: remote model is unavailable", ApiErrorKind.Forbidden)]
    [InlineData(403, "", ApiErrorKind.Forbidden)]
    [InlineData(404, "model 'x' not found", ApiErrorKind.ModelNotFound)]
    [InlineData(404, "model \"x\" not found, try pulling it first", ApiErrorKind.ModelNotFound)]
    [InlineData(404, "404 page not found", ApiErrorKind.RouteNotFound)]
    [InlineData(404, "", ApiErrorKind.RouteNotFound)]
    [InlineData(405, "405 method not allowed", ApiErrorKind.RouteNotFound)]
    [InlineData(499, "request canceled", ApiErrorKind.Other)]
    [InlineData(500, "model runner has unexpectedly stopped, this may be due to resource limitations or an internal error", ApiErrorKind.ServerError)]
    [InlineData(500, "model requires more system memory (9 GiB) than is available (1 GiB)", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "llama-server reported out-of-memory during startup: x", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "CUDA error: Out Of Memory", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "out of device memory", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "cudaMalloc failed: x", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "hipMalloc failed: x", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "failed to allocate buffer", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "memory allocation failed", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "not enough memory", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "insufficient memory", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "VK_ERROR_OUT_OF_DEVICE_MEMORY", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "ErrorOutOfMemory", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "model requires 9.1 GiB but only 5.3 GiB are available (after 1.0 GiB overhead)", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "[METAL] Command buffer execution failed: Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "[metal::malloc] Attempting to allocate 9 bytes which is greater than the maximum allowed buffer size of 5 bytes.", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "ggml_backend_cuda_buffer_type_alloc_buffer: unable to allocate CUDA0 buffer", ApiErrorKind.OutOfMemory)]
    [InlineData(400, "Failed to load model \"x\". Error: Model loading was stopped due to insufficient system resources.", ApiErrorKind.OutOfMemory)]
    [InlineData(500, "pull model manifest: file does not exist", ApiErrorKind.ModelNotFound)]
    [InlineData(500, "", ApiErrorKind.ServerError)]
    [InlineData(502, "dial tcp: lookup ollama.com: no such host", ApiErrorKind.ServerError)]
    [InlineData(503, "server busy, please try again.  maximum pending requests exceeded", ApiErrorKind.ServerBusy)]
    [InlineData(503, "Server overloaded, please retry shortly (ref: x)", ApiErrorKind.ServerBusy)]
    [InlineData(503, "", ApiErrorKind.ServerBusy)]
    [InlineData(529, "x", ApiErrorKind.ServerBusy)]
    [InlineData(302, "", ApiErrorKind.Redirect)]
    [InlineData(418, "I'm a teapot", ApiErrorKind.BadRequest)]
    [InlineData(999, "x", ApiErrorKind.ServerError)]
    public void Kind(int status, string words, ApiErrorKind kind)
    {
        var error = Create(status, words);

        Assert.Equal(kind, error.Kind);
        Assert.Equal(words, error.ServerMessage);
        Assert.Equal(status, error.Status);
        Assert.Equal(kind == ApiErrorKind.ModelNotFound, error is LlmModelNotFoundException);
        Assert.Equal(kind == ApiErrorKind.Unauthorized, error is LlmUnauthorizedException);
        Assert.Equal(kind == ApiErrorKind.RateLimited, error is LlmRateLimitedException);
    }

    [Theory]
    [InlineData("\"x\" does not support generate", "generate")]
    [InlineData("registry.ollama.ai/library/x:latest does not support tools", "tools")]
    [InlineData("x does not support insert\nx does not support vision", "insert")]
    [InlineData("x does not support thinking. Pull the model again to get it", "thinking")]
    [InlineData("raw mode does not support template, system, or context", null)]
    [InlineData("unauthorized", null)]
    public void Missing_capability(string words, string? capability) => Assert.Equal(capability, Create(400, words).MissingCapability);

    [Theory]
    [InlineData("""{"error":"text"}""", "text", 200)]
    [InlineData("""{"StatusCode":404,"Status":"404 Not Found","error":"model \"x\" not found"}""", "model \"x\" not found", 404)]
    [InlineData("""{"error":{"message":"text","type":"api_error","param":null,"code":null}}""", "text", 200)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"text"},"request_id":"r"}""", "text", 200)]
    [InlineData("""{"error":"{\"error\":{\"code\":400,\"message\":\"too long\",\"type\":\"exceed_context_size_error\",\"n_ctx\":4}}"}""", "too long", 400)]
    [InlineData("""{"message":"text"}""", "text", 200)]
    [InlineData("""{"detail":"text"}""", "text", 200)]
    [InlineData("""{"object":"error","message":"text","code":404}""", "text", 404)]
    [InlineData("plain", "plain", 200)]
    [InlineData("{broken", "{broken", 200)]
    [InlineData("<!DOCTYPE html><html><title> Sign in </title>", "web page 'Sign in'", 200)]
    [InlineData("<html><body>x", "a web page instead of an API answer", 200)]
    [InlineData("", "", 200)]
    public void Shape(string body, string words, int status)
    {
        var error = ApiErrors.Create(200, Encoding.UTF8.GetBytes(body), new SafeText());

        Assert.Equal(words, error.ServerMessage);
        Assert.Equal(status, error.Status);
    }

    [Fact]
    public void A_code_can_say_what_the_words_do_not() =>
        Assert.Equal(ApiErrorKind.ContextLength, ApiErrors.Create(400, """{"error":{"message":"no","type":"exceed_context_size_error"}}"""u8, new SafeText()).Kind);

    [Fact]
    public void Nesting_is_followed_only_so_far()
    {
        var body = "{\"error\":\"x\"}";
        for (var i = 0; i < 8; i++)
        {
            body = $"{{\"error\":\"{System.Text.Json.JsonEncodedText.Encode(body)}\"}}";
        }

        Assert.StartsWith("{\"error\":", ApiErrors.Create(400, Encoding.UTF8.GetBytes(body), new SafeText()).ServerMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            Assert.Contains(" 0.3 s", new LlmTimeoutException(LlmTimer.Idle, TimeSpan.FromMilliseconds(300)).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static LlmApiException Create(int status, string words) =>
        ApiErrors.Create(status, Encoding.UTF8.GetBytes(words.Length == 0 ? "" : $"{{\"error\":\"{System.Text.Json.JsonEncodedText.Encode(words)}\"}}"), new SafeText());
}
