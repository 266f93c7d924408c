using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>Whether a request could be answered, found out without sending it.</summary>
/// <param name="Targets">Each target that would be asked, in order.</param>
public sealed record LlmPreflightReport(IReadOnlyList<LlmTargetPreflight> Targets)
{
    /// <summary>Whether at least one target is fit for the request.</summary>
    public bool IsReady => Targets.Any(target => target.Problems.Count == 0);

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmPreflightReport? other) => other is not null && SameContent.Lists(Targets, other.Targets);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(Targets);
}

/// <summary>Whether one target could answer.</summary>
/// <param name="Provider">The name of its provider.</param>
/// <param name="Endpoint">Its address.</param>
/// <param name="Model">The model it would be asked for.</param>
/// <param name="Problems">What is wrong and what to do about it; empty where nothing is.</param>
public sealed record LlmTargetPreflight(string Provider, Uri Endpoint, string Model, IReadOnlyList<string> Problems)
{
    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmTargetPreflight? other) => other is not null
        && Provider == other.Provider && Endpoint == other.Endpoint && Model == other.Model && SameContent.Lists(Problems, other.Problems);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Provider, Endpoint, Model, SameContent.Hash(Problems));
}
