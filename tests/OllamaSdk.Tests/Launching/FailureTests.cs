using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>Servers that end before they are ready, or never become ready (rows L06 and L07).</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task L06_an_early_end_is_told_with_code_and_output_and_without_secrets()
    {
        await using var server = new StandIn();
        var options = server.Options("--exit", "3", "--say", "the key is sk-canary-123, and the card is on fire");
        options.Environment["SOME_API_KEY"] = "sk-canary-123";

        var failure = await StandIn.FailAsync(options);

        Assert.Equal(LaunchFailure.ExitedEarly, failure.Reason);
        Assert.Equal(3, failure.ExitCode);
        Assert.Contains("exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the card is on fire", failure.Output, StringComparison.Ordinal);
        Assert.Contains("the card is on fire", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", failure.Output, StringComparison.Ordinal);
        Assert.Equal(2, server.Starts);
    }

    [Theory]
    [InlineData("env=map[HTTPS_PROXY:http://me:p%40ssword@proxy:3128]")]
    [InlineData("proxy: me:p@ssword is refused")]
    [InlineData("p@ssword")]
    [InlineData("sk-first and sk-second")]
    public async Task A_proxys_password_and_keys_among_the_arguments_are_secret_too(string said)
    {
        await using var server = new StandIn();
        var options = server.Options("--exit", "3", "--api-key", "sk-first", "--hub-token=sk-second", "--say", said);
        options.Environment["HTTPS_PROXY"] = "http://me:p%40ssword@proxy:3128";

        var failure = await StandIn.FailAsync(options);

        Assert.Contains("***", failure.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ssword", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sk-first/1")]
    [InlineData("second-sk-2")]
    [InlineData("{\\\"key\\\":\\\"sk-first\\\\/1\\\"}")]
    [InlineData("sk-first%2F1")]
    [InlineData("GET https://me:url-sk-3@hub/m?token=query-sk-4#x")]
    [InlineData("url-sk-3")]
    [InlineData("query-sk-4")]
    [InlineData("env-sk-5")]
    public async Task So_are_lists_of_keys_and_what_addresses_hold(string said)
    {
        await using var server = new StandIn();
        var options = server.Options("--exit", "3", "--api-key", "sk-first/1,second-sk-2", "--model-url=https://me:url-sk-3@hub/m?token=query-sk-4", "--say", said);
        options.Environment["HUB"] = "https://me:env-sk-5@hub";

        var failure = await StandIn.FailAsync(options);

        Assert.Contains("***", failure.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", failure.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L06_a_child_that_holds_the_output_open_delays_nothing_and_is_ended()
    {
        await using var server = new StandIn();

        var failure = await StandIn.FailAsync(server.Options("--exit", "3", "--child"));

        Assert.Equal(3, failure.ExitCode);
        await server.AllGoneAsync(4);
    }

    [Fact]
    public async Task L06_a_second_start_that_succeeds_is_good()
    {
        await using var server = new StandIn();

        await using var running = await StandIn.EnsureAsync(server.Options("--exit", "1", "--exits", "1"));

        Assert.True(running.WasStarted);
        Assert.Equal(2, server.Starts);
    }

    [Fact]
    public async Task L06_of_long_output_the_last_4_KiB_are_told()
    {
        await using var server = new StandIn();

        var failure = await StandIn.FailAsync(server.Options("--exit", "3", "--log-bytes", "200000"));

        Assert.Equal(4096, failure.Output.Length);
        Assert.EndsWith("a line of log\n", failure.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L07_one_that_never_gets_ready_is_ended_at_the_limit()
    {
        await using var server = new StandIn();
        var clock = new FakeClock();
        var options = server.Options("--never-ready", "--child", "--ignore-term");
        (options.TimeProvider, options.StopTimeout) = (clock, TimeSpan.FromSeconds(0.2));

        var starting = StandIn.FailAsync(options);
        await StandIn.WaitAsync(() => server.Processes.Length == 2);
        while (!starting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestClient.Ct);
        }

        var failure = await starting;
        Assert.Equal(LaunchFailure.NotReady, failure.Reason);
        Assert.Contains("120 s", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stand-in starts", failure.Output, StringComparison.Ordinal);
        Assert.Equal(1, server.Starts);
        await server.AllGoneAsync(2);
    }

    [Fact]
    public async Task L07_a_start_that_fails_fails_for_all_who_wait_for_it()
    {
        await using var server = new StandIn();
        var clock = new FakeClock();
        var options = server.Options("--never-ready");
        options.TimeProvider = clock;

        var callers = Enumerable.Range(0, 3).Select(_ => StandIn.FailAsync(options)).ToArray();
        await StandIn.WaitAsync(() => server.Processes.Length == 1);
        var all = Task.WhenAll(callers);
        while (!all.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestClient.Ct);
        }

        Assert.All(await all, failure => Assert.Equal(LaunchFailure.NotReady, failure.Reason));
        Assert.Equal(1, server.Starts);

        // Who comes later tries anew.
        options = server.Options("--exit", "3");
        Assert.Equal(LaunchFailure.ExitedEarly, (await StandIn.FailAsync(options)).Reason);
    }

    [Fact]
    public async Task H05_cancelling_ends_what_was_being_started()
    {
        await using var server = new StandIn();
        using var cancel = new CancellationTokenSource();
        var starting = OllamaServer.EnsureRunningAsync(server.Options("--never-ready", "--child"), cancel.Token);
        await StandIn.WaitAsync(() => server.Processes.Length == 2);

        await cancel.CancelAsync();

        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(starting));
        Assert.Equal(cancel.Token, ended.CancellationToken);
        await server.AllGoneAsync(2);
    }
}
