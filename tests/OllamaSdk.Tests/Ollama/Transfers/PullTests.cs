using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transfers;

/// <summary>A pull as one operation: its progress, its end, and its ways to fail.</summary>
public sealed class PullTests
{
    private const string Success = """{"status":"success"}""";

    [Fact]
    public async Task I09_to_the_end_with_progress()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(
            """{"status":"pulling manifest"}""",
            """{"status":"pulling a","digest":"sha256:a","total":6000000000}""",
            """{"status":"pulling b","digest":"sha256:b","total":10,"completed":5}""",
            """{"status":"pulling a","digest":"sha256:a","total":6000000000,"completed":3000000000}""",
            """{"status":"pulling b","digest":"sha256:b","total":10,"completed":12}""",
            """{"status":"pulling c","digest":"sha256:c","total":0}""",
            """{"status":"pulling a","digest":"sha256:a","total":6000000000,"completed":1500000000}""",
            """{"status":"a word nobody knows yet","new":true}""",
            """{"status":"pulling a","digest":"sha256:a","completed":6000000000}""",
            Success));
        await using var client = server.Create();
        var reports = new Reports();

        await client.PullModelAsync("m", reports, cancellationToken: TestClient.Ct);

        Assert.Equal(10, reports.All.Count);
        Assert.All(reports.All, report => Assert.True(report.Fraction is null or (>= 0 and <= 1), $"{report.Fraction}"));
        Assert.Equal([null, 0, 0, 0.5, 0.5, 0.5, 0.25, 0.25, 1, 1], reports.All.Select(r => r.Fraction is { } f ? Math.Round(f, 3) : (double?)null));
        Assert.Equal((6_000_000_010, 6_000_000_010), (reports.Last.CompletedBytes, reports.Last.TotalBytes));
        Assert.Equal("a word nobody knows yet", reports.All[7].Status);
        Assert.Equal("success", reports.Last.Status);
        Assert.Equal("""{"model":"m","stream":true}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task The_stream_form_is_one_pull_and_not_another_each_time_it_is_read()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Success));
        await using var client = server.Create();
        var lines = client.PullModelStreamAsync("m", cancellationToken: TestClient.Ct);
        await lines.ToListAsync();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => lines.ToListAsync());

        Assert.Contains("call PullModelStreamAsync again", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_stream_form_gives_each_line_and_keeps_what_it_does_not_know()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync("""{"status":"x","new":1}""", Success));
        await using var client = server.Create();

        var items = await client.PullModelStreamAsync("m", cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["x", "success"], items.Select(item => item.Status));
        Assert.Equal(1, items[0].AdditionalProperties!["new"].GetInt32());
    }

    [Theory]
    [InlineData("done")]
    [InlineData("Success")]
    [InlineData("writing manifest")]
    [InlineData("")]
    public async Task I08_only_success_is_success(string status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync($$"""{"status":"{{status}}"}"""));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.PullModelAsync("m", cancellationToken: TestClient.Ct));

        Assert.Equal(StreamFailure.Incomplete, error.Reason);
        Assert.Equal((1, status), (error.ItemsReceived, error.Partial?.Status));
    }

    [Fact]
    public async Task I08_an_error_line_is_an_exception_and_is_not_tried_again()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(
            """{"status":"pulling a","digest":"sha256:a","total":10,"completed":5}""", """{"error":"write: no space left on device"}"""));
        await using var client = server.Create();
        var reports = new Reports();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.PullModelAsync("m", reports, cancellationToken: TestClient.Ct));

        Assert.Equal(StreamFailure.ServerError, error.Reason);
        Assert.Equal("write: no space left on device", error.ServerError?.ServerMessage);
        Assert.Equal(("m", 0.5), (error.Model, reports.Last.Fraction));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_closes_the_connection()
    {
        await using var server = new ScriptedServer(BeginAndHoldAsync);
        await using var client = server.Create();
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(client.PullModelAsync("m", new Reports(_ => source.Cancel()), null, source.Token)));

        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task I10_what_the_callback_throws_comes_out_and_the_connection_is_closed()
    {
        await using var server = new ScriptedServer(BeginAndHoldAsync);
        await using var client = server.Create();
        var own = new InvalidDataException("mine");

        var thrown = await Assert.ThrowsAsync<InvalidDataException>(
            () => Guard.Within(client.PullModelAsync("m", new Reports(_ => throw own), cancellationToken: TestClient.Ct)));

        Assert.Same(own, thrown);
        await Guard.Within(server.Connections[0].ClientClosed);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task I08_the_server_may_be_silent_for_ten_minutes()
    {
        var clock = new FakeClock();
        await using var server = new ScriptedServer(BeginAndHoldAsync);
        await using var client = server.Create(options => options.TimeProvider = clock);

        // Past the first line: one that came between two steps of the clock would set the timer anew.
        await using var lines = client.PullModelStreamAsync("m", cancellationToken: TestClient.Ct).GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await Guard.Within(lines.MoveNextAsync().AsTask()));
        var next = lines.MoveNextAsync().AsTask();
        await clock.WaitForTimerAsync(TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(() => Guard.Within(next));
        Assert.Equal((LlmTimer.Idle, TimeSpan.FromMinutes(10)), (error.Timer, error.Limit));
    }

    private static async Task BeginAndHoldAsync(ScriptedConnection connection)
    {
        await connection.BeginStreamAsync("""{"status":"pulling a","digest":"sha256:a","total":10,"completed":5}""");
        await connection.HoldUntilClientClosesAsync();
    }
}
