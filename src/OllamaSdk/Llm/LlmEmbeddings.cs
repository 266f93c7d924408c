using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The vectors of some texts, in the same terms whichever server made them.</summary>
public sealed record LlmEmbeddings
{
    /// <summary>One vector per text, in the order of the texts. Whether they have length 1 is the server's choice.</summary>
    public IReadOnlyList<float[]> Vectors { get; init; } = [];

    /// <summary>The model, by the server's name for it. Only vectors of one model can be compared.</summary>
    public string? Model { get; init; }

    /// <summary>The name of the provider that answered, see <see cref="LlmProviders"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The address that answered.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>How many tokens the texts have together, where the server says so.</summary>
    public long? PromptTokens { get; init; }

    /// <summary>Whether another target than the first one answered. All servers of a pool are one target.</summary>
    public bool UsedFallback { get; init; }

    /// <summary>The servers that failed before, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; init; } = [];

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery { get; init; }

    /// <summary>
    /// Whether the server cut a text that was too long for the model, and which: <see cref="PromptTruncation.TruncatedTexts"/>. <see langword="null"/> where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the texts.
    /// </summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmEmbeddings? other) => ReferenceEquals(this, other) || (other is not null
        && SameContent.Lists(Vectors, other.Vectors)
        && Model == other.Model
        && Provider == other.Provider
        && Endpoint == other.Endpoint
        && PromptTokens == other.PromptTokens
        && UsedFallback == other.UsedFallback
        && SameContent.Lists(Failures, other.Failures)
        && SameContent.Values(MemoryRecovery, other.MemoryRecovery)
        && SameContent.Values(PromptTruncation, other.PromptTruncation));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SameContent.Hash(Vectors), Model, Provider, Endpoint, PromptTokens, UsedFallback);

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmEmbeddings))
        .Count(nameof(Vectors), Vectors)
        .Value(nameof(Model), Model)
        .Value(nameof(Provider), Provider)
        .Value(nameof(Endpoint), Endpoint)
        .Value(nameof(PromptTokens), PromptTokens)
        .Value(nameof(UsedFallback), UsedFallback)
        .Count(nameof(Failures), Failures)
        .Value(nameof(PromptTruncation), PromptTruncation?.State)
        .ToString();
}
