using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>A target with everything filled in. It holds a key, so it is no record.</summary>
internal sealed class TargetSettings
{
    /// <summary>For example <c>Targets[0]</c>, or <c>Targets[0].Endpoints[1]</c> in a pool.</summary>
    public required string Name { get; init; }

    /// <summary>The target it belongs to, where that is a pool of several servers.</summary>
    public LlmTarget? Pool { get; init; }

    public required LlmProvider Provider { get; init; }

    /// <summary>The address as it was written, credentials included; for the client that is made of it.</summary>
    public required string EndpointText { get; init; }

    /// <summary>The same, read.</summary>
    public required ServerEndpoint Endpoint { get; init; }

    /// <summary>What the setting of the address is called.</summary>
    public required string EndpointName { get; init; }

    /// <summary>Where the address came from, as the end of a sentence that names it.</summary>
    public required string EndpointOrigin { get; init; }

    public string? ApiKey { get; init; }

    /// <summary>The same of the key.</summary>
    public required string ApiKeyOrigin { get; init; }

    public string? Model { get; init; }

    /// <summary>Each of them filled in.</summary>
    public required TimeoutOptions Timeouts { get; init; }

    /// <inheritdoc cref="Timeouts"/>
    public required PromptGuardOptions PromptGuard { get; init; }

    public required LlmTarget Given { get; init; }

    public Uri Address => Endpoint.Address;
}
