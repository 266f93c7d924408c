using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

// An integer may be written 5, 5.0 or 5e0: to JSON schema they are the same. "5" is none.
public static partial class JsonRead
{
    /// <summary>Reads a whole number.</summary>
    public static sbyte SByte(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetSByte(out var value) ? value : Integer<sbyte>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static byte Byte(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetByte(out var value) ? value : Integer<byte>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static short Int16(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetInt16(out var value) ? value : Integer<short>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static ushort UInt16(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetUInt16(out var value) ? value : Integer<ushort>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static int Int32(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetInt32(out var value) ? value : Integer<int>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static uint UInt32(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetUInt32(out var value) ? value : Integer<uint>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static long Int64(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetInt64(out var value) ? value : Integer<long>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static ulong UInt64(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetUInt64(out var value) ? value : Integer<ulong>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static Int128 Int128(ref Utf8JsonReader reader) => Integer<Int128>(ref reader);

    /// <summary>Reads a whole number.</summary>
    public static UInt128 UInt128(ref Utf8JsonReader reader) => Integer<UInt128>(ref reader);

    /// <summary>Reads a finite number.</summary>
    public static Half Half(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetDouble(out var value) && System.Half.IsFinite((Half)value)
            ? (Half)value
            : throw Refuse(ref reader, "a number from -65504 to 65504");

    /// <summary>Reads a finite number.</summary>
    public static float Single(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetSingle(out var value) && float.IsFinite(value) ? value : throw Refuse(ref reader, "a number");

    /// <summary>Reads a finite number.</summary>
    public static double Double(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Refuse(ref reader, "a number");

    /// <summary>Reads a number of at most 28 digits.</summary>
    public static decimal Decimal(ref Utf8JsonReader reader) =>
        IsNumber(ref reader) && reader.TryGetDecimal(out var value) ? value : throw Refuse(ref reader, "a number");

    private static bool IsNumber(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number;

    private static T Integer<T>(ref Utf8JsonReader reader)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (IsNumber(ref reader))
        {
            if (T.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            if (JsonNumber.IsWhole(reader.ValueSpan) && reader.TryGetDecimal(out var exact) && InRange<T>(exact))
            {
                return T.CreateChecked(exact);
            }
        }

        throw Refuse(ref reader, FormattableString.Invariant($"an integer from {T.MinValue} to {T.MaxValue}"));
    }

    // Larger types hold every decimal; an unsigned one none below zero.
    private static bool InRange<T>(decimal value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        Int128Of(value) is var number && number >= System.Int128.CreateSaturating(T.MinValue) && number <= System.Int128.CreateSaturating(T.MaxValue);

    private static Int128 Int128Of(decimal value) => System.Int128.CreateChecked(value);
}
