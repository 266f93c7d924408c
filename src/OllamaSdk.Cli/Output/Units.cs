using System.Globalization;

namespace OllamaSdk.Cli.Output;

/// <summary>Numbers for people.</summary>
internal static class Units
{
    /// <summary>In decimal units, as <c>ollama list</c> shows them.</summary>
    public static string Size(double? bytes) => bytes switch
    {
        null => "",
        >= 999.5e6 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 999.5e3 => FormattableString.Invariant($"{bytes / 1e6:0} MB"),
        >= 1e3 => FormattableString.Invariant($"{bytes / 1e3:0} KB"),
        _ => FormattableString.Invariant($"{bytes:0} B"),
    };

    public static string Dollars(double? dollars) => dollars is null ? "" : FormattableString.Invariant($"${dollars:0.00}");

    public static string Date(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Moment(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A time in its two largest units.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalHours: >= 1 } => FormattableString.Invariant($"{(long)time.TotalHours} h {time.Minutes} min"),
        { TotalMinutes: >= 1 } => FormattableString.Invariant($"{time.Minutes} min {time.Seconds} s"),
        _ => FormattableString.Invariant($"{time.TotalSeconds:0} s"),
    };
}
