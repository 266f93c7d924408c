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

    /// <summary>Whether the section has a list without entries there, which the binder takes for none.</summary>
    public bool IsEmptyList(string key) => section.GetSection(key).Value is { } text
        && (text.Length == 0 ? true : throw new LlmConfigurationException($"The configuration key {section.GetSection(key).Path} is wrong: '{text}' is no list."));

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
