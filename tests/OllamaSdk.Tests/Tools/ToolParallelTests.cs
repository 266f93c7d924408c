using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>Several calls of one round.</summary>
public sealed class ToolParallelTests
{
    [Fact]
    public async Task J14_results_come_in_the_order_of_the_calls_whatever_ends_first()
    {
        var second = new TaskCompletionSource();
        var first = TestTools.Make("first", async (_, _) =>
        {
            await second.Task;
            return "1";
        });
        var other = TestTools.Make("second", _ =>
        {
            second.SetResult();
            return "2";
        });
        var model = new ScriptedModel(Calls(Call("first", "{}", "a"), Call("second", "{}", "b")), Answer("done"));

        var result = await Guard.Within(model.RunAsync([first, other], new() { MaxParallelCalls = 2 }));

        Assert.Equal(["1", "2"], model.Results);
        Assert.Equal(["a", "b"], model.LastMessages.Skip(2).Select(message => message.GetProperty("tool_call_id").GetString()));
        Assert.Equal(["first", "second"], result.Calls.Select(call => call.Name));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(3, 3)]
    public async Task No_more_run_at_a_time_than_the_options_say(int? limit, int expected)
    {
        var (running, most, full) = (0, 0, new TaskCompletionSource());
        var tool = TestTools.Make("count", async (_, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == expected)
            {
                full.TrySetResult();
            }

            await full.Task;
            await Task.Delay(5);
            Interlocked.Decrement(ref running);
            return "x";
        });
        var model = new ScriptedModel(Calls([.. Enumerable.Repeat(Call("count"), 9)]), Answer("done"));

        await Guard.Within(model.RunAsync([tool], limit is { } n ? new() { MaxParallelCalls = n } : null));

        Assert.Equal(expected, most);
        Assert.Equal(9, model.Results.Count);
    }

    [Fact]
    public async Task A_call_that_fails_leaves_the_others_alone()
    {
        var model = new ScriptedModel(Calls(Call("echo", """{"x":1}"""), Call("fail"), Call("nope"), Call("echo", """{"x":2}""")), Answer("done"));

        await model.RunAsync([TestTools.Echo, TestTools.Failing], new() { MaxParallelCalls = 4 });

        Assert.Equal(4, model.Results.Count);
        Assert.Equal(("""{"x":1}""", """{"x":2}"""), (model.Results[0], model.Results[3]));
    }

    [Fact]
    public async Task Calls_that_block_their_threads_run_at_the_same_time()
    {
        using var both = new Barrier(2);
        var tool = TestTools.Make("meet", _ => both.SignalAndWait(Guard.Limit) ? "met" : "alone");
        var model = new ScriptedModel(Calls(Call("meet"), Call("meet")), Answer("done"));

        await model.RunAsync([tool], new() { MaxParallelCalls = 2 });

        Assert.Equal(["met", "met"], model.Results);
    }

    private static void InterlockedMax(ref int place, int value)
    {
        int known;
        while (value > (known = Volatile.Read(ref place)))
        {
            Interlocked.CompareExchange(ref place, value, known);
        }
    }
}
