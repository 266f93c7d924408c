namespace OllamaSdk.Extensions.Configuration;

/// <summary>What only an <see cref="LlmClient"/> has to be told.</summary>
internal static class LlmReader
{
    public static void Apply(LlmSection values, LlmClientOptions options, SectionTexts texts)
    {
        texts.Time("ModelCacheLifetime", values.ModelCacheLifetime, time => options.ModelCacheLifetime = time);
        foreach (var (target, key) in texts.Entries("Targets").Zip(values.Targets ?? [], (key, target) => (target, key)))
        {
            options.Targets.Add(Read(target, key, texts));
        }

        texts.CheckGroup("Fallback");
        texts.CheckGroup("Breaker");
        options.CheckThinkingLevels = values.CheckThinkingLevels ?? options.CheckThinkingLevels;
        options.OutOfMemoryRecovery = values.OutOfMemoryRecovery ?? options.OutOfMemoryRecovery;
        Apply(values.Fallback ?? new(), options.Fallback, texts);
        Apply(values.Breaker ?? new(), options.Breaker, texts);
    }

    private static LlmTarget Read(TargetSection values, string key, SectionTexts texts)
    {
        var target = new LlmTarget
        {
            Provider = values.Provider ?? LlmProviders.Ollama.Name,
            Endpoint = values.Endpoint,
            ApiKey = values.ApiKey,
            Model = values.Model,
            ContextLength = values.ContextLength,
        };
        texts.KeepAlive($"{key}:KeepAlive", values.KeepAlive, time => target.KeepAlive = time);
        texts.CheckGroup($"{key}:Endpoints");
        texts.CheckGroup($"{key}:Headers");
        texts.CheckGroup($"{key}:Timeouts");
        texts.CheckGroup($"{key}:PromptGuard");
        ConnectionReader.Apply(values.Timeouts ?? new(), target.Timeouts, texts, $"{key}:Timeouts");
        ConnectionReader.Apply(values.PromptGuard, target.PromptGuard);
        foreach (var endpoint in values.Endpoints ?? [])
        {
            target.Endpoints.Add(endpoint);
        }

        ConnectionReader.Apply(values.Headers, target.Headers);
        return target;
    }

    private static void Apply(FallbackSection values, FallbackPolicy policy, SectionTexts texts)
    {
        policy.OnConnectionFailure = values.OnConnectionFailure ?? policy.OnConnectionFailure;
        policy.OnTimeout = values.OnTimeout ?? policy.OnTimeout;
        policy.OnProtocolError = values.OnProtocolError ?? policy.OnProtocolError;
        policy.RestartAfterItems = values.RestartAfterItems ?? policy.RestartAfterItems;
        policy.RetriesBeforeMovingOn = values.RetriesBeforeMovingOn ?? policy.RetriesBeforeMovingOn;
        if ((values.OnRefusals ?? (texts.IsEmptyList("Fallback:OnRefusals") ? [] : null)) is { } kinds)
        {
            policy.OnRefusals.Clear();
            policy.OnRefusals.UnionWith(kinds);
        }
    }

    private static void Apply(BreakerSection values, BreakerOptions breaker, SectionTexts texts)
    {
        breaker.Enabled = values.Enabled ?? breaker.Enabled;
        breaker.Failures = values.Failures ?? breaker.Failures;
        texts.Time("Breaker:FirstBreak", values.FirstBreak, time => breaker.FirstBreak = time);
        texts.Time("Breaker:LongestBreak", values.LongestBreak, time => breaker.LongestBreak = time);
    }
}
