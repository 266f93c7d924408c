using OllamaSdk.Launching;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>The turn to start is waited for only where somebody has it and nothing answers yet.</summary>
public sealed class StartLockTests
{
    [Fact]
    public async Task A_running_server_is_used_without_the_turn()
    {
        await using var running = new ScriptedServer(c => c.Request.Path == "/api/version" ? c.RespondJsonAsync(TestClient.Version) : c.RespondJsonAsync("{}", 404));
        var file = StartLock.FileFor(running.Url.Port);
        await using (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var server = await StandIn.EnsureAsync(new OllamaServerOptions { Endpoint = running.Url.ToString(), Program = StandIn.Nowhere });

            Assert.False(server.WasStarted);
        }

        File.Delete(file);
    }

    [Fact]
    public async Task Where_there_can_be_no_lock_the_server_starts_at_once()
    {
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, start => start.Environment[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = Path.GetFullPath("/nowhere/tmp"));

        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_turn_of_another_is_waited_for()
    {
        await using var server = new StandIn();
        var file = StartLock.FileFor(new Uri(server.Url).Port);
        var clock = new FakeClock();
        var options = server.Options();
        options.TimeProvider = clock;
        Task<OllamaServer> starting;
        await using (new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            starting = OllamaServer.EnsureRunningAsync(options, TestClient.Ct);
            await clock.WaitForTimerAsync(TimeSpan.FromMilliseconds(100));
            Assert.Equal(0, server.Starts);
        }

        while (!starting.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(20, TestClient.Ct);
        }

        await using var running = await starting;
        Assert.Equal(1, server.Starts);
    }
}
