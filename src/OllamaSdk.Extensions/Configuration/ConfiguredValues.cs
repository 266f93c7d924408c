using Microsoft.Extensions.Configuration;
using OllamaSdk.Transport;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>What a section said of each setting, so that it can be told afterwards whether its value still holds or code has set another.</summary>
internal sealed class ConfiguredValues
{
    private readonly IConfiguration _section;
    private readonly LlmClientOptions _options;
    private readonly Dictionary<string, object?> _said;

    /// <param name="section">The section.</param>
    /// <param name="options">The options, when they hold the section's values and code has not had its turn yet.</param>
    public ConfiguredValues(IConfiguration section, LlmClientOptions options) =>
        (_section, _options, _said) = (section, options, All(options).ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal));

    /// <summary>The key that a setting's value came from; <see langword="null"/> where it did not.</summary>
    /// <param name="name">For example <c>Targets[0].Endpoint</c>.</param>
    public string? KeyOf(string name) =>
        Find(name) is { } key && All(_options).All(now => now.Name != name || Equals(now.Value, _said.GetValueOrDefault(name))) ? key : null;

    // Targets[0].Endpoint in code is Targets:0:Endpoint in configuration, or the first of Targets whatever its number.
    private string? Find(string name)
    {
        var found = _section;
        foreach (var part in name.Split('.'))
        {
            var (member, index) = part.Split('[', ']') is [var list, var number, _] ? (list, int.Parse(number, null)) : (part, -1);
            var section = found.GetSection(member);
            found = index < 0 ? section : section.GetChildren().ElementAtOrDefault(index) ?? section.GetSection($"{index}");
        }

        return found is IConfigurationSection key && key.Exists() ? ConnectionString.KeyOf(key.Path) : null;
    }

    // Headers have values that are nobody's business, and no name of their own in messages.
    private static IEnumerable<(string Name, object? Value)> All(LlmClientOptions options) =>
    [
        ("DefaultModel", options.DefaultModel), ("MaxLineBytes", options.MaxLineBytes), ("MaxAnswerBytes", options.MaxAnswerBytes), ("SplitThinkTags", options.SplitThinkTags),
        ("ModelCacheLifetime", options.ModelCacheLifetime), ("MaxConnectionsPerServer", options.MaxConnectionsPerServer), ("ConnectionIdleLifetime", options.ConnectionIdleLifetime),
        .. Guard(options.PromptGuard, "PromptGuard"), .. Retry(options.Retry), .. Timeouts(options.Timeouts, "Timeouts"), .. Breaker(options.Breaker),
        ("Fallback.RestartAfterItems", options.Fallback.RestartAfterItems), ("Fallback.RetriesBeforeMovingOn", options.Fallback.RetriesBeforeMovingOn),
        .. options.Targets.SelectMany((target, i) => target is null ? [] : Target(target, $"Targets[{i}]")),
    ];

    private static IEnumerable<(string Name, object? Value)> Retry(RetryOptions retry) =>
    [
        ("Retry.MaxRetries", retry.MaxRetries), ("Retry.BaseDelay", retry.BaseDelay), ("Retry.MaxDelay", retry.MaxDelay),
        ("Retry.Factor", retry.Factor), ("Retry.MaxRetryAfter", retry.MaxRetryAfter),
    ];

    private static IEnumerable<(string Name, object? Value)> Timeouts(TimeoutOptions timeouts, string name) =>
        TimerSetting.All.Select(timer => ($"{name}.{timer.Name}", (object?)timer.Of(timeouts)));

    private static IEnumerable<(string Name, object? Value)> Guard(PromptGuardOptions guard, string name) =>
    [
        ($"{name}.Mode", guard.Mode), ($"{name}.AskWindow", guard.AskWindow), ($"{name}.MaxContextLength", guard.MaxContextLength),
    ];

    private static IEnumerable<(string Name, object? Value)> Breaker(BreakerOptions breaker) =>
    [
        ("Breaker.Enabled", breaker.Enabled), ("Breaker.Failures", breaker.Failures), ("Breaker.FirstBreak", breaker.FirstBreak), ("Breaker.LongestBreak", breaker.LongestBreak),
    ];

    private static IEnumerable<(string Name, object? Value)> Target(LlmTarget target, string name) =>
    [
        ($"{name}.Provider", target.Provider), ($"{name}.Endpoint", target.Endpoint), ($"{name}.ApiKey", target.ApiKey),
        ($"{name}.Model", target.Model), ($"{name}.ContextLength", target.ContextLength),
        .. Timeouts(target.Timeouts, $"{name}.Timeouts"), .. Guard(target.PromptGuard, $"{name}.PromptGuard"),
        .. target.Endpoints.Select((endpoint, i) => ($"{name}.Endpoints[{i}]", (object?)endpoint)),
    ];
}
