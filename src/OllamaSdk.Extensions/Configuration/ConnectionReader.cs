using Microsoft.Extensions.Configuration;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>Puts a section's values into options; what the section does not say stays as it is.</summary>
internal static class ConnectionReader
{
    public static void Apply(ConnectionSection values, LlmConnectionOptions options, IConfiguration section)
    {
        var texts = new SectionTexts(section);
        options.AllowApiKeyOverHttp = values.AllowApiKeyOverHttp ?? options.AllowApiKeyOverHttp;
        options.AllowUntrustedCertificate = values.AllowUntrustedCertificate ?? options.AllowUntrustedCertificate;
        options.DefaultModel = values.DefaultModel ?? options.DefaultModel;
        options.MaxLineBytes = values.MaxLineBytes ?? options.MaxLineBytes;
        options.MaxAnswerBytes = values.MaxAnswerBytes ?? options.MaxAnswerBytes;
        options.SplitThinkTags = values.SplitThinkTags ?? options.SplitThinkTags;
        options.MaxConnectionsPerServer = values.MaxConnectionsPerServer ?? options.MaxConnectionsPerServer;
        texts.Time("ConnectionIdleLifetime", values.ConnectionIdleLifetime, time => options.ConnectionIdleLifetime = time);
        texts.CheckGroup("Headers");
        texts.CheckGroup("Timeouts");
        texts.CheckGroup("Retry");
        texts.CheckGroup("PromptGuard");
        Apply(values.Headers, options.Headers);
        Apply(values.Timeouts ?? new(), options.Timeouts, texts, "Timeouts");
        Apply(values.Retry ?? new(), options.Retry, texts);
        Apply(values.PromptGuard, options.PromptGuard);
    }

    public static void Apply(Dictionary<string, string>? values, IDictionary<string, string> headers)
    {
        foreach (var (name, value) in values ?? [])
        {
            headers[name] = value;
        }
    }

    public static void Apply(TimeoutsSection values, TimeoutOptions timeouts, SectionTexts texts, string key)
    {
        texts.Time($"{key}:Connect", values.Connect, time => timeouts.Connect = time);
        texts.Time($"{key}:StreamedGeneration", values.StreamedGeneration, time => timeouts.StreamedGeneration = time);
        texts.Time($"{key}:UnstreamedGeneration", values.UnstreamedGeneration, time => timeouts.UnstreamedGeneration = time);
        texts.Time($"{key}:FirstByte", values.FirstByte, time => timeouts.FirstByte = time);
        texts.Time($"{key}:Idle", values.Idle, time => timeouts.Idle = time);
        texts.Time($"{key}:TransferIdle", values.TransferIdle, time => timeouts.TransferIdle = time);
        texts.Time($"{key}:Total", values.Total, time => timeouts.Total = time);
    }

    public static void Apply(PromptGuardSection? values, PromptGuardOptions guard)
    {
        if (values?.Mode is { } mode)
        {
            guard.Mode = mode;
        }

        if (values?.AskWindow is { } asks)
        {
            guard.AskWindow = asks;
        }

        guard.MaxContextLength = values?.MaxContextLength ?? guard.MaxContextLength;
    }

    private static void Apply(RetrySection values, RetryOptions retry, SectionTexts texts)
    {
        if (values.MaxRetries is { } count)
        {
            retry.MaxRetries = count;
        }

        retry.Factor = values.Factor ?? retry.Factor;
        texts.Time("Retry:BaseDelay", values.BaseDelay, time => retry.BaseDelay = time);
        texts.Time("Retry:MaxDelay", values.MaxDelay, time => retry.MaxDelay = time);
        texts.Time("Retry:MaxRetryAfter", values.MaxRetryAfter, time => retry.MaxRetryAfter = time);
    }
}
