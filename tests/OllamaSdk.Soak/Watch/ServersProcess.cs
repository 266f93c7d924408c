using System.Diagnostics;
using System.Globalization;
using OllamaSdk.Soak.Clients;

namespace OllamaSdk.Soak.Watch;

/// <summary>The servers' side as a process of its own, so that what is measured here is the clients' alone.</summary>
internal sealed class ServersProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Ports> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private TaskCompletionSource<int>? _open;
    private TaskCompletionSource? _marked;
    private int _marks;

    private ServersProcess(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Where lines go that tell of calls.</summary>
    public Ledger? Ledger { get; set; }

    public static async Task<(ServersProcess Servers, Ports Ports)> StartAsync(int seed)
    {
        var program = Environment.ProcessPath!;
        // By dotnet itself the program is an argument.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        var process = Process.Start(new ProcessStartInfo(program, [.. self, "serve", seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var servers = new ServersProcess(process);
        return (servers, await servers._ready.Task.WaitAsync(TimeSpan.FromMinutes(1)));
    }

    /// <summary>Waits until all is told that has happened until now.</summary>
    public async Task MarkAsync()
    {
        _marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync($"mark {++_marks}");
        await _marked.Task;
    }

    public Task ForgetAsync(IReadOnlyList<string> calls) =>
        calls.Count > 0 ? _process.StandardInput.WriteLineAsync("forget " + string.Join(' ', calls)) : Task.CompletedTask;

    /// <summary>Restarts begin.</summary>
    public Task StormAsync() => _process.StandardInput.WriteLineAsync("storm");

    /// <summary>No more restarts.</summary>
    public Task CalmAsync() => _process.StandardInput.WriteLineAsync("calm");

    /// <summary>How many connections of ours the servers' side has open.</summary>
    public async Task<int> CountOpenAsync()
    {
        _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync("open");
        return await _open.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _reading;
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } text)
        {
            var line = text.Split(' ');
            switch (line[0])
            {
                case "ready":
                    var ports = line[1..].Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
                    _ready.SetResult(new Ports(ports[0], ports[1], ports[2], ports[3], ports[4]));
                    break;
                case "mark":
                    _marked?.TrySetResult();
                    break;
                case "open":
                    _open?.TrySetResult(int.Parse(line[1], CultureInfo.InvariantCulture));
                    break;
                default:
                    Ledger?.Take(line);
                    break;
            }
        }

        var gone = new InvalidOperationException("The process of the servers has ended.");
        _ready.TrySetException(gone);
        _marked?.TrySetException(gone);
        _open?.TrySetException(gone);
    }
}
