using OllamaSdk.Testing;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>Emulators on ports of this computer, whose answers take a time that is waited.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly List<(OllamaEmulator Emulator, EmulatorListener Listener)> _servers = [];

    public IReadOnlyList<string> Endpoints => [.. _servers.Select(server => server.Listener.Endpoint)];

    public static async Task<Servers> StartAsync(int count, TimeSpan wait)
    {
        var servers = new Servers();
        for (var i = 0; i < count; i++)
        {
            var emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = TimeProvider.System, ParallelRequests = 1000 });
            emulator.On("/api/embed").AsUsual(after: wait);
            servers._servers.Add((emulator, await emulator.ListenAsync()));
        }

        return servers;
    }

    /// <summary>Breaks its connections and refuses new ones.</summary>
    public ValueTask KillAsync(int server) => _servers[server].Listener.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var (emulator, listener) in _servers)
        {
            await listener.DisposeAsync();
            emulator.Dispose();
        }
    }
}
