using System.Text;
using OllamaSdk.Launching;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>A server from its start to its stop (rows L08, L09 and L11 to L13).</summary>
public sealed class RunningTests
{
    [Fact]
    public async Task L11_a_started_server_answers_and_ends_with_its_children()
    {
        await using var server = new StandIn();
        var running = await StandIn.EnsureAsync(server.Options("--child", "--ready-after", "300"));
        await using (var client = new OllamaClient(running.Endpoint.AbsoluteUri))
        {
            Assert.Equal("0.0.0-stand-in", await client.GetVersionAsync(cancellationToken: TestClient.Ct));
        }

        Assert.True(running.WasStarted);
        Assert.Equal(server.Processes[0], running.ProcessId);
        Assert.True(server.Processes is [var parent, var child] && StandIn.IsAlive(parent) && StandIn.IsAlive(child));

        await running.DisposeAsync();

        Assert.DoesNotContain(server.Processes, StandIn.IsAlive);
        Assert.True(running.HasExited);
        await running.DisposeAsync();
    }

    [Fact]
    public async Task L11_a_server_that_will_not_end_is_killed()
    {
        await using var server = new StandIn();
        var options = server.Options("--child", "--ignore-term");
        options.StopTimeout = TimeSpan.FromSeconds(0.3);
        var running = await StandIn.EnsureAsync(options);

        await running.DisposeAsync();

        Assert.Equal(2, server.Processes.Length);
        Assert.DoesNotContain(server.Processes, StandIn.IsAlive);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task L09_much_output_does_not_stop_it_and_its_end_is_kept(bool toOutput)
    {
        await using var server = new StandIn();

        await using var running = await StandIn.EnsureAsync(server.Options(["--log-bytes", "1000000", .. toOutput ? (string[])["--log-to-output"] : []]));

        Assert.InRange(running.Log.Length, 60_000, 64 * 1024);
        Assert.StartsWith("a line of log", running.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L12_ten_callers_start_one_server_and_the_last_one_to_leave_stops_it()
    {
        await using var server = new StandIn();

        var all = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StandIn.EnsureAsync(server.Options("--ready-after", "200"))));

        Assert.Equal(1, server.Starts);
        Assert.All(all, one => Assert.Equal(all[0].ProcessId, one.ProcessId));
        foreach (var one in all[1..])
        {
            await one.DisposeAsync();
        }

        Assert.True(StandIn.IsAlive(server.Processes[0]));
        await all[0].DisposeAsync();
        Assert.False(StandIn.IsAlive(server.Processes[0]));
    }

    [Fact]
    public async Task Callers_who_give_up_cost_the_others_no_more_than_another_start()
    {
        await using var server = new StandIn();
        var clock = new FakeClock();
        var options = server.Options("--ready-after", "300");
        // Whether it is ready is looked at again when the clock goes on, and no earlier.
        options.TimeProvider = clock;
        using var cancel = new CancellationTokenSource();
        Task<OllamaServer>[] quitting = [OllamaServer.EnsureRunningAsync(options, cancel.Token)];
        var staying = Enumerable.Range(0, 5).Select(_ => StandIn.EnsureAsync(options)).ToArray();
        quitting = [.. quitting, .. Enumerable.Range(0, 4).Select(_ => OllamaServer.EnsureRunningAsync(options, cancel.Token))];
        await StandIn.WaitAsync(() => server.Starts == 1);

        await cancel.CancelAsync();

        foreach (var one in quitting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(one));
        }

        await AdvanceUntilAsync(clock, Task.WhenAll(staying));
        var all = await Task.WhenAll(staying);
        Assert.Equal(2, server.Starts);
        Assert.Single(all.Select(one => one.ProcessId).Distinct());
        await Task.WhenAll(all.Select(one => one.DisposeAsync().AsTask()));
        await server.AllGoneAsync(2);
    }

    [Fact]
    public async Task L12_ten_processes_start_one_server()
    {
        await using var server = new StandIn();
        var parents = Enumerable.Range(0, 10).Select(_ => ParentProcess.Start(server)).ToArray();

        var results = await Task.WhenAll(parents.Select(parent => parent.ResultAsync()));

        Assert.Equal(1, server.Starts);
        Assert.Equal($"started {server.Processes[0]}", Assert.Single(results, result => result.StartsWith("started", StringComparison.Ordinal)));
        Assert.Equal(9, results.Count(result => result == "found"));
        Array.ForEach(parents, parent => parent.Dispose());
        await server.AllGoneAsync(1);
    }

    [Fact]
    public async Task Leaving_a_server_that_hangs_waits_for_nobody()
    {
        await using var server = new StandIn();
        var options = server.Options();
        options.StopTimeout = TimeSpan.FromSeconds(0.3);
        var first = await StandIn.EnsureAsync(options);
        await StandIn.SignalAsync(server.Processes[0], "STOP");
        using var cancel = new CancellationTokenSource();
        var second = OllamaServer.EnsureRunningAsync(options, cancel.Token);

        await Guard.Within(first.DisposeAsync().AsTask());

        Assert.False(second.IsCompleted);
        Assert.True(StandIn.IsAlive(server.Processes[0]));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(second));
        await server.AllGoneAsync(1);
    }

    [Fact]
    public async Task L13_only_what_is_listed_or_given_is_in_its_environment()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the environment of another process, under /proc.");
        await using var server = new StandIn();
        var options = server.Options();
        options.Environment["GIVEN"] = "yes";

        await using var running = await StandIn.EnsureAsync(options);

        var variables = Encoding.UTF8.GetString(await File.ReadAllBytesAsync($"/proc/{running.ProcessId}/environ", TestClient.Ct)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("GIVEN=yes", variables);
        Assert.Contains($"OLLAMA_HOST={server.Address}", variables);
        Assert.Contains(variables, variable => variable.StartsWith("PATH=", StringComparison.Ordinal));
        // What the shell adds, beside what was meant to be there.
        string[] meant = [.. ServerEnvironment.For(LaunchRecipe.For(LlmProviders.Ollama)!, options.Environment).Keys, "OLLAMA_HOST", "PWD", "OLDPWD", "SHLVL", "_"];
        Assert.All(variables.Select(variable => variable.Split('=')[0]), name => Assert.Contains(name, meant));
        Assert.True(Environment.GetEnvironmentVariables().Count > variables.Length);
    }

    [Fact]
    public async Task L08_one_that_dies_in_the_middle_interrupts_the_stream_and_is_started_again_after_a_while()
    {
        await using var server = new StandIn();
        var clock = new FakeClock();
        var options = server.Options();
        var first = await StandIn.EnsureAsync(options);
        await using var client = new OllamaClient(first.Endpoint.AbsoluteUri);
        var items = 0;
        var failure = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var _ in client.ChatStreamAsync("hi", "m", cancellationToken: TestClient.Ct))
            {
                items++;
                StandIn.Kill(first.ProcessId!.Value);
            }
        });
        Assert.Equal(StreamFailure.Interrupted, failure.Reason);
        Assert.Equal(1, items);

        options.TimeProvider = clock;
        var again = OllamaServer.EnsureRunningAsync(options, TestClient.Ct);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, server.Starts);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await AdvanceUntilAsync(clock, again);

        await using var second = await again;
        Assert.True(first.HasExited);
        Assert.False(second.HasExited);
        Assert.Equal(2, server.Starts);
        await first.DisposeAsync();
        Assert.False(second.HasExited);
    }

    [Fact]
    public async Task L08_one_that_died_is_remembered_after_the_last_of_its_users_has_left()
    {
        await using var server = new StandIn();
        var clock = new FakeClock();
        var options = server.Options();
        var first = await StandIn.EnsureAsync(options);
        StandIn.Kill(first.ProcessId!.Value);
        await StandIn.WaitAsync(() => first.HasExited);
        await first.DisposeAsync();

        options.TimeProvider = clock;
        var again = OllamaServer.EnsureRunningAsync(options, TestClient.Ct);
        await clock.WaitForTimerAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, server.Starts);
        await AdvanceUntilAsync(clock, again);

        await using var second = await again;
        Assert.Equal(2, server.Starts);
    }

    [Fact]
    public async Task After_a_death_a_server_that_somebody_else_has_started_is_used_at_once()
    {
        await using var server = new StandIn();
        var options = server.Options();
        var first = await StandIn.EnsureAsync(options);
        StandIn.Kill(first.ProcessId!.Value);
        await StandIn.WaitAsync(() => first.HasExited);
        await first.DisposeAsync();
        using var foreign = StandIn.StartByHand(server);
        using var client = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget(LlmProviders.Ollama, null, server.Url) } });
        await client.WaitUntilReadyAsync(Guard.Limit, cancellationToken: TestClient.Ct);

        // A clock that stands still would never end a wait.
        options.TimeProvider = new FakeClock();
        var found = await StandIn.EnsureAsync(options);

        Assert.False(found.WasStarted);
        Assert.Equal(2, server.Starts);
    }

    private static async Task AdvanceUntilAsync(FakeClock clock, Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(0.05));
            await Task.Delay(20, TestClient.Ct);
        }
    }
}
