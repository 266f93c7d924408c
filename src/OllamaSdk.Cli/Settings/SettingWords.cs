using System.Globalization;
using System.Text.RegularExpressions;
using OllamaSdk.Transport;

namespace OllamaSdk.Cli.Settings;

/// <summary>Settings in the words of the command line; the SDK calls them by its options' names.</summary>
internal static partial class SettingWords
{
    private static readonly (string Name, string Word)[] Names =
    [
        ("Endpoint", "base-url"), ("Provider", "provider"), ("Model", "model"), ("ApiKey", "API key"), ("Headers", "headers"), ("ContextLength", "context length"), ("Timeouts.Total", "timeout"),
        .. TimerSetting.All.Where(timer => !timer.IsTotal).Select(timer => ($"Timeouts.{timer.Name}", $"{timer.Key.Replace('_', ' ')} timeout")),
        ("Retry.MaxRetries", "retries"), ("Retry.BaseDelay", "retry delay"), ("ModelCacheLifetime", "cache time"),
    ];

    /// <summary>A message of the SDK about a setting, as it should be read here.</summary>
    public static string InWords(string message) =>
        SettingName().Replace(message, match => Name(match.Value)).Replace("the configuration key --", "--", StringComparison.Ordinal)
            .Replace("Timeout.InfiniteTimeSpan", "off", StringComparison.Ordinal)
            .Replace("set AllowApiKeyOverHttp", "set allow_api_key_over_http in the config file", StringComparison.Ordinal);

    /// <summary>A setting, its value, and what has won.</summary>
    public static string Describe(LlmSetting setting)
    {
        var origin = setting switch
        {
            { Origin: SettingOrigin.Environment } => $"environment variable {setting.Source}",
            { Source: { } source } when source.StartsWith('-') => $"flag {source}",
            { Source: { } source } => source.StartsWith("profiles.", StringComparison.Ordinal) ? $"profile: {source}" : $"config file: {source}",
            _ => "default",
        };
        return $"{InWords(setting.Name)} = {setting.Value} ({origin})";
    }

    private static string Name(string name)
    {
        var target = name.StartsWith("Targets[", StringComparison.Ordinal) ? int.Parse(name.AsSpan(8, name.IndexOf(']', StringComparison.Ordinal) - 8), CultureInfo.InvariantCulture) : 0;
        var own = name[(name.IndexOf("].", StringComparison.Ordinal) is var end and >= 0 ? end + 2 : 0)..];
        var word = Array.Find(Names, known => known.Name == own).Word ?? own;
        return target == 0 ? word : $"fallback {target}'s {word}";
    }

    [GeneratedRegex(@"Targets\[\d+\]\.(Timeouts\.\w+|\w+)|Timeouts\.\w+|Retry\.\w+|ModelCacheLifetime")]
    private static partial Regex SettingName();
}
