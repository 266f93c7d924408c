using OllamaSdk.TestKit;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Faults;

/// <summary>J08 to J10, J15: a tool fails.</summary>
public sealed class ToolFailureRows
{
    private const string Secret = "hunter2";
    private const string NoResult = "tool: No result: the exchange ended before this call did.";

    private static readonly ModelCall[] s_call = [new("work")];

    public static TheoryData<Client> Clients => FaultData.Clients;

    public static MatrixTheoryData<Client, bool> ClientsLater => new(Enum.GetValues<Client>(), [false, true]);

    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J08_a_tool_throws(Client client, bool later)
    {
        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Throwing(Failure(), later)], [s_call]);

        Assert.All(runs, run =>
        {
            Assert.Equal(["The tool 'work' failed with InvalidOperationException."], run.Told);
            Assert.Equal((ToolFailure.Threw, "done"), (run.Call.Result?.Failure, run.Result?.Text));
            Assert.All(run.Requests, CheckNoLeak);
        });
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J08_its_words_are_sent_where_that_is_wished_but_no_more(Client client)
    {
        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Throwing(Failure(), later: true)], [s_call], () => new() { SendExceptionMessages = true });

        Assert.All(runs, run =>
        {
            Assert.Equal(["The tool 'work' failed with InvalidOperationException: it does not work"], run.Told);
            Assert.All(run.Requests, CheckNoLeak);
        });
    }

    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J08_it_can_end_the_loop_unchanged(Client client, bool later)
    {
        var thrown = Failure();

        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Throwing(thrown, later)], [s_call], () => new() { RethrowToolExceptions = true });

        Assert.All(runs, run =>
        {
            Assert.Same(thrown, run.Error);
            Assert.Single(run.Requests);
            Assert.Equal(["user: go", "assistant: ", NoResult], ToolClient.Messages(run.Progress));
        });
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task J09_a_cancellation_that_is_the_tools_own_is_its_failure(Client client)
    {
        foreach (var (own, told) in ((Exception, string)[])
        [
            (new OperationCanceledException(), "OperationCanceledException"), (new OperationCanceledException(new CancellationToken(true)), "OperationCanceledException"),
            (new TaskCanceledException(), "TaskCanceledException"), (new TimeoutException(), "TimeoutException"),
        ])
        {
            var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Throwing(own, later: true)], [s_call]);

            Assert.All(runs, run =>
            {
                Assert.Equal([$"The tool 'work' failed with {told}."], run.Told);
                Assert.Equal("done", run.Result?.Text);
            });
        }
    }

    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J09_ours_ends_the_loop(Client client, bool ignored)
    {
        foreach (var (isTalk, isStreamed) in ToolRun.Ways)
        {
            using var cancel = new CancellationTokenSource();
            var tool = TestTools.Make("work", async (_, token) =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, ignored ? CancellationToken.None : token);
                return "late";
            });

            var run = await ToolRun.OverWireAsync(client, Split.Whole, asked => asked.RunAsync(isTalk, isStreamed, [tool], null, cancel.Token), [s_call]);

            Assert.Equal(cancel.Token, Assert.IsType<OperationCanceledException>(run.Error, exactMatch: false).CancellationToken);
            Assert.Single(run.Requests);
            Assert.Equal(["user: go", "assistant: ", NoResult], ToolClient.Messages(run.Progress));
        }
    }

    /// <summary>Whoever waits for nothing blocks no thread; who blocks one, blocks one of the pool and no other call.</summary>
    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J10_a_tool_hangs(Client client, bool blocks)
    {
        using var never = new Never();

        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [never.Tool(blocks)], [s_call]);

        Assert.All(runs, run =>
        {
            Assert.Equal(["The tool 'work' did not finish within 0.03 s and was given up."], run.Told);
            Assert.Equal((ToolFailure.TimedOut, "done"), (run.Call.Result?.Failure, run.Result?.Text));
        });
    }

    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J10_it_can_end_the_loop(Client client, bool blocks)
    {
        using var never = new Never();

        var runs = await ToolRun.AllAsync(client, Split.Whole, () => [never.Tool(blocks)], [s_call], () => new() { RethrowToolExceptions = true });

        Assert.All(runs, run =>
        {
            var error = Assert.IsType<LlmToolException>(run.Error);
            Assert.Equal((ToolFailure.TimedOut, "work", "m"), (error.Reason, error.ToolName, error.Model));
            Assert.Single(run.Requests);
            Assert.Equal(["user: go", "assistant: ", NoResult], ToolClient.Messages(run.Progress));
        });
    }

    [Theory]
    [MemberData(nameof(ClientsLater))]
    public async Task J15_no_memory_left_ends_the_loop_and_is_told_to_no_model(Client client, bool later)
    {
        foreach (var thrown in (Exception[])[new OutOfMemoryException(), new InsufficientMemoryException()])
        {
            var runs = await ToolRun.AllAsync(client, Split.Whole, () => [Throwing(thrown, later)], [s_call]);

            Assert.All(runs, run => Assert.Same(thrown, run.Error));
            Assert.All(runs, run => Assert.Single(run.Requests));
        }
    }

    private static InvalidOperationException Failure() => new($"it does not work\n{Secret}", new FormatException(Secret)) { Data = { ["key"] = Secret } };

    private static void CheckNoLeak(string request)
    {
        foreach (var leak in (string[])[Secret, nameof(ToolFailureRows), ".cs:line", "   at "])
        {
            Assert.DoesNotContain(leak, request, StringComparison.Ordinal);
        }
    }

    private static LlmTool Throwing(Exception thrown, bool later) => TestTools.Make("work", async (_, _) =>
    {
        if (later)
        {
            await Task.Yield();
        }

        throw thrown;
    });

    /// <summary>Tools that do not end, or not before the next one is made.</summary>
    private sealed class Never : IDisposable
    {
        private TaskCompletionSource _end = new();

        public LlmTool Tool(bool blocks)
        {
            Dispose();
            var hints = new ToolHints(Timeout: TimeSpan.FromMilliseconds(30));
            var end = (_end = new()).Task;
            return !blocks
                ? TestTools.Make("work", (_, _) => new TaskCompletionSource<ToolResult>().Task, hints)
                : TestTools.Make("work", _ => end.Wait(Guard.Limit) ? "late" : "later", hints);
        }

        public void Dispose() => _end.TrySetResult();
    }
}
