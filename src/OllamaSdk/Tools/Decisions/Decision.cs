using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>What a decision model answered, as a value.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Value">The answers as a value.</param>
public sealed record Decision<T>(T Value)
{
    /// <summary>The answers as they came, by the names of the questions.</summary>
    public IReadOnlyDictionary<string, SystemOneAnswer> Answers { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, SystemOneAnswer>.Empty;

    /// <summary>The model that answered, by the server's name for it.</summary>
    public string? Model { get; init; }

    /// <summary>How many tokens it took; <see langword="null"/> where the server does not tell.</summary>
    public SystemOneUsage? Usage { get; init; }

    /// <summary>How many of the input tokens the server had in its cache; <see langword="null"/> where it does not tell.</summary>
    public long? PromptEvalCachedCount { get; init; }

    /// <summary>The name of the provider that answered, such as <c>ollama</c>; only where a client of many servers asked.</summary>
    public string? Provider { get; init; }

    /// <summary>The address that answered.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Whether another target than the first one answered. All servers of a pool are one target.</summary>
    public bool UsedFallback { get; init; }

    /// <summary>The servers that failed before, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; init; } = [];

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery { get; init; }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(Decision<T>? other) => ReferenceEquals(this, other) || (other is not null
        && SameContent.Values(Value, other.Value)
        && SameContent.Maps(Answers, other.Answers)
        && Model == other.Model
        && SameContent.Values(Usage, other.Usage)
        && PromptEvalCachedCount == other.PromptEvalCachedCount
        && Provider == other.Provider
        && Endpoint == other.Endpoint
        && UsedFallback == other.UsedFallback
        && SameContent.Lists(Failures, other.Failures)
        && SameContent.Values(MemoryRecovery, other.MemoryRecovery));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, SameContent.Hash(Answers), Model, Usage, Provider, Endpoint, UsedFallback);

    /// <summary>The type, names, numbers and counts; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(Decision<T>))
        .Count(nameof(Answers), Answers)
        .Value(nameof(Model), Model)
        .Value(nameof(Provider), Provider)
        .Value(nameof(Endpoint), Endpoint)
        .Value(nameof(UsedFallback), UsedFallback)
        .Count(nameof(Failures), Failures)
        .ToString();
}
