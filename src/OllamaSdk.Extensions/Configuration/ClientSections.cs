namespace OllamaSdk.Extensions.Configuration;

/// <summary>See <see cref="OllamaClientOptions"/>.</summary>
internal sealed class OllamaSection : ConnectionSection
{
    public string? Endpoint { get; set; }

    public string? ApiKey { get; set; }

    public string? CloudEndpoint { get; set; }

    public string? CloudApiKey { get; set; }

    public bool? CheckCapabilities { get; set; }

    public bool? CheckThinkingLevels { get; set; }

    public bool? OutOfMemoryRecovery { get; set; }
}

/// <summary>See <see cref="OpenAI.OpenAICompatibleClientOptions"/>.</summary>
internal sealed class OpenAICompatibleSection : ConnectionSection
{
    public string? Endpoint { get; set; }

    public string? ApiKey { get; set; }

    public string? Organization { get; set; }

    public string? Project { get; set; }

    public bool? CheckThinkingLevels { get; set; }

    public bool? SkipMalformedEvents { get; set; }
}

/// <summary>See <see cref="LlmClientOptions"/>.</summary>
internal sealed class LlmSection : ConnectionSection
{
    public List<TargetSection>? Targets { get; set; }

    public FallbackSection? Fallback { get; set; }

    public BreakerSection? Breaker { get; set; }

    public string? ModelCacheLifetime { get; set; }

    public bool? CheckThinkingLevels { get; set; }

    public bool? OutOfMemoryRecovery { get; set; }
}

/// <summary>See <see cref="LlmTarget"/>.</summary>
internal sealed class TargetSection
{
    public string? Provider { get; set; }

    public string? Endpoint { get; set; }

    public List<string>? Endpoints { get; set; }

    public string? ApiKey { get; set; }

    public string? Model { get; set; }

    public int? ContextLength { get; set; }

    public string? KeepAlive { get; set; }

    public TimeoutsSection? Timeouts { get; set; }

    public PromptGuardSection? PromptGuard { get; set; }

    public Dictionary<string, string>? Headers { get; set; }
}

/// <summary>See <see cref="FallbackPolicy"/>.</summary>
internal sealed class FallbackSection
{
    public bool? OnConnectionFailure { get; set; }

    public bool? OnTimeout { get; set; }

    public bool? OnProtocolError { get; set; }

    public List<ApiErrorKind>? OnRefusals { get; set; }

    public bool? RestartAfterItems { get; set; }

    public int? RetriesBeforeMovingOn { get; set; }
}

/// <summary>See <see cref="BreakerOptions"/>.</summary>
internal sealed class BreakerSection
{
    public bool? Enabled { get; set; }

    public int? Failures { get; set; }

    public string? FirstBreak { get; set; }

    public string? LongestBreak { get; set; }
}
