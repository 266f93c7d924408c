using OllamaSdk.Llm;

namespace OllamaSdk.Cli.Settings;

/// <summary>Times as people write them.</summary>
internal static class TimeText
{
    /// <param name="text">Seconds, or a number with a unit, or <c>off</c> for no limit.</param>
    /// <param name="origin">Where it stands, for the message.</param>
    /// <exception cref="UsageException">It is no time.</exception>
    public static TimeSpan Parse(string text, string origin)
    {
        if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return Timeout.InfiniteTimeSpan;
        }

        try
        {
            return DurationText.Parse(text.Trim());
        }
        catch (FormatException e)
        {
            throw new UsageException($"{origin}: {e.Message}.");
        }
    }

    /// <summary>How long a model stays: a time, or <c>forever</c>.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static KeepAlive KeepAlive(string text, string origin)
    {
        if (text is "forever" or "-1")
        {
            return OllamaSdk.KeepAlive.Forever;
        }

        var time = Parse(text, origin);
        return time == Timeout.InfiniteTimeSpan ? OllamaSdk.KeepAlive.Forever : OllamaSdk.KeepAlive.For(time);
    }
}
