using OllamaSdk.Testing;

namespace OllamaSdk.Cli.Tests;

/// <summary>The emulator on a port of its own, for programs that are processes.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly OllamaEmulator _emulator;
    private readonly EmulatorListener _listener;

    private DemoServer(OllamaEmulator emulator, EmulatorListener listener) => (_emulator, _listener) = (emulator, listener);

    public string Url => _listener.Endpoint;

    /// <summary>What it answers, and what it was asked.</summary>
    public OllamaEmulator Emulator => _emulator;

    /// <summary>What the program is started with to talk to it.</summary>
    public CliStart Start => new() { Host = Url };

    /// <param name="account">Who is signed in.</param>
    /// <param name="contextLength">How many tokens fit; as many as usual where <see langword="null"/>.</param>
    /// <param name="models">Models that it has beside the usual ones.</param>
    public static async Task<DemoServer> StartAsync(OllamaAccount? account = null, int? contextLength = null, params EmulatedModel[] models)
    {
        var options = new EmulatorOptions { Account = account };
        options.ContextLength = contextLength ?? options.ContextLength;
        foreach (var model in models)
        {
            options.Models.Add(model);
        }

        var emulator = new OllamaEmulator(options);
        return new DemoServer(emulator, await emulator.ListenAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _emulator.Dispose();
    }
}
