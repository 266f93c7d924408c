using System.Net;

namespace OllamaSdk.Tests.Errors;

/// <summary>Exceptions as the stand-in of a test makes them, with all that the real ones carry.</summary>
public sealed class MadeByHandTests
{
    [Fact]
    public void A_refusal()
    {
        LlmApiException error = new LlmRateLimitedException("slow down")
        {
            Headers = new Dictionary<string, string> { ["X-Left"] = "0", ["Set-Cookie"] = "a=b" },
            ServerMessage = "words", Excerpt = "{}", RetryAfter = TimeSpan.FromSeconds(2), RequestId = "id", Model = "m", Attempts = 3, Endpoint = new Uri("http://h/"),
        };

        Assert.Equal((429, HttpStatusCode.TooManyRequests, ApiErrorKind.RateLimited), (error.Status, error.StatusCode, error.Kind));
        Assert.Equal(("0", 1), (error.Headers["x-left"], error.Headers.Count));
        Assert.Equal(("slow down", "words", "{}", "id", "m", 3), (error.Message, error.ServerMessage, error.Excerpt, error.RequestId, error.Model, error.Attempts));
        Assert.Equal((404, ApiErrorKind.ModelNotFound), Facts(new LlmModelNotFoundException("x")));
        Assert.Equal((200, ApiErrorKind.ModelNotFound), Facts(new LlmModelNotFoundException("x", 200)));
        Assert.Equal((401, ApiErrorKind.Unauthorized), Facts(new LlmUnauthorizedException("x") { SignInUrl = new Uri("http://h/") }));
        Assert.Equal((500, ApiErrorKind.OutOfMemory), Facts(new LlmApiException(500, ApiErrorKind.OutOfMemory, "x")));
        Assert.Empty(new LlmApiException(500, ApiErrorKind.ServerError, "x").Headers);
    }

    [Fact]
    public void A_stream_that_broke()
    {
        var cause = new LlmApiException(200, ApiErrorKind.ServerError, "boom");
        var error = new LlmStreamException(StreamFailure.ServerError, "x", cause)
        {
            Partial = new PartialAnswer(2, "text", "thought", [new PartialToolCall("c", "tool", "{\"a\":")], "pulling", 1),
        };

        Assert.Equal((StreamFailure.ServerError, 2L, cause), (error.Reason, error.ItemsReceived, error.ServerError));
        Assert.Equal(("text", "thought", "pulling", 1L), (error.Partial.Content, error.Partial.Thinking, error.Partial.Status, error.Partial.ItemsSkipped));
        Assert.Equal([new PartialToolCall("c", "tool", "{\"a\":")], error.Partial.ToolCalls);
    }

    [Fact]
    public void A_tool_loop_that_came_to_a_limit()
    {
        var call = new ToolInvocation("tool", "{}") { Id = "c", Round = 2, Model = "m", Result = ToolResult.Text("r"), Duration = TimeSpan.FromSeconds(1) };
        var progress = new ToolLoopResult<OllamaChatMessage, OllamaChatResponse> { Text = "", Rounds = 2, Calls = [call], Messages = [OllamaChatMessage.User("hi")] };
        var error = new LlmToolException(ToolFailure.LoopLimit, "tool", "x") { Progress = progress };

        Assert.Same(progress, error.Progress);
        Assert.Same(progress, ToolLoop.ProgressOf(error));
        Assert.Equal((ToolFailure.LoopLimit, "tool"), (error.Reason, error.ToolName));
        Assert.Equal(("c", 2, "m", "r", TimeSpan.FromSeconds(1)), (call.Id, call.Round, call.Model, call.Result?.Content, call.Duration));
        Assert.Equal("hi", new ToolLoopFinishedEvent<OllamaChatMessage, OllamaChatResponse>(2, progress).Result.Messages[0].Content);
    }

    [Fact]
    public void Servers_that_all_failed()
    {
        var failure = new LlmFailure("ollama", "m", new Uri("http://h/"), new LlmConnectionException(ConnectionPhase.Connect, "gone") { Attempts = 2 });

        var one = new LlmFallbackException([failure]);
        Assert.Equal(2, one.Attempts);
        Assert.StartsWith("None of 1 server answered. 1. ollama at http://h/ for 'm': gone", one.Message, StringComparison.Ordinal);
        Assert.StartsWith("None of 2 servers answered.", new LlmFallbackException([failure, failure]).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LlmFallbackException([]));
    }

    [Fact]
    public void The_others()
    {
        Assert.Equal(LlmTimer.Idle, new LlmTimeoutException(LlmTimer.Idle, TimeSpan.FromSeconds(1)).Timer);
        Assert.Equal("raw", new LlmSchemaException("x") { RawText = "raw" }.RawText);
        Assert.Equal((LaunchFailure.ExitedEarly, 3, "out"), Facts(new LlmLaunchException(LaunchFailure.ExitedEarly, "x") { ExitCode = 3, Output = "out", SearchedPaths = ["/a"] }));
        Assert.Equal("x", new LlmUploadException("x").Message);
        Assert.Equal("x", new LlmProtocolException("x", new IOException()).Message);
        Assert.Equal(["a"], new LlmProtocolException("x") { MemoryRecovery = new MemoryRecovery(["a"], null, new LlmProtocolException("y")) }.MemoryRecovery.UnloadedModels);
    }

    private static (int, ApiErrorKind) Facts(LlmApiException error) => (error.Status, error.Kind);

    private static (LaunchFailure, int?, string) Facts(LlmLaunchException error) => (error.Reason, error.ExitCode, error.Output);
}
