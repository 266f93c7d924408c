namespace OllamaSdk;

/// <summary>What is done about a prompt that may be too long for the model's context, of which servers cut the beginning without a word.</summary>
public enum PromptGuardMode
{
    /// <summary>Nothing: no prompt is looked at.</summary>
    Off,

    /// <summary>The answer says whether the prompt was cut, as <see cref="PromptTruncation"/>, and the first cut of each model is logged as a warning.</summary>
    Tell,

    /// <summary>The server is asked to refuse such a prompt. Its refusal is an <see cref="LlmApiException"/> of <see cref="ApiErrorKind.ContextLength"/>.</summary>
    Refuse,

    /// <summary>A context that holds the prompt is asked for, up to the model's own and <see cref="PromptGuardOptions.MaxContextLength"/>. Ollama's native API only.</summary>
    Fit,
}

/// <summary>How a client guards prompts against being cut without a word; see <see cref="PromptTruncation"/> for what it tells.</summary>
public sealed class PromptGuardOptions
{
    // Only what was set wins over the environment, and a target's over the client's.
    private PromptGuardMode? _mode;
    private bool? _askWindow;

    /// <summary>What is done; <see cref="PromptGuardMode.Tell"/> by default. <see cref="CallOptions.PromptGuard"/> sets it for one call.</summary>
    public PromptGuardMode Mode
    {
        get => _mode ?? PromptGuardMode.Tell;
        set => _mode = value;
    }

    /// <summary>
    /// Whether the server may be asked how long the model's context is (<c>/api/ps</c>), where the request does not say it and the prompt is long enough for
    /// that to matter: after the answer, in the background, and at most once in five minutes for each model. On by default.
    /// </summary>
    public bool AskWindow
    {
        get => _askWindow ?? true;
        set => _askWindow = value;
    }

    /// <summary>The longest context, in tokens, that <see cref="PromptGuardMode.Fit"/> may ask for; at least 1. The model's own limit where <see langword="null"/>.</summary>
    public int? MaxContextLength { get; set; }

    internal PromptGuardMode? GivenMode => _mode;

    internal bool? GivenAskWindow => _askWindow;

    internal PromptGuardOptions Clone() => (PromptGuardOptions)MemberwiseClone();

    internal bool IsSameAs(PromptGuardOptions other) => Mode == other.Mode && AskWindow == other.AskWindow && MaxContextLength == other.MaxContextLength;

    internal static void Check(PromptGuardMode mode, string name)
    {
        if (mode is < PromptGuardMode.Off or > PromptGuardMode.Fit)
        {
            throw new ArgumentOutOfRangeException(name, mode, $"{name} is no PromptGuardMode.");
        }
    }

    internal void Validate()
    {
        Check(Mode, nameof(Mode));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxContextLength ?? 1, 1, nameof(MaxContextLength));
    }
}
