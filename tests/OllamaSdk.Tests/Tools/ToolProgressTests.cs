using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>However the loop ends, the conversation so far comes back, with a result for each call.</summary>
public sealed class ToolProgressTests
{
    private static readonly string[] TwoMessages = ["user: go", "assistant: "];

    [Fact]
    public async Task With_a_limit()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Calls(Call("echo")));

        var caught = await Assert.ThrowsAsync<LlmToolException>(() => model.RunAsync([TestTools.Echo], new() { MaxRounds = 2 }));

        Assert.Same(ToolLoop.ProgressOf(caught), caught.Progress);
        Assert.Equal([.. TwoMessages, "tool: {}", "assistant: ", "tool: No result: the exchange ended before this call did."], Messages(caught));
    }

    [Fact]
    public async Task With_a_request_that_fails()
    {
        var model = new ScriptedModel(Calls(Call("echo", """{"x":1}""")), """{"error":"out of sorts"}""");

        var caught = await Assert.ThrowsAnyAsync<LlmException>(() => model.RunAsync([TestTools.Echo]));

        Assert.IsNotType<LlmToolException>(caught);
        Assert.Equal([.. TwoMessages, """tool: {"x":1}"""], Messages(caught));
        Assert.Equal(1, ToolLoop.ProgressOf(caught)?.Rounds);
    }

    [Fact]
    public async Task With_a_stream_that_breaks()
    {
        var model = new ScriptedModel([Calls(Call("echo"))], [Chunk("half an ans")]);

        var caught = await Assert.ThrowsAsync<LlmStreamException>(() => model.WatchAsync([TestTools.Echo]));

        Assert.Equal([.. TwoMessages, "tool: {}"], Messages(caught));
        Assert.Equal("half an ans", caught.Partial?.Content);
    }

    [Fact]
    public async Task With_a_tool_that_throws()
    {
        var model = new ScriptedModel(Calls(Call("echo"), Call("fail"), Call("echo")));

        var caught = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            model.RunAsync([TestTools.Echo, TestTools.Failing], new() { RethrowToolExceptions = true }));

        const string None = "tool: No result: the exchange ended before this call did.";
        Assert.Equal([.. TwoMessages, "tool: {}", None, None], Messages(caught));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_a_cancellation_that_the_tool_ignores(bool streamed)
    {
        using var cancel = new CancellationTokenSource();
        var tool = TestTools.Make("hang", async (_, _) =>
        {
            await cancel.CancelAsync();
            return await new TaskCompletionSource<ToolResult>().Task;
        });
        var model = new ScriptedModel(Calls(Call("hang")));
        var client = model.Create();

        var caught = await Guard.Within(Assert.ThrowsAnyAsync<OperationCanceledException>(() => streamed
            ? client.RunWithToolsStreamAsync(TestTools.Request, [tool], null, null, cancel.Token).ToListAsync()
            : client.RunWithToolsAsync(TestTools.Request, [tool], null, null, cancel.Token)));

        Assert.Equal(cancel.Token, caught.CancellationToken);
        Assert.Equal([.. TwoMessages, "tool: No result: the exchange ended before this call did."], Messages(caught));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task A_cancellation_does_not_wait_for_a_hook_that_asks_a_person()
    {
        using var cancel = new CancellationTokenSource();
        var model = new ScriptedModel(Calls(Call("echo")));
        var options = new ToolLoopOptions
        {
            BeforeCall = async (_, _) =>
            {
                await cancel.CancelAsync();
                return await new TaskCompletionSource<ToolCallDecision>().Task;
            },
        };

        var caught = await Guard.Within(Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            model.Create().RunWithToolsAsync(TestTools.Request, [TestTools.Echo], options, null, cancel.Token)));

        Assert.Equal(cancel.Token, caught.CancellationToken);
    }

    [Fact]
    public async Task A_cancellation_before_the_first_request_has_the_request_alone()
    {
        var model = new ScriptedModel(Answer("done"));

        var caught = await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            model.Create().RunWithToolsAsync(TestTools.Request, [], null, null, new CancellationToken(true)));

        Assert.Equal(["user: go"], Messages(caught));
        Assert.Null(Assert.IsType<ToolLoopResult<OllamaChatMessage, OllamaChatResponse>>(ToolLoop.ProgressOf(caught)).Answer);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public void An_exception_from_elsewhere_has_no_progress() => Assert.Null(ToolLoop.ProgressOf(new InvalidOperationException()));

    private static IEnumerable<string> Messages(Exception exception) =>
        ToolLoop.ProgressOf(exception)!.MessagesAs<OllamaChatMessage>().Select(message => $"{message.Role}: {message.Content}");
}
