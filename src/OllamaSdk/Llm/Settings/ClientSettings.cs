using System.Globalization;
using OllamaSdk.Transport;

namespace OllamaSdk.Llm;

/// <summary>Options and environment, checked and put together once.</summary>
internal sealed class ClientSettings
{
    public static readonly TimeSpan DefaultCacheLifetime = TimeSpan.FromSeconds(300);

    /// <param name="options">What the caller has set.</param>
    /// <param name="foreign">The caller's own <see cref="HttpClient"/>, where it is one that sends.</param>
    /// <exception cref="LlmConfigurationException">A setting is wrong; the message names it and where it came from.</exception>
    public ClientSettings(LlmClientOptions options, ForeignClientHandler? foreign = null)
    {
        var log = new SettingsLog(options);
        try
        {
            Retry = options.Retry.Clone();
            Retry.MaxRetries = log.Find("Retry.MaxRetries", options.Retry.GivenMaxRetries, ["LLM_CLIENT_MAX_RETRIES"], Count, options.Retry.MaxRetries);
            Retry.BaseDelay = log.Find("Retry.BaseDelay", options.Retry.GivenBaseDelay, ["LLM_CLIENT_RETRY_DELAY"], DurationText.Parse, options.Retry.BaseDelay);
            CacheLifetime = log.Find("ModelCacheLifetime", options.ModelCacheLifetime, ["LLM_CLIENT_CACHE_TTL"], DurationText.Parse, DefaultCacheLifetime);
            SplitThinkTags = log.Find("SplitThinkTags", options.GivenSplitThinkTags, ["LLM_CLIENT_SPLIT_THINK_TAGS"], Flag, false);
            Retry.Validate();
            OptionChecks.Check(options);
            Check(options);
        }
        catch (ArgumentException e)
        {
            throw Wrong(log, NameOf(e, log), e);
        }

        Fallback = options.Fallback.Clone();
        Breaker = options.Breaker.Clone();
        log.Plain("Fallback.RestartAfterItems", Fallback.RestartAfterItems, false);
        log.Plain("Breaker.Enabled", Breaker.Enabled, true);
        Targets = new TargetReader(options, foreign, log).Read();
        All = log.All;
    }

    public IReadOnlyList<TargetSettings> Targets { get; }

    public RetryOptions Retry { get; }

    public FallbackPolicy Fallback { get; }

    public BreakerOptions Breaker { get; }

    public TimeSpan CacheLifetime { get; }

    public bool SplitThinkTags { get; }

    public IReadOnlyList<LlmSetting> All { get; }

    /// <summary>The exception for a setting that is wrong, with where it came from.</summary>
    public static LlmConfigurationException Wrong(SettingsLog log, string name, Exception cause) =>
        new($"{name} is wrong: {cause.Message.Split(" (Parameter '")[0]} {log.Whence(name)}", cause);

    private static void Check(LlmClientOptions options)
    {
        var cache = options.ModelCacheLifetime ?? TimeSpan.Zero;
        if (cache < TimeSpan.Zero && cache != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"it is {cache}; use zero or more.", nameof(options.ModelCacheLifetime));
        }

        RetryOptions.CheckCount(options.Fallback.RetriesBeforeMovingOn, nameof(options.Fallback.RetriesBeforeMovingOn));
        var breaker = options.Breaker;
        if (breaker.Failures < 2)
        {
            throw new ArgumentException($"it is {breaker.Failures}; use at least 2.", nameof(breaker.Failures));
        }

        if (breaker.FirstBreak < TimeSpan.FromSeconds(0.5) || breaker.FirstBreak > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"it is {breaker.FirstBreak}; use half a second to one day.", nameof(breaker.FirstBreak));
        }

        if (breaker.LongestBreak < breaker.FirstBreak || breaker.LongestBreak > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"it is {breaker.LongestBreak}; use FirstBreak to one day.", nameof(breaker.LongestBreak));
        }
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new FormatException($"'{text}' is no number from 0 to 100");

    private static bool Flag(string text) => text.ToUpperInvariant() switch
    {
        "1" or "TRUE" => true,
        "0" or "FALSE" => false,
        _ => throw new FormatException($"'{text}' is neither true nor false"),
    };

    // Checks name the property alone; the settings are known by their path.
    private static string NameOf(ArgumentException e, SettingsLog log)
    {
        var name = e.ParamName?.Split('.')[^1] ?? "An option";
        var known = log.All.LastOrDefault(s => s.Name == name || s.Name.EndsWith("." + name, StringComparison.Ordinal))?.Name;
        return known ?? name switch
        {
            nameof(RetryOptions.MaxDelay) or nameof(RetryOptions.MaxRetryAfter) or nameof(RetryOptions.Factor) => $"Retry.{name}",
            _ when TimerSetting.All.Any(timer => timer.Name == name) => $"Timeouts.{name}",
            nameof(PromptGuardOptions.Mode) or nameof(PromptGuardOptions.MaxContextLength) => $"PromptGuard.{name}",
            nameof(BreakerOptions.Failures) or nameof(BreakerOptions.FirstBreak) or nameof(BreakerOptions.LongestBreak) => $"Breaker.{name}",
            nameof(FallbackPolicy.RetriesBeforeMovingOn) => $"Fallback.{name}",
            _ => name,
        };
    }
}
