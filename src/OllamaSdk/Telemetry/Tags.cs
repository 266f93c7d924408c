using System.Diagnostics;

namespace OllamaSdk.Telemetry;

/// <summary>How attributes are put on a span.</summary>
internal static class Tags
{
    /// <summary>Adds what is known and was not told yet: setting a tag would look through all that are there, and what is unknown is no tag.</summary>
    public static void Tell(this Activity activity, string name, object? value)
    {
        if (value is not null)
        {
            activity.AddTag(name, value);
        }
    }

    /// <inheritdoc cref="Tell(Activity, string, object?)"/>
    public static void Tell<T>(this Activity activity, string name, T? value)
        where T : struct
    {
        if (value is { } known)
        {
            activity.AddTag(name, known);
        }
    }
}
