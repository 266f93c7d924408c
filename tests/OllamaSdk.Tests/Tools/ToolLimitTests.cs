using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>A model that goes on for ever, and tools that call models that call tools, come to an end.</summary>
public sealed class ToolLimitTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(null, 16)]
    public async Task J11_rounds_end(int? limit, int expected)
    {
        var model = new ScriptedModel(Calls(Call("echo")));
        var options = limit is { } rounds ? new ToolLoopOptions { MaxRounds = rounds } : null;

        var caught = await Assert.ThrowsAsync<LlmToolException>(() => model.RunAsync([TestTools.Echo], options));

        Assert.Equal((ToolFailure.LoopLimit, null, "m"), (caught.Reason, caught.ToolName, caught.Model));
        Assert.Contains($"MaxRounds = {expected}", caught.Message, StringComparison.Ordinal);
        Assert.Contains("still asked for 'echo'", caught.Message, StringComparison.Ordinal);
        Assert.Equal(expected, model.Requests.Count);
        Assert.Equal((expected, expected), (caught.Progress?.Rounds, caught.Progress?.Calls.Count));
        Assert.Equal([.. Enumerable.Repeat(true, expected - 1), false], caught.Progress!.Calls.Select(call => call.Result is not null));
    }

    [Fact]
    public async Task An_answer_in_the_last_round_counts()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));

        Assert.Equal("done", (await model.RunAsync([TestTools.Echo], new() { MaxRounds = 2 })).Text);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(3, true)]
    public async Task J11_calls_end(int limit, bool ends)
    {
        var model = new ScriptedModel(Calls(Call("echo"), Call("echo")), Calls(Call("echo"), Call("echo")), Answer("done"));
        var run = model.RunAsync([TestTools.Echo], new() { MaxCalls = limit });

        if (!ends)
        {
            Assert.Equal(4, (await run).Calls.Count);
            return;
        }

        var caught = await Assert.ThrowsAsync<LlmToolException>(() => run);
        Assert.Equal(ToolFailure.LoopLimit, caught.Reason);
        Assert.Equal([true, true, false, false], caught.Progress!.Calls.Select(call => call.Result is not null));
    }

    [Fact]
    public async Task Rounds_of_nothing_but_failures_end()
    {
        var model = new ScriptedModel(Calls(Call("nope"), Call("fail")));

        var caught = await Assert.ThrowsAsync<LlmToolException>(() => model.RunAsync([TestTools.Failing], new() { MaxConsecutiveErrors = 2 }));

        Assert.Equal((ToolFailure.LoopLimit, "fail", 2), (caught.Reason, caught.ToolName, model.Requests.Count));
        Assert.EndsWith("allows no more. The last error, of 'fail': The tool 'fail' failed with InvalidOperationException.", caught.Message, StringComparison.Ordinal);
        Assert.All(caught.Progress!.Calls, call => Assert.True(call.Result?.IsError));
    }

    [Fact]
    public async Task A_success_forgives_the_failures_before_it()
    {
        var model = new ScriptedModel(Calls(Call("fail")), Calls(Call("fail"), Call("echo")), Calls(Call("fail")), Answer("done"));

        var result = await model.RunAsync([TestTools.Failing, TestTools.Echo], new() { MaxConsecutiveErrors = 2 });

        Assert.Equal("done", result.Text);
    }

    [Fact]
    public async Task J12_loops_inside_tools_end()
    {
        var model = new ScriptedModel(Calls(Call("again")));
        var client = model.Create();
        var deepest = 0;
        LlmTool again = null!;
        again = TestTools.Make("again", async (_, token) =>
        {
            deepest++;
            return (await client.RunWithToolsAsync(TestTools.Request, [again], new() { MaxDepth = 3, MaxConsecutiveErrors = 1 }, null, token)).Text;
        });

        var caught = await Assert.ThrowsAsync<LlmToolException>(() => client.RunWithToolsAsync(
            TestTools.Request, [again], new() { MaxDepth = 3, RethrowToolExceptions = true }, null, TestClient.Ct));

        // The third loop's tool tries a fourth, which is refused; the third ends by its failure.
        Assert.Equal(3, deepest);
        Assert.Equal(3, model.Requests.Count);
        Assert.Equal(ToolFailure.LoopLimit, caught.Reason);
    }

    [Fact]
    public async Task J12_the_model_reads_that_loops_are_too_deep()
    {
        var model = new ScriptedModel(Calls(Call("again")), Answer("done"));
        var client = model.Create();
        var again = TestTools.Make("again", async (_, token) => (await client.RunWithToolsAsync(TestTools.Request, [], new() { MaxDepth = 1 }, null, token)).Text);

        var result = await client.RunWithToolsAsync(TestTools.Request, [again], cancellationToken: TestClient.Ct);

        Assert.Equal("done", result.Text);
        Assert.Contains("MaxDepth = 1", Assert.Single(model.Results), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_loop_after_another_is_not_inside_it()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("one"), Calls(Call("echo")), Answer("two"));

        var first = await model.RunAsync([TestTools.Echo], new() { MaxDepth = 1 });
        var second = await model.RunAsync([TestTools.Echo], new() { MaxDepth = 1 });

        Assert.Equal(("one", "two"), (first.Text, second.Text));
    }

    public static TheoryData<Action<ToolLoopOptions>, string> Wrong => new()
    {
        { o => o.MaxRounds = 0, nameof(ToolLoopOptions.MaxRounds) },
        { o => o.MaxCalls = 0, nameof(ToolLoopOptions.MaxCalls) },
        { o => o.MaxConsecutiveErrors = 0, nameof(ToolLoopOptions.MaxConsecutiveErrors) },
        { o => o.MaxDepth = 0, nameof(ToolLoopOptions.MaxDepth) },
        { o => o.MaxArgumentBytes = 0, nameof(ToolLoopOptions.MaxArgumentBytes) },
        { o => o.MaxArgumentBytes = LlmTool.MaxArgumentBytes + 1, nameof(ToolLoopOptions.MaxArgumentBytes) },
        { o => o.MaxResultBytes = 0, nameof(ToolLoopOptions.MaxResultBytes) },
        { o => o.MaxParallelCalls = 0, nameof(ToolLoopOptions.MaxParallelCalls) },
        { o => o.DefaultToolTimeout = TimeSpan.Zero, nameof(ToolLoopOptions.DefaultToolTimeout) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Wrong_options_are_refused_before_anything_is_sent(Action<ToolLoopOptions> change, string name)
    {
        var options = new ToolLoopOptions();
        change(options);
        var model = new ScriptedModel(Answer("done"));

        var caught = Assert.ThrowsAny<ArgumentException>(() => { _ = model.Create().RunWithToolsStreamAsync(TestTools.Request, [], options, null, TestClient.Ct); });

        Assert.Equal(name, caught.ParamName);
        Assert.Empty(model.Requests);
    }
}
