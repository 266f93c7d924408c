namespace OllamaSdk;

/// <summary>Whether the server cut a prompt that was too long for the model's context, and how that is known.</summary>
public enum PromptTruncationState
{
    /// <summary>Nothing says so.</summary>
    None,

    /// <summary>The server counted fewer tokens than the prompt has by estimate, or the prompt is longer than the window by estimate.</summary>
    Suspected,

    /// <summary>The prompt has more tokens than the server counted, or than fit into the window, whatever the model's tokenizer.</summary>
    Certain,
}

/// <summary>Where the length of a context window is known from.</summary>
public enum PromptWindowSource
{
    /// <summary>It is not known.</summary>
    Unknown,

    /// <summary>The request's <c>num_ctx</c>.</summary>
    Request,

    /// <summary>What the server said of the loaded model.</summary>
    Server,
}

/// <summary>
/// What is known of the length of a prompt and of whether the server cut it: too long a prompt loses its beginning or whole messages, and servers do
/// not say so. See <see cref="PromptGuardOptions"/>.
/// </summary>
public sealed partial record PromptTruncation
{
    private readonly int _window;
    private readonly int _chosen;
    private readonly IReadOnlyList<int>? _texts;

    /// <summary>Whether the prompt was cut.</summary>
    public PromptTruncationState State { get; init; }

    /// <summary>The tokens of the prompt that the server counted, those it had in its cache included where it says how many these are.</summary>
    public int CountedTokens { get; init; }

    /// <summary>About how many tokens were sent, by the text alone; it learns from the counts of the model's earlier answers. Pictures are not counted.</summary>
    public int EstimatedTokens { get; init; }

    /// <summary>The length of the context in tokens, prompt and answer together; <see langword="null"/> where it is not known.</summary>
    public int? Window
    {
        get => _window > 0 ? _window : null;
        init => _window = value ?? 0;
    }

    /// <summary>Where <see cref="Window"/> is known from.</summary>
    public PromptWindowSource WindowSource { get; init; }

    /// <summary>The <c>num_ctx</c> that <see cref="PromptGuardMode.Fit"/> chose; <see langword="null"/> where none was.</summary>
    public int? ChosenContextLength
    {
        get => _chosen > 0 ? _chosen : null;
        init => _chosen = value ?? 0;
    }

    /// <summary>Of several texts (embeddings) those that were cut, by their place from 0; empty where it is one prompt.</summary>
    public IReadOnlyList<int> TruncatedTexts
    {
        get => _texts ?? [];
        init => _texts = value is { Count: > 0 } ? value : null;
    }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(PromptTruncation? other) => other is not null
        && State == other.State && CountedTokens == other.CountedTokens && EstimatedTokens == other.EstimatedTokens
        && _window == other._window && WindowSource == other.WindowSource && _chosen == other._chosen && TruncatedTexts.SequenceEqual(other.TruncatedTexts);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(State, CountedTokens, EstimatedTokens, _window, WindowSource, _chosen, TruncatedTexts.Count);
}
