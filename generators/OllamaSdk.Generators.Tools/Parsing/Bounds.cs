using System.Globalization;
using Microsoft.CodeAnalysis;
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
    };

    public static ConstraintModel Read(ConstraintModel found, AttributeData attribute, TypeModel type, out string? problem)
    {
        var (min, max) = attribute.ConstructorArguments switch
        {
            [{ Value: int low }, { Value: int high }] => (low, high),
            [{ Value: double low }, { Value: double high }] => (low, high),
            [_, { Value: string low }, { Value: string high }] => (Parse(low), Parse(high)),
            _ => (double.NaN, double.NaN),
        };

        var isMinExclusive = attribute.Named("MinimumIsExclusive") is true;
        var isMaxExclusive = attribute.Named("MaximumIsExclusive") is true;
        problem = double.IsNaN(min) || double.IsNaN(max) ? "its bounds must be numbers"
            : type.Scalar?.Kind is not (ScalarKind.Integer or ScalarKind.Number or ScalarKind.Decimal) ? "it needs a number"
            : min > max || (min == max && (isMinExclusive || isMaxExclusive)) ? "no value is between its bounds"
            : null;
        return problem is not null ? found : found with
        {
            Minimum = Bound(min, isMinExclusive, type.Scalar!),
            Maximum = Bound(max, isMaxExclusive, type.Scalar!),
        };
    }

    /// <summary>Whether an integer type has a value.</summary>
    public static bool Holds(ScalarModel type, decimal value) =>
        _limits.TryGetValue(type.Reader, out var limits) && value >= limits.Min && value <= limits.Max && value == decimal.Truncate(value);

    private static BoundModel Bound(double value, bool isExclusive, ScalarModel type)
    {
        if (double.IsInfinity(value))
        {
            return BoundModel.None;
        }

        var json = Literals.Json(value)!;
        var real = new BoundModel(json, Literals.Code(value)!, "(double)", isExclusive);
        if (type.Kind == ScalarKind.Number)
        {
            return real;
        }

        if (Math.Abs(value) > 7e28)
        {
            return new(json, "", "", isExclusive);
        }

        if (type.Kind == ScalarKind.Decimal)
        {
            return new(json, Literals.Code((decimal)value)!, "", isExclusive);
        }

        var (min, max) = _limits[type.Reader];
        var number = (decimal)value;
        if (isExclusive ? number < min || number > max : number <= min || number >= max)
        {
            return new(json, "", "", isExclusive);
        }

        // A whole bound beyond 2^53 is not exact as a double, and neither is what the attribute was given.
        return number == decimal.Truncate(number) && Math.Abs(value) < 9e15
            ? new(json, number.ToString("0", CultureInfo.InvariantCulture) + (type.Reader == "UInt128" ? "UL" : ""), "", isExclusive)
            : real;
    }

    private static double Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
