using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The answers of a decision model, in the same terms whichever server gave them.</summary>
public sealed record LlmDecisions
{
    /// <summary>The answers by the names of the questions, in their order.</summary>
    public IReadOnlyDictionary<string, SystemOneAnswer> Answers { get; init; } = new Dictionary<string, SystemOneAnswer>();

    /// <summary>The model, by the server's name for it. Probabilities of two models mean different things.</summary>
    public string? Model { get; init; }

    /// <summary>The name of the provider that answered, see <see cref="LlmProviders"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The address that answered.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>From the call to the end of the answer, servers that failed before included.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many tokens it took; what the server does not say is absent.</summary>
    public LlmUsage Usage { get; init; } = LlmUsage.Unknown;

    /// <summary>Whether another target than the first one answered. All servers of a pool are one target.</summary>
    public bool UsedFallback { get; init; }

    /// <summary>The servers that failed before, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; init; } = [];

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery { get; init; }

    internal static LlmDecisions Of(SystemOneResponse answer)
    {
        var (read, written) = (answer.Usage.InputTokens, answer.Usage.OutputTokens);
        return new()
        {
            Answers = answer.Answers,
            Model = answer.ModelOnWire,
            Usage = new LlmUsage(read, written, read + written, answer.PromptEvalCachedCount),
            MemoryRecovery = answer.MemoryRecovery,
        };
    }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmDecisions? other) => ReferenceEquals(this, other) || (other is not null
        && SameContent.Maps(Answers, other.Answers)
        && Model == other.Model
        && Provider == other.Provider
        && Endpoint == other.Endpoint
        && Latency == other.Latency
        && Usage == other.Usage
        && UsedFallback == other.UsedFallback
        && SameContent.Lists(Failures, other.Failures)
        && SameContent.Values(MemoryRecovery, other.MemoryRecovery));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(SameContent.Hash(Answers), Model, Provider, Endpoint, Latency, Usage, UsedFallback);

    /// <summary>The type, names, counts and numbers; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmDecisions))
        .Count(nameof(Answers), Answers)
        .Value(nameof(Model), Model)
        .Value(nameof(Provider), Provider)
        .Value(nameof(Endpoint), Endpoint)
        .Value(nameof(Latency), Latency)
        .Value(nameof(Usage), Usage)
        .Value(nameof(UsedFallback), UsedFallback)
        .Count(nameof(Failures), Failures)
        .ToString();
}
