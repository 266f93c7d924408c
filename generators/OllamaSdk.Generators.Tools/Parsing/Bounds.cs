using System.Globalization;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads <c>[Range]</c>.</summary>
internal static class Bounds
{
    // What an integer type holds anyway needs no comparison, and the compiler warns of one.
    private static readonly Dictionary<string, (decimal Min, decimal Max)> _limits = new()
    {
        ["SByte"] = (sbyte.MinValue, sbyte.MaxValue),
        ["Byte"] = (byte.MinValue, byte.MaxValue),
        ["Int16"] = (short.MinValue, short.MaxValue),
        ["UInt16"] = (ushort.MinValue, ushort.MaxValue),
        ["Int32"] = (int.MinValue, int.MaxValue),
        ["UInt32"] = (uint.MinValue, uint.MaxValue),
        ["Int64"] = (long.MinValue, long.MaxValue),
        ["UInt64"] = (ulong.MinValue, ulong.MaxValue),
        ["Int128"] = (decimal.MinValue, decimal.MaxValue),
        ["UInt128"] = (0, decimal.MaxValue),
        ["BigInteger"] = (decimal.MinValue, decimal.MaxValue),
    };

    public static ConstraintModel Read(ConstraintModel found, Rule rule, TypeModel type, out string? problem)
    {
        if (type.Scalar is { } time && TimeBounds.Has(time))
        {
            return TimeBounds.Read(found, rule, time, out problem);
        }

        var (min, max) = rule.Values switch
        {
            [int low, int high] => (low, high),
            [double low, double high] => (low, high),
            [_, string low, string high] => (Number(low), Number(high)),
            _ => (double.NaN, double.NaN),
        };
        var texts = rule.Values is [_, string from, string to] ? (Min: from, Max: to) : (Min: "", Max: "");

        var isMinExclusive = rule.Setting("MinimumIsExclusive") is true;
        var isMaxExclusive = rule.Setting("MaximumIsExclusive") is true;
        problem = double.IsNaN(min) || double.IsNaN(max) ? NotNumbers(texts.Min, texts.Max)
            : type.Scalar?.Kind is not (ScalarKind.Integer or ScalarKind.Number or ScalarKind.Decimal) ? "it needs a number"
            : min > max || (min == max && (isMinExclusive || isMaxExclusive)) ? "no value is between its bounds"
            : null;
        return problem is not null ? found : found with
        {
            Minimum = Bound(min, texts.Min, isMinExclusive, type.Scalar!),
            Maximum = Bound(max, texts.Max, isMaxExclusive, type.Scalar!),
        };
    }

    /// <summary>Whether an integer type has a value.</summary>
    public static bool Holds(ScalarModel type, decimal value) =>
        _limits.TryGetValue(type.Reader, out var limits) && value >= limits.Min && value <= limits.Max && value == decimal.Truncate(value);

    /// <param name="value">The bound, as near as a double comes.</param>
    /// <param name="text">What the attribute says, where that is text.</param>
    private static BoundModel Bound(double value, string text, bool isExclusive, ScalarModel type)
    {
        if (double.IsInfinity(value))
        {
            return BoundModel.None;
        }

        var json = Literals.Json(value)!;
        if (type.Kind == ScalarKind.Number)
        {
            return new(json, Literals.Real(value, type), "", isExclusive);
        }

        if (Math.Abs(value) > 7e28)
        {
            return new(json, "", "", isExclusive);
        }

        // Text may have more digits than a double holds.
        var isExact = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        if (isExact)
        {
            json = Literals.Json(number)!;
        }
        else
        {
            number = (decimal)value;
        }

        if (type.Kind == ScalarKind.Decimal)
        {
            return new(json, Literals.Code(number)!, "", isExclusive);
        }

        var (min, max) = _limits[type.Reader];
        if (isExclusive ? number < min || number > max : number <= min || number >= max)
        {
            return new(json, "", "", isExclusive);
        }

        // A whole bound beyond 2^53 is not exact as a double, and neither is what the attribute was given.
        return number == decimal.Truncate(number) && (isExact ? number is >= long.MinValue and <= ulong.MaxValue : Math.Abs(value) < 9e15)
            ? new(json, number.ToString("0", CultureInfo.InvariantCulture) + (type.Reader == "UInt128" ? "UL" : ""), "", isExclusive)
            : new(json, Literals.Code(value)!, "(double)", isExclusive);
    }

    private static string NotNumbers(string min, string max)
    {
        foreach (var text in (string[])[min, max])
        {
            if (double.IsNaN(Number(text)) && text.Replace(',', '.') is var mended && !double.IsNaN(Number(mended)))
            {
                return $"'{text}' is no number in the invariant culture; write {mended}";
            }
        }

        return "its bounds must be numbers; check it in the method";
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
