using System.Globalization;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>Jobs in words.</summary>
internal static class JobText
{
    /// <summary>One line, such as <c>running, 1250 of 20000 texts (6 %), 3 failed, 250/s, 1 min 15 s left</c>.</summary>
    public static string Line(JobDocument job)
    {
        string?[] parts =
        [
            job.State,
            job.Count is { } count ? $"{Number(job.Succeeded + job.Failed)} of {Number(count)} texts{Share(job)}" : null,
            job.Failed > 0 ? $"{Number(job.Failed)} failed" : null,
            job.TextsPerSecond is { } pace ? FormattableString.Invariant($"{pace:0.#}/s") : null,
            job.SecondsLeft is { } left ? $"{Units.Duration(TimeSpan.FromSeconds(left))} left" : null,
            job.Problem,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    public static double? Fraction(JobDocument job) => job.Parts > 0 ? (double)job.PartsDone / job.Parts : null;

    public static string Percent(JobDocument job) => Fraction(job) is { } fraction ? FormattableString.Invariant($"{Math.Floor(fraction * 100):0} %") : "";

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(JobDocument job) => Percent(job) is { Length: > 0 } percent ? $" ({percent})" : "";
}
