using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Launching;

/// <summary>A server program for one test: its own port, its own journal of starts, and proof that nothing of it is left at the end.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    public static readonly string Program = typeof(StandIn).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "StandInServer").Value! + (OperatingSystem.IsWindows() ? ".exe" : "");

    /// <summary>A full path at which no program is.</summary>
    public static readonly string Nowhere = Path.GetFullPath("/nowhere/ollama");

    private const int FirstPort = 20_000;
    private const int Ports = 12_000;
    private static int s_ports = Random.Shared.Next(Ports);

    private readonly string _journal = Path.Combine(Path.GetTempPath(), $"ollama-sdk-{Guid.NewGuid():n}.journal");

    /// <summary>An address where nothing listens.</summary>
    public string Address { get; } = $"127.0.0.1:{FreePort()}";

    public string Url => $"http://{Address}";

    /// <summary>Arguments that let the server be followed.</summary>
    public string[] Following => ["--journal", _journal];

    /// <summary>The ids of all processes that were ever started, servers and their children.</summary>
    public int[] Processes => File.Exists(_journal)
        ? [.. File.ReadAllText(_journal).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]
        : [];

    public int Starts => File.Exists(_journal) ? File.ReadAllLines(_journal).Length : 0;

    /// <summary>Options that start this server; nothing of the machine's own settings matters.</summary>
    public OllamaServerOptions Options(params string[] arguments)
    {
        var options = new OllamaServerOptions { Program = Program, Endpoint = Url };
        foreach (var argument in (string[])[.. Following, .. arguments])
        {
            options.Arguments.Add(argument);
        }

        foreach (var (name, value) in Runtime())
        {
            options.Environment[name] = value;
        }

        return options;
    }

    /// <summary>What a .NET program needs to find its runtime.</summary>
    public static IEnumerable<(string Name, string Value)> Runtime() =>
        ((string[])["DOTNET_ROOT", "DOTNET_ROLL_FORWARD"]).Select(name => (name, Value: Environment.GetEnvironmentVariable(name)!)).Where(pair => pair.Value is not null);

    /// <summary>Starts the server as a person would, without the SDK.</summary>
    public static System.Diagnostics.Process StartByHand(StandIn server)
    {
        var start = new System.Diagnostics.ProcessStartInfo(Program, ["serve", .. server.Following]);
        start.Environment["OLLAMA_HOST"] = server.Address;
        return System.Diagnostics.Process.Start(start)!;
    }

    public static Task<OllamaServer> EnsureAsync(OllamaServerOptions options) => Guard.Within(OllamaServer.EnsureRunningAsync(options, TestContext.Current.CancellationToken));

    public static async Task<LlmLaunchException> FailAsync(OllamaServerOptions options) => await Assert.ThrowsAsync<LlmLaunchException>(() => EnsureAsync(options));

    /// <summary>
    /// Whether a process still does anything. On Linux one that was killed has no memory from the moment the system begins to clear it away, a little
    /// before it is a zombie, and neither has a zombie; elsewhere who asks must know zombies by their letter, or there are none.
    /// </summary>
    public static bool IsAlive(int process) => OperatingSystem.IsLinux() ? HasMemory(process) : OperatingSystem.IsWindows() ? IsRunning(process) : IsListed(process);

    private static bool HasMemory(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/statm").StartsWith("0 ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    internal static bool IsListed(int process)
    {
        var start = new System.Diagnostics.ProcessStartInfo("ps", ["-o", "stat=", "-p", $"{process}"]) { RedirectStandardOutput = true };
        using var list = System.Diagnostics.Process.Start(start)!;
        return list.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } state && state[0] != 'Z';
    }

    /// <summary>Waits until a number of processes was started and all have ended.</summary>
    public async Task AllGoneAsync(int count)
    {
        await WaitAsync(() => Processes.Length >= count);
        await WaitAsync(() => !Processes.Any(IsAlive));
        Assert.Equal(count, Processes.Length);
    }

    public static async Task WaitAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Guard.Limit);
        while (!condition())
        {
            await Task.Delay(10, limit.Token);
        }
    }

    // Below the ports that the system gives out by itself: one of those is soon another test's, or the near end of a connection.
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (Interlocked.Increment(ref s_ports) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody's; the next one.
            }
        }
    }

    public static void Kill(int process)
    {
        using var found = System.Diagnostics.Process.GetProcessById(process);
        found.Kill();
    }

    public static async Task SignalAsync(int process, string signal, bool group = false)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.SkipUnless(signal == "KILL" && !group, $"Windows has no signal {signal}.");
            Kill(process);
            return;
        }

        // The shell's own kill: the program of this name is not on every machine.
        using var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -s {signal} -- {(group ? "-" : "")}{process}"]);
        await Guard.Within(kill.WaitForExitAsync());
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in Processes.Where(IsAlive))
        {
            Kill(process);
        }

        File.Delete(_journal);
        return default;
    }
}
