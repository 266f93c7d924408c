using System.Globalization;

namespace OllamaSdk.Llm;

/// <summary>Finds values in their order of rank, and keeps what was found and where.</summary>
internal sealed class SettingsLog(LlmClientOptions options)
{
    private readonly List<LlmSetting> _settings = [];

    public IReadOnlyList<LlmSetting> All => _settings;

    /// <summary>The caller's value, else that of the first variable that is set, else the default.</summary>
    /// <exception cref="LlmConfigurationException">A variable holds something else than such a value.</exception>
    public T Find<T>(string name, T? given, IEnumerable<string?> variables, Func<string, T> parse, T fallback)
        where T : struct
    {
        if (given is { } value)
        {
            var (origin, source) = OriginOf(name);
            return Note(name, value, Show(value), origin, source);
        }

        foreach (var variable in variables.OfType<string>())
        {
            if (Variable(variable) is not { } text)
            {
                continue;
            }

            try
            {
                return Note(name, parse(text), text, SettingOrigin.Environment, variable);
            }
            catch (FormatException e)
            {
                throw new LlmConfigurationException($"{name} is wrong: {e.Message}. It comes from the environment variable {variable}.", e);
            }
        }

        return Note(name, fallback, Show(fallback), SettingOrigin.Default, null);
    }

    /// <summary>The same for texts, where there may be no default either, and where the caller may have given the value by another option.</summary>
    public (string? Value, SettingOrigin Origin) FindText(
        string name, string? given, IEnumerable<string?> variables, string? fallback, bool isSecret = false, string? givenAs = null)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            var (origin, source) = OriginOf(givenAs ?? name);
            return (Note(name, given, isSecret ? "***" : given, origin, source), origin);
        }

        foreach (var variable in variables.OfType<string>())
        {
            if (Variable(variable) is { } text)
            {
                return (Note(name, text, isSecret ? "***" : text, SettingOrigin.Environment, variable), SettingOrigin.Environment);
            }
        }

        return (Note(name, fallback, fallback ?? "not set", SettingOrigin.Default, null), SettingOrigin.Default);
    }

    /// <summary>Notes what the caller said, or the default.</summary>
    public void Plain<T>(string name, T value, T fallback)
    {
        var (origin, source) = OriginOf(name, EqualityComparer<T>.Default.Equals(value, fallback) ? SettingOrigin.Default : SettingOrigin.Code);
        Note(name, value, Show(value), origin, source);
    }

    /// <summary>The last value again, as it came to be used: an address without its password.</summary>
    public void ShowLastAs(string text) => _settings[^1] = _settings[^1] with { Value = text };

    /// <summary>The words for where a setting came from, for messages.</summary>
    /// <param name="name">The setting's.</param>
    /// <param name="otherwise">What it means that it is in no configuration.</param>
    public string Whence(string name, SettingOrigin otherwise = SettingOrigin.Code)
    {
        var known = _settings.FindLast(setting => setting.Name == name);
        var (origin, source) = known is null ? OriginOf(name, otherwise) : (known.Origin, known.Source);
        return origin switch
        {
            SettingOrigin.Environment => $"It comes from the environment variable {source}.",
            SettingOrigin.Configuration => $"It comes from the configuration key {source}.",
            SettingOrigin.Default => "It was not set.",
            _ => "It was set in code.",
        };
    }

    /// <summary>The same as a part of a sentence that has just named the setting.</summary>
    /// <param name="name">The setting's.</param>
    /// <param name="variables">Those that would have been taken.</param>
    public string Which(string name, IReadOnlyList<string> variables) => _settings.FindLast(setting => setting.Name == name) switch
    {
        { Origin: SettingOrigin.Environment, Source: var variable } => $", which comes from the environment variable {variable}",
        { Origin: SettingOrigin.Configuration, Source: var key } => $", which comes from the configuration key {key}",
        { Origin: SettingOrigin.Code } => ", which was set in code",
        _ => $", which is the default{(variables.Count > 0 ? $"; the environment variable {string.Join(" or ", variables)} names another" : "")}",
    };

    private string? Variable(string name) => options.ReadVariable(name)?.Trim() is { Length: > 0 } text ? text : null;

    private (SettingOrigin Origin, string? Source) OriginOf(string name, SettingOrigin otherwise = SettingOrigin.Code) =>
        options.ConfigurationKey(name) is { } key ? (SettingOrigin.Configuration, key) : (otherwise, null);

    private T Note<T>(string name, T value, string shown, SettingOrigin origin, string? source)
    {
        // The servers of a pool have most settings in common.
        _settings.RemoveAll(setting => setting.Name == name);
        _settings.Add(new LlmSetting(name, shown, origin, source));
        return value;
    }

    private static string Show<T>(T value) => value is TimeSpan time && time == Timeout.InfiniteTimeSpan ? "off" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "not set";
}
