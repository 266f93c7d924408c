using OllamaSdk;
using OllamaSdk.Testing;

namespace ForeignClients;

/// <summary>An emulator on a port, with a model of each kind.</summary>
public abstract class ForeignTest : IAsyncLifetime
{
    private EmulatorListener? _listener;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected OllamaEmulator Emulator { get; } = new(new EmulatorOptions
    {
        Models = { new EmulatedModel("eyes") { Capabilities = [ModelCapability.Completion, ModelCapability.Vision] } },
    });

    protected string Endpoint => _listener!.Endpoint;

    // A PNG of one pixel.
    protected static byte[] Picture { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public async ValueTask InitializeAsync() => _listener = await Emulator.ListenAsync(cancellationToken: Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _listener!.DisposeAsync();
        Emulator.Dispose();
        GC.SuppressFinalize(this);
    }
}
