namespace OllamaSdk.Testing;

/// <summary>Settings of an <see cref="OllamaEmulator"/>. They are read when it is made; later changes have no effect.</summary>
public sealed class EmulatorOptions
{
    /// <summary>
    /// The models it has. At first <c>demo:latest</c> (completion, tools, thinking), <c>demo-embed:latest</c> (embedding) and <c>demo-decide:latest</c>
    /// (decision).
    /// </summary>
    public IList<EmulatedModel> Models { get; } =
    [
        new EmulatedModel("demo") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] },
        new EmulatedModel("demo-embed") { Capabilities = [ModelCapability.Embedding] },
        new EmulatedModel("demo-decide") { Capabilities = [ModelCapability.Decision] },
    ];

    /// <summary>
    /// The models that can be pulled; pushed ones join them, and all are what model recommendations recommend. At first <c>demo:latest</c> and
    /// <c>demo-embed:latest</c>, as in <see cref="Models"/>, and <c>demo-large:latest</c> (completion, vision; 4 GB).
    /// </summary>
    public IList<EmulatedModel> Registry { get; } =
    [
        new EmulatedModel("demo") { Capabilities = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking] },
        new EmulatedModel("demo-embed") { Capabilities = [ModelCapability.Embedding] },
        new EmulatedModel("demo-large") { Capabilities = [ModelCapability.Completion, ModelCapability.Vision], Size = 4_000_000_000 },
    ];

    /// <summary>Files that are there without an upload: their digests (<c>sha256:…</c>) and their sizes in bytes. They count as GGUF files.</summary>
    public IDictionary<string, long> Blobs { get; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Which Ollama it pretends to be: the newest one that is known here, unless an older one is wanted.</summary>
    public EmulatorVersion Version { get; set; }

    /// <summary>
    /// How many tokens of prompt and answer together fit where neither the request (<c>num_ctx</c>) nor the model says it, as by the server's variable
    /// <c>OLLAMA_CONTEXT_LENGTH</c>. 4096 by default; a model's own length is the limit in any case.
    /// </summary>
    public int ContextLength { get; set; } = 4096;

    /// <summary>
    /// How many requests a model answers at once, as by <c>OLLAMA_NUM_PARALLEL</c>: it remembers as many prompts, and need not read again what a new one has
    /// in common with one of them. 1 by default.
    /// </summary>
    public int ParallelRequests { get; set; } = 1;

    /// <summary>Who is signed in; <see langword="null"/>, as at first, for nobody. Signing out changes the emulator, not this object.</summary>
    public OllamaAccount? Account { get; set; }

    /// <summary>Whether the server's cloud features are switched off: web search and web pages are then refused.</summary>
    public bool IsCloudDisabled { get; set; }

    /// <summary>The clock behind every timestamp and wait.</summary>
    /// <value>At first a clock that always shows 2026-01-01T00:00:00Z, so that equal requests get equal answers byte for byte.</value>
    public TimeProvider TimeProvider { get; set; } = Emulator.Model.FixedClock.Instance;

    /// <summary>The wait before each line of a stream: a token, a step of a download, the end. Zero by default.</summary>
    public TimeSpan TokenDelay { get; set; }

    /// <summary>
    /// Whether ports of <see cref="OllamaEmulator.ListenAsync"/> also serve a page for people: it shows the requests that come over them, and sets rules by
    /// hand. <see cref="EmulatorListener.PageAddress"/> tells where. Off by default.
    /// </summary>
    public bool HasPage { get; set; }
}
