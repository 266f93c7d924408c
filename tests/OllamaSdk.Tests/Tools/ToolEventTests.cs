using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>What a program hears that shows the loop.</summary>
public sealed class ToolEventTests
{
    [Fact]
    public async Task The_whole_exchange_is_told_in_order()
    {
        var model = new ScriptedModel(
            [
                """{"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}""",
                Chunk("le"),
                Chunk("t me", false, Call("echo", """{"x":1}""", "a")),
                Calls(Call("nope", "{}", "b")),
            ],
            [Chunk("do"), Chunk(""), Answer("ne")]);

        var events = await model.WatchAsync([TestTools.Echo]);

        Assert.Equal(
            [
                "1 thinking hm", "1 text le", "1 text t me",
                "1 start a", "1 end a {\"x\":1}", "1 start b", "1 end b There is no tool 'nope'. The tools are: echo.",
                "1 round 4", "2 text do", "2 text ne", "2 round 5", "2 done",
            ],
            events.Select(Describe));
        Assert.All(model.Requests, request => Assert.True(request.GetProperty("stream").GetBoolean()));
        var end = Assert.IsAssignableFrom<ToolLoopFinishedEvent>(events[^1]);
        Assert.Equal(2, end.Result.Rounds);
    }

    [Fact]
    public async Task A_call_is_told_before_it_runs_and_its_progress_while_it_does()
    {
        var seen = new TaskCompletionSource();
        var tool = TestTools.Make("work", async (context, _) =>
        {
            context.Progress!.Report(50);
            await seen.Task;
            return "x";
        });
        var model = new ScriptedModel(Calls(Call("work")), Answer("done"));
        var told = new List<string>();

        await foreach (var happened in model.Create().RunWithToolsStreamAsync(TestTools.Request, [tool], cancellationToken: TestClient.Ct))
        {
            told.Add(happened.GetType().Name);
            if (happened is ToolCallProgressEvent progress)
            {
                Assert.Equal((50, "work"), (progress.Value, progress.Call.Name));
                Assert.Null(progress.Call.Result);
                seen.SetResult();
            }
        }

        Assert.Equal(
            [nameof(ToolCallStartedEvent), nameof(ToolCallProgressEvent), nameof(ToolCallFinishedEvent)], told.Take(3));
    }

    [Fact]
    public async Task Leaving_the_events_stops_the_tools_and_sends_nothing_more()
    {
        var (began, stopped) = (new TaskCompletionSource(), new TaskCompletionSource());
        var tool = TestTools.Make("wait", async (_, token) =>
        {
            await using var registration = token.Register(stopped.SetResult);
            began.SetResult();
            return await new TaskCompletionSource<ToolResult>().Task;
        });
        var model = new ScriptedModel(Calls(Call("wait")), Answer("done"));

        await foreach (var happened in model.Create().RunWithToolsStreamAsync(TestTools.Request, [tool], cancellationToken: TestClient.Ct))
        {
            if (happened is ToolCallStartedEvent)
            {
                // The event comes before the tool: one that is left first never runs.
                await Guard.Within(began.Task);
                break;
            }
        }

        await Guard.Within(stopped.Task);
        Assert.Single(model.Requests);
    }

    [Fact]
    public async Task Each_enumeration_is_a_loop_of_its_own()
    {
        var model = new ScriptedModel(Calls(Call("echo")), Answer("one"), Calls(Call("echo")), Answer("two"));
        var events = model.Create().RunWithToolsStreamAsync(TestTools.Request, [TestTools.Echo], cancellationToken: TestClient.Ct);

        var first = (await events.ToListAsync())[^1];
        var second = (await events.ToListAsync())[^1];

        Assert.Equal(("one", "two"), (((ToolLoopFinishedEvent)first).Result.Text, ((ToolLoopFinishedEvent)second).Result.Text));
        Assert.Equal((4, 2), (((ToolLoopFinishedEvent)second).Result.MessagesAs<OllamaChatMessage>().Count, second.Round));
    }

    private static string Describe(ToolLoopEvent happened) => $"{happened.Round} " + happened switch
    {
        ToolLoopThinkingEvent thinking => $"thinking {thinking.Text}",
        ToolLoopTextEvent text => $"text {text.Text}",
        ToolCallStartedEvent start => $"start {start.Call.Id}",
        ToolCallFinishedEvent end => $"end {end.Call.Id} {end.Call.Result}",
        ToolLoopRoundEvent round => $"round {round.Progress.MessagesAs<OllamaChatMessage>().Count}",
        ToolLoopFinishedEvent => "done",
        _ => happened.ToString(),
    };
}
