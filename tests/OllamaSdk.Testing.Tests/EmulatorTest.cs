using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests;

/// <summary>A client over an emulator with the default models, and a clock that the test moves.</summary>
public abstract class EmulatorTest : IDisposable
{
    protected EmulatorTest()
    {
        Emulator = new OllamaEmulator(new EmulatorOptions { TimeProvider = Clock });
        Client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = Emulator, DefaultModel = "demo" });
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeClock Clock { get; } = new();

    protected OllamaEmulator Emulator { get; }

    protected OllamaClient Client { get; }

    public void Dispose()
    {
        Client.Dispose();
        Emulator.Dispose();
        GC.SuppressFinalize(this);
    }
}
