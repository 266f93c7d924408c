using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>How a server is.</summary>
public enum ServerState
{
    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It is there and not ready yet: it loads a model, or its queue is full.</summary>
    Starting,

    /// <summary>Something is there, and refuses or fails.</summary>
    Failing,

    /// <summary>Nothing answers.</summary>
    Unreachable,
}

/// <summary>How the servers of a client are.</summary>
/// <param name="Servers">Each server once, in the order of the targets.</param>
public sealed record LlmHealthReport(IReadOnlyList<LlmServerHealth> Servers)
{
    /// <summary>Whether a call would be answered: at least one server is ready.</summary>
    public bool IsHealthy => Servers.Any(server => server.State == ServerState.Ready);

    /// <summary>Whether calls would be answered, but not by the server that is asked first.</summary>
    public bool IsDegraded => IsHealthy && Servers[0].State != ServerState.Ready;

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmHealthReport? other) => other is not null && SameContent.Lists(Servers, other.Servers);

    /// <inheritdoc />
    public override int GetHashCode() => SameContent.Hash(Servers);
}

/// <summary>How one server is.</summary>
/// <param name="Provider">The name of its provider.</param>
/// <param name="Endpoint">Its address.</param>
/// <param name="State">How it is.</param>
/// <param name="Latency">How long it took to find out.</param>
public sealed record LlmServerHealth(string Provider, Uri Endpoint, ServerState State, TimeSpan Latency)
{
    /// <summary>What is wrong; <see langword="null"/> where nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What to do about it; <see langword="null"/> where nothing is wrong.</summary>
    public string? Advice { get; init; }

    /// <summary>The failure itself, where there was one.</summary>
    public LlmException? Error { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => Problem is null ? $"{Provider} at {Endpoint}: {State}" : $"{Provider} at {Endpoint}: {State}. {Problem} {Advice}";
}
