using System.Diagnostics;
using OllamaSdk.Launching;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>The watchdog where nothing begins a session, as on macOS: a folder with bash alone stands for its directories.</summary>
public sealed class WatchdogTests : IDisposable
{
    private readonly string _tools = Directory.CreateTempSubdirectory("ollama-sdk-").FullName;

    public void Dispose() => Directory.Delete(_tools, recursive: true);

    [Fact]
    public async Task A_server_in_a_group_of_its_own_is_known_by_its_own_id_and_ends_with_its_children()
    {
        await using var server = new StandIn();
        var started = Start(server, "--child", "--log-bytes", "100", "--log-to-output");
        await StandIn.WaitAsync(() => server.Processes.Length == 2 && started.ReadLog().Length > 0);

        Assert.Equal(server.Processes[0], started.Id);
        Assert.All(server.Processes, id => Assert.True(StandIn.IsAlive(id)));
        await Guard.Within(started.DisposeAsync().AsTask());

        Assert.DoesNotContain(server.Processes, StandIn.IsAlive);
        // The id is the shell's word to us, not the server's to the log.
        Assert.DoesNotContain($"{started.Id}", started.ReadLog(), StringComparison.Ordinal);
        Assert.Contains("a line of log", started.ReadLog(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_will_not_end_is_killed_with_its_children()
    {
        await using var server = new StandIn();
        var started = Start(server, "--child", "--ignore-term");
        await StandIn.WaitAsync(() => server.Processes.Length == 2);

        await Guard.Within(started.DisposeAsync().AsTask());

        Assert.DoesNotContain(server.Processes, StandIn.IsAlive);
    }

    [Fact]
    public async Task Its_exit_code_is_handed_on_and_its_child_does_not_outlive_it()
    {
        await using var server = new StandIn();
        await using var started = Start(server, "--exit", "3", "--child");

        await Guard.Within(started.Ended);

        Assert.Equal(3, started.ExitCode);
        await server.AllGoneAsync(2);
    }

    [Fact]
    public async Task One_that_is_stopped_and_goes_on_is_still_watched()
    {
        await using var server = new StandIn();
        await using var started = Start(server);
        await StandIn.WaitAsync(() => server.Processes.Length == 1);

        await StandIn.SignalAsync(started.Id, "STOP");
        await StandIn.SignalAsync(started.Id, "CONT");
        Assert.False(started.HasExited);
        StandIn.Kill(started.Id);

        await Guard.Within(started.Ended);
        await server.AllGoneAsync(1);
    }

    [Fact]
    public async Task Ctrl_C_reaches_the_shell_that_leads_and_not_the_server()
    {
        await using var server = new StandIn();
        var (shell, id) = await LeadAsync(server);
        using (shell)
        {
            await StandIn.SignalAsync(shell.Id, "INT");
            await StandIn.SignalAsync(shell.Id, "TERM");
            Assert.True(StandIn.IsAlive(id));
            Assert.False(shell.HasExited);

            shell.StandardInput.Close();
            await Guard.Within(shell.WaitForExitAsync(TestClient.Ct));
        }

        await server.AllGoneAsync(1);
    }

    [Fact]
    public async Task A_shell_that_is_killed_leaves_the_server_to_the_end_of_the_pipe()
    {
        await using var server = new StandIn();
        await using var started = Start(server, "--child");
        await StandIn.WaitAsync(() => server.Processes.Length == 2);
        Assert.True(StandIn.IsListed(started.Id));

        StandIn.Kill(ParentOf(started.Id));

        await Guard.Within(started.Ended);
        await server.AllGoneAsync(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_libraries_are_comes_through_a_shell_that_is_told_to_forget_it(bool hasSetsid)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the environment of another process, under /proc.");
        await using var server = new StandIn();
        var (shell, id) = await LeadAsync(server, hasSetsid, "/opt/my libraries");
        using (shell)
        {
            await StandIn.WaitAsync(() => server.Processes.Length == 1);
            Assert.Contains("DYLD_LIBRARY_PATH=/opt/my libraries", (await File.ReadAllTextAsync($"/proc/{id}/environ", TestClient.Ct)).Split('\0'));
            shell.StandardInput.Close();
            await Guard.Within(shell.WaitForExitAsync(TestClient.Ct));
        }
    }

    private ServerProcess Start(StandIn server, params string[] arguments)
    {
        var plan = Plan(server, arguments);
        return ServerProcess.Start(plan, StandIn.Program, Tools(hasSetsid: false));
    }

    private async Task<(Process Shell, int Server)> LeadAsync(StandIn server, bool hasSetsid = false, string? libraries = null)
    {
        var plan = Plan(server, []);
        if (libraries is not null)
        {
            plan.Environment["DYLD_LIBRARY_PATH"] = libraries;
        }

        var command = UnixWatchdog.Wrap(StandIn.Program, plan, Tools(hasSetsid));
        var start = new ProcessStartInfo(command.Program, command.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in plan.Environment.Where(variable => variable.Key != "DYLD_LIBRARY_PATH"))
        {
            start.Environment[name] = value;
        }

        var shell = Process.Start(start)!;
        _ = shell.StandardError.ReadToEndAsync(TestClient.Ct);
        var id = command.SaysId ? int.Parse((await Guard.Within(shell.StandardOutput.ReadLineAsync(TestClient.Ct).AsTask()))!, System.Globalization.CultureInfo.InvariantCulture) : shell.Id;
        await StandIn.WaitAsync(() => server.Processes.Length == 1);
        return (shell, id);
    }

    private static LaunchPlan Plan(StandIn server, string[] arguments)
    {
        var options = server.Options(arguments);
        options.StopTimeout = TimeSpan.FromSeconds(0.3);
        return LaunchPlan.Make(options);
    }

    private string Tools(bool hasSetsid)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "There is no bash, which stands in where there is no setsid.");
        File.CreateSymbolicLink(Path.Combine(_tools, "bash"), "/bin/bash");
        if (hasSetsid)
        {
            Assert.SkipUnless(ParentProcess.HasGroup, "There is no setsid.");
            File.CreateSymbolicLink(Path.Combine(_tools, "setsid"), "/usr/bin/setsid");
        }

        return _tools;
    }

    private static int ParentOf(int process)
    {
        using var list = Process.Start(new ProcessStartInfo("ps", ["-o", "ppid=", "-p", $"{process}"]) { RedirectStandardOutput = true })!;
        return int.Parse(list.StandardOutput.ReadToEnd(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
