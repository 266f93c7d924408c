using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>The server keeps what it has of a model, so a pull whose connection broke goes on.</summary>
public sealed class PullResumeTests
{
    [Theory]
    [InlineData(Ending.Cut)]
    [InlineData(Ending.Reset)]
    [InlineData(Ending.Normal)]
    public async Task I08_a_broken_pull_is_asked_for_again(Ending ending)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(connection => BreakAsync(connection, 5, ending, seen.Task), Complete);
        await using var client = server.Create();
        var reports = new Reports(_ => seen.TrySetResult());

        await Guard.Within(client.PullModelAsync(new PullModelRequest { Model = "x", Insecure = true }, reports, cancellationToken: TestClient.Ct));

        Assert.Equal([5, 5, 10, 10], reports.All.Select(r => r.CompletedBytes));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("""{"model":"x","insecure":true,"stream":true}""", server.Requests[0].Text);
        Assert.Equal(server.Requests[0].Text, server.Requests[1].Text);
    }

    [Fact]
    public async Task The_count_begins_anew_whenever_more_has_arrived_than_ever()
    {
        await using var server = new ScriptedServer([.. Enumerable.Range(1, 8).Select(Break), Complete]);
        await using var client = server.Create(options => options.Retry.MaxRetries = 1);

        await Guard.Within(client.PullModelAsync("m", cancellationToken: TestClient.Ct));

        Assert.Equal(9, server.Requests.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task I08_without_progress_it_gives_up_at_the_limit(int retries)
    {
        await using var server = new ScriptedServer(Break(5));
        await using var client = server.Create(options => options.Retry.MaxRetries = 7);
        var call = new CallOptions { MaxRetries = retries };

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(client.PullModelAsync("m", null, call, TestClient.Ct)));

        Assert.Equal(retries + 1, server.Requests.Count);
        Assert.Equal(StreamFailure.Interrupted, error.Reason);
        Assert.Equal(("m", server.Url), (error.Model, error.Endpoint));
    }

    [Fact]
    public async Task Going_back_is_no_progress()
    {
        await using var server = new ScriptedServer(Break(5), Break(3), Break(5), Break(4));
        await using var client = server.Create(options => options.Retry.MaxRetries = 2);

        await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(client.PullModelAsync("m", cancellationToken: TestClient.Ct)));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task I08_an_error_line_after_a_resume_ends_it()
    {
        await using var server = new ScriptedServer(Break(5), connection => connection.RespondNdjsonAsync("""{"error":"gone"}"""));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(client.PullModelAsync("m", cancellationToken: TestClient.Ct)));

        Assert.Equal("gone", error.ServerError?.ServerMessage);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_two_tries()
    {
        var clock = new FakeClock();
        await using var server = new ScriptedServer(Break(5));
        await using var client = server.Create(options => (options.TimeProvider, options.Retry.BaseDelay, options.Retry.MaxDelay) = (clock, TimeSpan.FromHours(9), TimeSpan.FromHours(9)));
        using var source = new CancellationTokenSource();
        // Off, so that the only timer left is that of the wait, whose length is drawn at random.
        var call = new CallOptions { FirstByteTimeout = Timeout.InfiniteTimeSpan, IdleTimeout = Timeout.InfiniteTimeSpan };

        var pull = client.PullModelAsync("m", null, call, source.Token);
        await clock.WaitForTimerAsync();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(pull));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_push_is_not_asked_for_again()
    {
        await using var server = new ScriptedServer(Break(5));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(client.PushModelAsync("m", cancellationToken: TestClient.Ct)));

        Assert.Equal(StreamFailure.Interrupted, error.Reason);
        Assert.Equal("/api/push", Assert.Single(server.Requests).Path);
    }

    private static Task Complete(ScriptedConnection connection) => connection.RespondNdjsonAsync(Line(5), Line(10), """{"status":"success"}""");

    private static Func<ScriptedConnection, Task> Break(int completed) => connection => BreakAsync(connection, completed, Ending.Cut, Task.CompletedTask);

    private static async Task BreakAsync(ScriptedConnection connection, int completed, Ending ending, Task until)
    {
        if (ending != Ending.Reset)
        {
            await connection.RespondChunksAsync("application/x-ndjson", [Encoding.UTF8.GetBytes(Line(completed) + "\n")], ending);
            return;
        }

        // A reset may destroy what the client has not read yet.
        await connection.BeginStreamAsync(Line(completed));
        await connection.WaitForAsync(until);
        connection.Reset();
    }

    private static string Line(int completed) => $$"""{"status":"pulling a","digest":"sha256:a","total":10,"completed":{{completed}}}""";
}
