using System.Diagnostics;
using System.Globalization;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Launching;

namespace OllamaSdk.Tests.Faults;

/// <summary>L: a server that is started; beside the tests of its folder, what these did not look at.</summary>
public sealed class LaunchRows
{
    private const string Canary = "canary-9f3c";

    private static readonly string[] s_keys =
    [
        "OPENAI_API_KEY", "OLLAMA_API_KEY", "ANTHROPIC_API_KEY", "AWS_SECRET_ACCESS_KEY", "HF_TOKEN", "GITHUB_TOKEN", "MY_PASSWORD", "DATABASE_URL", "OLLAMA_SECRET", "CUDA_TOKEN",
        "XDG_API_KEY", "SOMETHING_ELSE",
    ];

    public static TheoryData<Client> Clients => FaultData.Clients;

    [Fact]
    public async Task L01_nothing_of_the_environment_is_told_where_no_program_is_found()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other places to look at, and none that is always there.");
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, start =>
        {
            WithKeys(start.Environment);
            start.Environment["PATH"] = "";
        }, "ollama-that-is-nowhere-else");

        var told = await parent.ResultAsync();

        Assert.StartsWith("NotFound The program 'ollama-that-is-nowhere-else' was not found. Looked for: /", told, StringComparison.Ordinal);
        Assert.Contains("Install Ollama, or set OllamaServerOptions.Program", told, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, told + await parent.EndAsync(), StringComparison.Ordinal);
        Assert.Equal(0, server.Starts);
    }

    [Fact]
    public async Task L04_what_was_not_started_here_lives_on()
    {
        await using var server = new StandIn();
        using var foreign = StandIn.StartByHand(server);
        using (var waiting = new LlmClient(new LlmClientOptions { Targets = { new LlmTarget(LlmProviders.Ollama, null, server.Url) } }))
        {
            await waiting.WaitUntilReadyAsync(Guard.Limit, cancellationToken: TestClient.Ct);
        }

        var found = await StandIn.EnsureAsync(server.Options());
        await found.DisposeAsync();
        using var parent = ParentProcess.Start(server);
        Assert.Equal("found", await parent.ResultAsync());
        await parent.SignalAsync("KILL");
        await parent.EndAsync();

        using var client = new OllamaClient(server.Url);
        Assert.Equal("0.0.0-stand-in", await client.GetVersionAsync(cancellationToken: TestClient.Ct));
        Assert.Equal(1, server.Starts);
    }

    [Theory]
    [InlineData("<html>Welcome to nginx!</html>")]
    [InlineData("")]
    public async Task L05_something_else_gets_no_key(string body)
    {
        await using var other = new ScriptedServer(connection => connection.RespondAsync(200, "text/html", body));
        await using var server = new StandIn();
        using var parent = ParentProcess.StartAt(other.Url.ToString(), start => WithKeys(start.Environment));

        var told = await parent.ResultAsync();

        Assert.StartsWith($"PortInUse At {other.Url.Authority} another program listens", told, StringComparison.Ordinal);
        Assert.NotEmpty(other.Requests);
        Assert.All(other.Requests, request =>
        {
            Assert.Null(request.Header("Authorization"));
            Assert.DoesNotContain(Canary, request.Head + request.Text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain(Canary, told + await parent.EndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task L08_it_dies_mid_stream(Client client)
    {
        await using var server = new StandIn();
        var options = server.Options();
        await using var running = await StandIn.EnsureAsync(options);
        await using var asked = new FaultClient(client, server.Url);
        List<string> texts = [];

        var error = await Record.ExceptionAsync(() => Guard.Within(ReadAsync()));

        var failure = Assert.IsType<LlmStreamException>(error);
        Assert.Equal((StreamFailure.Interrupted, 1, "a"), (failure.Reason, failure.ItemsReceived, failure.Partial?.Content));
        Assert.Equal(["a"], texts);
        await StandIn.WaitAsync(() => running.HasExited);

        // The next call finds nobody, until it is asked for again; and then the answer comes from the new one.
        var refused = await Outcome.OfAskAsync(asked);
        Assert.Equal("Connection Connect", refused.Word);
        options.TimeProvider = new AtOnce();
        await using var second = await StandIn.EnsureAsync(options);
        await using var again = asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await Guard.Within(again.MoveNextAsync().AsTask()));
        Assert.Equal((2, "a"), (server.Starts, again.Current));

        async Task ReadAsync()
        {
            await foreach (var text in asked.StreamAsync())
            {
                texts.Add(text);
                StandIn.Kill(running.ProcessId!.Value);
            }
        }
    }

    [Fact]
    public async Task L13_no_key_is_in_the_environment_of_anything_that_was_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && ParentProcess.HasGroup, "Only Linux shows what runs and with which environment, under /proc; the session comes from setsid.");
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, start => WithKeys(start.Environment), arguments: ["--child"]);
        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);

        // The server leads a session in which all are: its child, and the watchdog with what that runs.
        var all = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out var id) && SessionOf(id) == server.Processes[0]).ToArray();
        Assert.True(all.Length >= 3, $"{all.Length}");
        foreach (var process in all)
        {
            var variables = await ReadAsync($"/proc/{process}/environ");
            Assert.DoesNotContain(Canary, variables, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, await ReadAsync($"/proc/{process}/cmdline"), StringComparison.Ordinal);
            // One that has just ended has none.
            Assert.True(variables.Length == 0 || variables.Contains("OLLAMA_KEEP_ALIVE=7m", StringComparison.Ordinal));
        }

        Assert.Contains(Canary, await ReadAsync($"/proc/{parent.Id}/environ"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task L14_other_signals_of_a_terminal_leave_nothing_either(string signal)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && ParentProcess.HasGroup, "It needs setsid of util-linux, and an env that can set a signal's default, as coreutils' can.");
        await using var server = new StandIn();
        using var parent = ParentProcess.Start(server, Hear, arguments: ["--child"]);
        Assert.StartsWith("started", await parent.ResultAsync(), StringComparison.Ordinal);

        await parent.SignalAsync(signal, group: true);

        Assert.Equal("", await parent.EndAsync());
        await server.AllGoneAsync(2);

        // Whoever runs the tests may have them, and what they start, ignore it.
        void Hear(ProcessStartInfo start)
        {
            start.ArgumentList.Insert(0, "/usr/bin/env");
            start.ArgumentList.Insert(1, $"--default-signal={signal}");
        }
    }

    private static void WithKeys(IDictionary<string, string?> environment)
    {
        foreach (var name in s_keys)
        {
            environment[name] = Canary;
        }

        (environment["HTTPS_PROXY"], environment["OLLAMA_KEEP_ALIVE"]) = ($"http://me:{Canary}@127.0.0.1:9", "7m");
    }

    private static int SessionOf(int process)
    {
        try
        {
            // The name of a program may hold anything, but no later part holds a bracket.
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[3], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -1;
        }
    }

    private static async Task<string> ReadAsync(string file)
    {
        try
        {
            return await File.ReadAllTextAsync(file, TestClient.Ct);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>A clock on which every wait is over at once.</summary>
    private sealed class AtOnce : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan || dueTime > TimeSpan.FromSeconds(9) ? dueTime : TimeSpan.FromMilliseconds(1), period);
    }
}
