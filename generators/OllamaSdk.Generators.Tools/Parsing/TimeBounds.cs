using System.Globalization;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads <c>[Range(typeof(DateTime), "…", "…")]</c> and the like. JSON schema has no keyword for such bounds, so that they are said in words.</summary>
internal static class TimeBounds
{
    public static bool Has(ScalarModel type) => type.Reader is "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan";

    public static ConstraintModel Read(ConstraintModel found, Rule rule, ScalarModel type, out string? problem)
    {
        if (rule.Values is not [ITypeSymbol operand, string from, string to] || !Names.Is(operand, "System", type.Reader))
        {
            problem = $"its bounds must be given as [Range(typeof({type.Reader}), \"…\", \"…\")]";
            return found;
        }

        var isMinExclusive = rule.Setting("MinimumIsExclusive") is true;
        var isMaxExclusive = rule.Setting("MaximumIsExclusive") is true;
        var (low, high) = (Of(from, type), Of(to, type));
        problem = low is null || high is null ? $"'{(low is null ? from : to)}' is none of the type; write it as in {Example(type)}"
            : low.Value.Order > high.Value.Order || (low.Value.Order == high.Value.Order && (isMinExclusive || isMaxExclusive)) ? "no value is between its bounds"
            : null;
        return problem is not null ? found : found with
        {
            Minimum = new("", low!.Value.Code, "", isMinExclusive, from),
            Maximum = new("", high!.Value.Code, "", isMaxExclusive, to),
        };
    }

    private static (string Code, long Order)? Of(string text, ScalarModel type)
    {
        var invariant = CultureInfo.InvariantCulture;
        switch (type.Reader)
        {
            case "TimeSpan":
                return TimeSpan.TryParse(text, invariant, out var span) ? ($"new global::System.TimeSpan({Literals.Code(span.Ticks)})", span.Ticks) : null;
            case "TimeOnly":
                return TimeSpan.TryParse(text, invariant, out var time) && time >= TimeSpan.Zero && time < TimeSpan.FromDays(1)
                    ? ($"new global::System.TimeOnly({Literals.Code(time.Ticks)})", time.Ticks)
                    : null;
            case "DateOnly":
                return DateTime.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day)
                    ? (string.Format(invariant, "new global::System.DateOnly({0}, {1}, {2})", day.Year, day.Month, day.Day), day.Ticks)
                    : null;
            case "DateTimeOffset":
                return DateTimeOffset.TryParse(text, invariant, DateTimeStyles.AssumeUniversal, out var instant)
                    ? ($"new global::System.DateTimeOffset({Literals.Code(instant.UtcTicks)}, global::System.TimeSpan.Zero)", instant.UtcTicks)
                    : null;
            default:
                return DateTime.TryParse(text, invariant, DateTimeStyles.AdjustToUniversal, out var date)
                    ? ($"new global::System.DateTime({Literals.Code(date.Ticks)})", date.Ticks)
                    : null;
        }
    }

    private static string Example(ScalarModel type) => type.Reader switch
    {
        "TimeSpan" => "01:30:00",
        "TimeOnly" => "13:45:00",
        "DateOnly" => "2025-01-31",
        _ => "2025-01-31T13:45:00Z",
    };
}
