namespace OllamaSdk.Testing;

/// <summary>Settings of an <see cref="OllamaEmulator"/>. They are read when it is made; later changes have no effect.</summary>
public sealed class EmulatorOptions
{
    /// <summary>
    /// The models it has. At first <c>demo:latest</c> (completion, tools, thinking) and <c>demo-embed:latest</c> (embedding).
    /// </summary>
    public IList<EmulatedModel> Models { get; } =
    [
        new EmulatedModel("demo") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] },
        new EmulatedModel("demo-embed") { Capabilities = [ModelCapability.Embedding] },
    ];

    /// <summary>The clock behind every timestamp and wait.</summary>
    /// <value>At first a clock that always shows 2026-01-01T00:00:00Z, so that equal requests get equal answers byte for byte.</value>
    public TimeProvider TimeProvider { get; set; } = Emulator.Model.FixedClock.Instance;

    /// <summary>The wait before each token, and before the line that ends a stream. Zero by default.</summary>
    public TimeSpan TokenDelay { get; set; }
}
