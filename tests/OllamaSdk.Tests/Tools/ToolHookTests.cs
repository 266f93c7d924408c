using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>The hooks before and after each call.</summary>
public sealed class ToolHookTests
{
    [Fact]
    public async Task A_call_can_be_approved_changed_or_refused()
    {
        var model = new ScriptedModel(Calls(Call("echo", """{"x":1}"""), Call("echo", """{"x":2}"""), Call("echo", """{"x":3}""")), Answer("done"));
        var options = new ToolLoopOptions
        {
            BeforeCall = (call, _) => new(call.ArgumentsJson switch
            {
                """{"x":1}""" => ToolCallDecision.Approve,
                """{"x":2}""" => ToolCallDecision.Change("""{"x":20}"""),
                _ => ToolCallDecision.Refuse("The person said no."),
            }),
        };

        var result = await model.RunAsync([TestTools.Echo], options);

        Assert.Equal(["""{"x":1}""", """{"x":20}""", "The person said no."], model.Results);
        Assert.Equal(["""{"x":1}""", """{"x":20}""", """{"x":3}"""], result.Calls.Select(call => call.ArgumentsJson));
        Assert.Equal([null, null, ToolFailure.Refused], result.Calls.Select(call => call.Result?.Failure));
        // The model's own turn stays what it said.
        Assert.Equal(2, model.LastMessages[1].GetProperty("tool_calls")[1].GetProperty("function").GetProperty("arguments").GetProperty("x").GetInt32());
    }

    [Fact]
    public async Task A_dot_in_a_name_reaches_Ollama_as_it_is()
    {
        var model = new ScriptedModel(Calls(Call("web.open")), Answer("done"));
        var seen = "";

        await model.RunAsync([TestTools.Make("web.open", _ => "opened")], new()
        {
            BeforeCall = (call, _) =>
            {
                seen = call.Name;
                return new(ToolCallDecision.Approve);
            },
        });

        Assert.Equal("web.open", model.Requests[0].GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        Assert.Equal(["opened"], model.Results);
        Assert.Equal("web.open", seen);
    }

    [Fact]
    public async Task Changed_arguments_are_checked_too()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));

        var result = await model.RunAsync([TestTools.Echo], new() { BeforeCall = (_, _) => new(ToolCallDecision.Change("{nonsense")) });

        Assert.Equal(ToolFailure.BadArguments, result.Calls[0].Result?.Failure);
    }

    [Fact]
    public async Task The_hook_sees_the_tool_and_its_hints_but_no_unknown_names()
    {
        var seen = new List<(string Name, bool? Destructive)>();
        var tool = TestTools.Make("drop", _ => "dropped", new ToolHints(Destructive: true));
        var model = new ScriptedModel(Calls(Call("nope"), Call("drop")), Answer("done"));

        await model.RunAsync([tool], new()
        {
            BeforeCall = (call, _) =>
            {
                seen.Add((call.Name, call.Tool?.Destructive));
                return new(ToolCallDecision.Approve);
            },
        });

        Assert.Equal([("drop", true)], seen);
    }

    [Fact]
    public async Task Refusals_are_no_failures_of_the_model()
    {
        var refused = Calls(Call("echo"));
        var model = new ScriptedModel(refused, refused, refused, Answer("done"));

        var result = await model.RunAsync([TestTools.Echo], new() { MaxConsecutiveErrors = 1, BeforeCall = (_, _) => new(ToolCallDecision.Refuse("no")) });

        Assert.Equal("done", result.Text);
    }

    [Fact]
    public async Task After_a_call_its_result_is_told_and_may_be_replaced()
    {
        var told = new List<string?>();
        var model = new ScriptedModel(Calls(Call("echo", """{"x":1}"""), Call("fail"), Call("nope")), Answer("done"));

        var result = await model.RunAsync([TestTools.Echo, TestTools.Failing], new()
        {
            AfterCall = (call, _) =>
            {
                told.Add(call.Result?.Content);
                return new(call.Name == "echo" ? ToolResult.Text("replaced") : null);
            },
        });

        Assert.Equal(["""{"x":1}""", "The tool 'fail' failed with InvalidOperationException."], told);
        Assert.Equal(["replaced", "The tool 'fail' failed with InvalidOperationException.", "There is no tool 'nope'. The tools are: echo, fail."], model.Results);
        Assert.Equal(model.Results, result.Calls.Select(call => call.Result?.Content));
    }

    [Fact]
    public async Task A_replaced_result_is_cut_too()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));

        await model.RunAsync([TestTools.Echo], new() { MaxResultBytes = 3, AfterCall = (_, _) => new(ToolResult.Text("abcdef")) });

        Assert.StartsWith("abc\n[The result was cut", Assert.Single(model.Results), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_of_a_hook_ends_the_loop(bool before)
    {
        var thrown = new FormatException("mine");
        var model = new ScriptedModel(Calls(Call("echo")), Answer("done"));
        var options = before ? new ToolLoopOptions { BeforeCall = (_, _) => throw thrown } : new ToolLoopOptions { AfterCall = (_, _) => throw thrown };

        Assert.Same(thrown, await Assert.ThrowsAsync<FormatException>(() => model.RunAsync([TestTools.Echo], options)));
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task A_result_is_cut_too_where_the_hook_throws()
    {
        var model = new ScriptedModel(Calls(Call("long")));

        var caught = await Assert.ThrowsAsync<FormatException>(() => model.RunAsync(
            [TestTools.Make("long", _ => "abcdef")], new() { MaxResultBytes = 3, AfterCall = (_, _) => throw new FormatException() }));

        Assert.StartsWith("abc\n[The result was cut", ToolLoop.ProgressOf(caught)!.MessagesAs<OllamaChatMessage>()[^1].Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancellation_does_not_wait_for_a_hook_that_blocks_its_thread(bool before)
    {
        using var cancel = new CancellationTokenSource();
        using var key = new ManualResetEventSlim();
        var model = new ScriptedModel(Calls(Call("echo")));
        var options = new ToolLoopOptions();
        if (before)
        {
            options.BeforeCall = (_, _) => new(Blocks<ToolCallDecision>());
        }
        else
        {
            options.AfterCall = (_, _) => new(Blocks<ToolResult?>());
        }

        await Guard.Within(Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            model.Create().RunWithToolsAsync(TestTools.Request, [TestTools.Echo], options, null, cancel.Token)));
        key.Set();

        // As Console.ReadLine does, which ends with a line and not with a token.
        T Blocks<T>()
        {
            cancel.Cancel();
            key.Wait(Guard.Limit * 2, CancellationToken.None);
            return default!;
        }
    }

    [Fact]
    public async Task A_loop_that_a_hook_runs_is_inside_the_loop()
    {
        var model = new ScriptedModel(Calls(Call("echo")));
        var client = model.Create();
        var options = new ToolLoopOptions { MaxDepth = 2 };
        options.BeforeCall = async (_, token) =>
        {
            await client.RunWithToolsAsync(TestTools.Request, [TestTools.Echo], options, null, token);
            return ToolCallDecision.Approve;
        };

        var caught = await Guard.Within(Assert.ThrowsAsync<LlmToolException>(() => client.RunWithToolsAsync(TestTools.Request, [TestTools.Echo], options, null, TestClient.Ct)));

        Assert.Equal((ToolFailure.RecursionLimit, 2), (caught.Reason, model.Requests.Count));
    }

    [Fact]
    public async Task A_hook_that_was_given_up_may_fail_unheard()
    {
        const string Words = "the hook's own words, far too late";
        Assert.Equal(0, await UnobservedFailures.CountAsync(Words, GiveUpAsync));

        static async Task GiveUpAsync()
        {
            using var cancel = new CancellationTokenSource();
            var late = new TaskCompletionSource<ToolCallDecision>();
            var options = new ToolLoopOptions
            {
                BeforeCall = async (_, _) =>
                {
                    await cancel.CancelAsync();
                    return await late.Task;
                },
            };
            await Guard.Within(Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new ScriptedModel(Calls(Call("echo"))).Create().RunWithToolsAsync(TestTools.Request, [TestTools.Echo], options, null, cancel.Token)));
            late.SetException(new FormatException(Words));
        }
    }

    [Fact]
    public void A_call_for_the_test_of_a_hook_can_be_made()
    {
        var call = new ToolInvocation("echo", """{"x":1}""", TestTools.Echo);

        Assert.Equal(("echo", """{"x":1}""", 1), (call.Name, call.ArgumentsJson, call.Round));
        Assert.Same(TestTools.Echo, call.Tool);
        Assert.Null(call.Result);
    }
}
