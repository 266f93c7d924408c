using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing;

/// <summary>A model that <see cref="OllamaEmulator"/> pretends to have.</summary>
public sealed record EmulatedModel
{
    private readonly ModelContents? _contents;

    /// <summary>Describes a model that can chat and generate, until <see cref="Capabilities"/> says otherwise.</summary>
    /// <param name="name">The name; without a tag it means <c>:latest</c>, as everywhere in Ollama.</param>
    /// <exception cref="ArgumentException">The name is empty or holds characters that Ollama does not allow.</exception>
    public EmulatedModel(string name) => Name = ModelName.TryNormalize(name)
        ?? throw new ArgumentException($"'{name}' is not a model name; use letters, digits and _ - . such as demo:latest.", nameof(name));

    /// <summary>The name with its tag, as lists show it.</summary>
    public string Name { get; internal init; }

    /// <summary>
    /// What requests the model accepts; others are refused in the server's words. <c>decision</c> alone makes a decision model, which cannot chat; with
    /// <c>vision</c> beside it, one that takes pictures, more options, and questions without instructions.
    /// </summary>
    public IReadOnlyList<ModelCapability> Capabilities { get; init; } = [ModelCapability.Completion];

    /// <summary>
    /// How the model can think, in its own words, as <c>/api/show</c> tells it. With it any level is taken, as newer servers do; without, as at first,
    /// <c>low</c>, <c>medium</c>, <c>high</c> and <c>max</c>.
    /// </summary>
    public ModelThinking? Thinking { get; init; }

    /// <summary>
    /// What runs it, such as <c>llamacpp</c> or <c>mlx</c>, as servers since 0.40 tell; <see langword="null"/>, as at first, for one that does not. Several
    /// models of one name, each with another runner, are the forms of one model: requests choose by <c>runner</c>, and get <c>llamacpp</c>'s otherwise.
    /// </summary>
    public string? Runner { get; init; }

    /// <summary>The most tokens of prompt and answer together, whatever <c>num_ctx</c> asks for. 131072 by default.</summary>
    public int ContextLength { get; init; } = 131_072;

    /// <summary>The model's own <c>num_ctx</c>, for requests that bring none; <see langword="null"/>, as at first, leaves it to the server.</summary>
    public int? NumCtx { get; init; }

    /// <summary>The length of the model's vectors. 64 by default.</summary>
    public int EmbeddingLength { get; init; } = 64;

    /// <summary>The size on disk, in bytes. 1 MiB by default.</summary>
    public long Size { get; init; } = 1024 * 1024;

    /// <summary>When the model was last changed; lists begin with the newest.</summary>
    public DateTimeOffset ModifiedAt { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal ModelContents Contents
    {
        get => _contents ?? ModelContents.Invent(this);
        init => _contents = value;
    }

    /// <summary>A name of its own for each form.</summary>
    internal string FormName => Runner is null ? Name : $"{Name} {Runner}";

    internal bool Can(ModelCapability capability) => Capabilities.Contains(capability);
}
