using OllamaSdk.Providers;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>A kind of server: where it is found, what its environment variables are, what it can do and what it must not be sent.</summary>
public sealed class LlmProvider
{
    internal LlmProvider(string name, string displayName) => (Name, DisplayName) = (name, displayName);

    /// <summary>The name in settings and answers, for example <c>lmstudio</c>.</summary>
    public string Name { get; }

    /// <summary>The name for people, for example <c>LM Studio</c>.</summary>
    public string DisplayName { get; }

    /// <summary>Where it is when nobody says; <see langword="null"/> where the address must be given.</summary>
    public string? DefaultEndpoint { get; internal init; }

    /// <summary>The environment variables that name its address; the first one that is set holds.</summary>
    public IReadOnlyList<string> EndpointVariables { get; internal init; } = [];

    /// <summary>The environment variable of its key.</summary>
    public string? ApiKeyVariable { get; internal init; }

    /// <summary>The environment variable of its model.</summary>
    public string? ModelVariable { get; internal init; }

    /// <summary>Whether Ollama's native API is spoken, rather than the OpenAI-compatible one.</summary>
    public bool IsNative { get; internal init; }

    /// <summary>Whether the form of an answer can be demanded.</summary>
    public bool SupportsResponseFormat { get; internal init; } = true;

    /// <summary>Whether it takes pictures, where the model can see.</summary>
    public bool SupportsImages { get; internal init; } = true;

    /// <summary>The model's name where none is given; for servers that have one model and call it anything.</summary>
    public string? DefaultModel { get; internal init; }

    /// <summary>The environment variable of the time limit that holds for this provider only.</summary>
    public string? TimeoutVariable { get; internal init; }

    /// <summary>Whether the key of the environment goes to ollama.com and nowhere else.</summary>
    internal bool KeyIsForOllamaCom { get; init; }

    /// <summary>Whether any JSON must be asked for by a schema, since <c>json_object</c> is refused.</summary>
    internal bool RefusesJsonObject { get; init; }

    /// <summary>Whether thinking is switched in the arguments of the model's template, since <c>reasoning_effort</c> is not read.</summary>
    internal bool ThinksByTemplate { get; init; }

    /// <summary>Whether thinking is called <c>reasoning_content</c> rather than <c>reasoning</c>.</summary>
    internal bool SaysReasoningContent { get; init; }

    /// <summary>What a person does when nothing answers at the address; the beginning of a sentence.</summary>
    public string StartHint { get; internal init; } = StartHints.Server;

    /// <summary>How its own routes are used.</summary>
    internal ServerProbe Probe { get; init; } = new();

    /// <summary>The name for people.</summary>
    public override string ToString() => DisplayName;
}
