namespace OllamaSdk;

/// <summary>Whether a request could be answered, found out without sending it.</summary>
/// <param name="Targets">Each target that would be asked, in order.</param>
public sealed record LlmPreflightReport(IReadOnlyList<LlmTargetPreflight> Targets)
{
    /// <summary>Whether at least one target is fit for the request.</summary>
    public bool IsReady => Targets.Any(target => target.Problems.Count == 0);
}

/// <summary>Whether one target could answer.</summary>
/// <param name="Provider">The name of its provider.</param>
/// <param name="Endpoint">Its address.</param>
/// <param name="Model">The model it would be asked for.</param>
/// <param name="Problems">What is wrong and what to do about it; empty where nothing is.</param>
public sealed record LlmTargetPreflight(string Provider, Uri Endpoint, string Model, IReadOnlyList<string> Problems);
