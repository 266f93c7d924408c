using Microsoft.Extensions.Configuration;
using OllamaSdk.Llm;

namespace OllamaSdk.Extensions.Configuration;

/// <summary>Values of a section that are more than a number; what is wrong with one is said with its key.</summary>
internal sealed class SectionTexts(IConfiguration section)
{
    /// <summary>Sets a time where the section has one: seconds, or <c>500ms</c>, <c>2m</c>, <c>1h</c>, <c>00:02:00</c>; <c>off</c> is no limit.</summary>
    public void Time(string key, string? text, Action<TimeSpan> set)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var value = text.Trim();
        set(value.Equals("off", StringComparison.OrdinalIgnoreCase) ? Timeout.InfiniteTimeSpan : Read(key, () => DurationText.Parse(value)));
    }

    /// <summary>The same for how long a model stays, which can be <c>forever</c> too.</summary>
    public void KeepAlive(string key, string? text, Action<KeepAlive> set)
    {
        if (string.Equals(text?.Trim(), "forever", StringComparison.OrdinalIgnoreCase))
        {
            set(OllamaSdk.KeepAlive.Forever);
        }
        else
        {
            Time(key, text, time => set(time == Timeout.InfiniteTimeSpan ? OllamaSdk.KeepAlive.Forever : OllamaSdk.KeepAlive.For(time)));
        }
    }

    /// <summary>Refuses a lone value where a list or a group of keys should be: the binder would pass it over without a word.</summary>
    public void CheckGroup(string key)
    {
        if (section.GetSection(key).Value is { Length: > 0 })
        {
            throw new LlmConfigurationException($"The configuration key {section.GetSection(key).Path} is wrong: it is a single value, and must be a list or have keys of its own.");
        }
    }

    /// <summary>Whether the section has a list without entries there, which the binder takes for none.</summary>
    public bool IsEmptyList(string key)
    {
        CheckGroup(key);
        return section.GetSection(key).Value is not null;
    }

    /// <summary>The keys of a list's entries, each of which must be a group of keys itself: others the binder would pass over.</summary>
    public string[] Entries(string key)
    {
        CheckGroup(key);
        return [.. section.GetSection(key).GetChildren().Select(entry => entry.GetChildren().Any() ? $"{key}:{entry.Key}" : throw new LlmConfigurationException(
            $"The configuration key {entry.Path} is wrong: {key} must be a list, and each entry must have keys of its own, such as Provider."))];
    }

    private T Read<T>(string key, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException e)
        {
            throw new LlmConfigurationException($"The configuration key {section.GetSection(key).Path} is wrong: {e.Message}.", e);
        }
    }
}
