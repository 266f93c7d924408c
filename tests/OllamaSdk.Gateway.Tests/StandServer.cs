using OllamaSdk.TestKit;
using OllamaSdk.Testing;

namespace OllamaSdk.Gateway.Tests;

/// <summary>One of the servers behind the gateway.</summary>
internal sealed class StandServer : IAsyncDisposable
{
    private EmulatorListener _listener;

    private StandServer(OllamaEmulator emulator, EmulatorListener listener) => (Emulator, _listener, Endpoint) = (emulator, listener, listener.Endpoint);

    public OllamaEmulator Emulator { get; }

    public string Endpoint { get; }

    /// <summary>The prompts that have arrived, in their order.</summary>
    public IReadOnlyList<ReceivedRequest> Asked => [.. Emulator.Requests.Where(request => request.Method == HttpMethod.Post)];

    public static async Task<StandServer> StartAsync(FakeClock? clock, params string[] models)
    {
        var options = new EmulatorOptions();
        options.Models.Clear();
        foreach (var model in models)
        {
            options.Models.Add(new EmulatedModel(model));
        }

        if (clock is not null)
        {
            (options.TimeProvider, options.TokenDelay) = (clock, Stand.Tick);
        }

        var emulator = new OllamaEmulator(options);
        return new StandServer(emulator, await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    /// <summary>Ends it as a crash does: what is under way breaks, and nobody listens any more.</summary>
    public ValueTask KillAsync() => _listener.DisposeAsync();

    public async Task ComeBackAsync() =>
        _listener = await Emulator.ListenAsync(new Uri(Endpoint).Port, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        Emulator.Dispose();
    }
}
