using System.Diagnostics;

namespace OllamaSdk.Tests.Launching;

/// <summary>However a program that has started a server ends, the server ends with it (rows L10 and L14).</summary>
public sealed class OrphanTests
{
    private const int Kills = 20;
    private const int AtOnce = 4;

    [Fact]
    public async Task L10_kill_9_leaves_nothing_20_times_of_20()
    {
        var killed = 0;
        foreach (var batch in Enumerable.Range(0, Kills).Chunk(AtOnce))
        {
            await Task.WhenAll(batch.Select(async index =>
            {
                await using var server = new StandIn();
                using var parent = ParentProcess.Start(server, arguments: index % 2 == 0 ? ["--child"] : ["--child", "--ignore-term"]);
                Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);
                Assert.All(server.Processes, id => Assert.True(StandIn.IsAlive(id)));

                await parent.SignalAsync("KILL");

                await server.AllGoneAsync(2);
                Interlocked.Increment(ref killed);
            }));
        }

        Assert.Equal(Kills, killed);
    }

    [Fact]
    public async Task L10_kill_9_in_the_middle_of_a_start_leaves_nothing()
    {
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, arguments: ["--child", "--never-ready"]);
        await StandIn.WaitAsync(() => server.Processes.Length == 2);

        await parent.SignalAsync("KILL");

        await server.AllGoneAsync(2);
    }

    [Theory]
    [InlineData("throw")]
    [InlineData("return")]
    [InlineData("dispose")]
    [InlineData("abort")]
    public async Task L10_every_other_end_leaves_nothing_either(string how)
    {
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, arguments: ["--child"]);
        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);

        await parent.TellAsync(how);
        var errors = await parent.EndAsync();

        Assert.Equal(how is "throw" or "abort", errors.Contains("Nobody catches this", StringComparison.Ordinal));
        await server.AllGoneAsync(2);
    }

    [Fact]
    public async Task L14_ctrl_C_in_the_terminal_ends_both_quietly()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && ParentProcess.HasGroup, "It needs setsid of util-linux, and an env that can set a signal's default, as coreutils' can.");
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, HearCtrlC, arguments: ["--child"]);
        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);

        await parent.SignalAsync("INT", group: true);

        Assert.Equal("", await parent.EndAsync());
        await server.AllGoneAsync(2);

        // Whoever starts the tests in the background has them, and what they start, ignore it.
        static void HearCtrlC(ProcessStartInfo start)
        {
            start.ArgumentList.Insert(0, "/usr/bin/env");
            start.ArgumentList.Insert(1, "--default-signal=INT");
        }
    }
}
