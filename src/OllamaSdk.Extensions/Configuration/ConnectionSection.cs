namespace OllamaSdk.Extensions.Configuration;

/// <summary>What a configuration section may say of any client. Times are texts, since a bare number would be read as days.</summary>
internal class ConnectionSection
{
    public bool? AllowApiKeyOverHttp { get; set; }

    public bool? AllowUntrustedCertificate { get; set; }

    public string? DefaultModel { get; set; }

    public Dictionary<string, string>? Headers { get; set; }

    public int? MaxLineBytes { get; set; }

    public int? MaxAnswerBytes { get; set; }

    public bool? SplitThinkTags { get; set; }

    public int? MaxConnectionsPerServer { get; set; }

    public string? ConnectionIdleLifetime { get; set; }

    public TimeoutsSection? Timeouts { get; set; }

    public RetrySection? Retry { get; set; }

    public PromptGuardSection? PromptGuard { get; set; }
}

/// <summary>See <see cref="PromptGuardOptions"/>.</summary>
internal sealed class PromptGuardSection
{
    public PromptGuardMode? Mode { get; set; }

    public bool? AskWindow { get; set; }

    public int? MaxContextLength { get; set; }
}

/// <summary>See <see cref="TimeoutOptions"/>.</summary>
internal sealed class TimeoutsSection
{
    public string? Connect { get; set; }

    public string? StreamedGeneration { get; set; }

    public string? UnstreamedGeneration { get; set; }

    public string? FirstByte { get; set; }

    public string? Idle { get; set; }

    public string? TransferIdle { get; set; }

    public string? Total { get; set; }
}

/// <summary>See <see cref="RetryOptions"/>.</summary>
internal sealed class RetrySection
{
    public int? MaxRetries { get; set; }

    public string? BaseDelay { get; set; }

    public string? MaxDelay { get; set; }

    public double? Factor { get; set; }

    public string? MaxRetryAfter { get; set; }
}
