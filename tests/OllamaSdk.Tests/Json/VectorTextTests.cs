using System.Buffers.Text;
using System.Globalization;
using System.Text;
using OllamaSdk.Json;

namespace OllamaSdk.Tests.Api;

/// <summary>The quick number reader gives the very bits that .NET's own gives, and takes nothing that is no JSON number.</summary>
public sealed class VectorTextTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.0")]
    [InlineData("-0e5")]
    [InlineData("0.1")]
    [InlineData("-0.022976")]
    [InlineData("16777217")]
    [InlineData("16777219")]
    [InlineData("1.00000005960464477539062500000000001")]
    [InlineData("1.000000059604644775390625")]
    [InlineData("0.00000011920929")]
    [InlineData("3.4028235")]
    [InlineData("3.4028235e38")]
    [InlineData("3.4028235677973366e38")]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775807")]
    [InlineData("9999999999999999999")]
    [InlineData("18446744073709551616")]
    [InlineData("123456789012345678901234567890e-20")]
    [InlineData("0.000000000000000000000000000012345678901234567")]
    [InlineData("0.0000000000000000000000000000000000000000000000000000001e60")]
    [InlineData("1.1754943508222875e-38")]
    [InlineData("1.1754942807573643e-38")]
    [InlineData("1e-45")]
    [InlineData("7.0064923216240853e-46")]
    [InlineData("7.0064923216240854e-46")]
    [InlineData("1e-999999999999999999999")]
    [InlineData("0e999999999999999999999")]
    [InlineData("1E+05")]
    [InlineData("1e0000000000000000000000000005")]
    [InlineData("12345678901234567890")]
    public void Known_numbers(string text) => AssertSame(text);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData("01")]
    [InlineData("-00.5")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("1.e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("-e5")]
    [InlineData("NaN")]
    [InlineData("1e39")]
    [InlineData("-1e999")]
    [InlineData("3.4028236e38")]
    [InlineData("1e99999999999999999999")]
    public void What_is_no_finite_number_is_refused(string text)
    {
        foreach (var behind in new[] { "", "]", ",0.25]                " })
        {
            Assert.True(VectorText.Number(Encoding.UTF8.GetBytes(text + behind), 0, out _) < 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_numbers_in_the_forms_of_servers(int seed)
    {
        var random = new Random(seed);
        Span<byte> text = stackalloc byte[128];
        for (var i = 0; i < 500_000; i++)
        {
            var length = Write(random, i % 8, text);
            text[length] = (byte)(i % 3 == 0 ? ',' : ']');
            AssertSame(text[..length], text[..(length + 1 + (i % 24))]);
        }
    }

    // What .NET writes as the shortest of a float, of a double, and of a float made a double; exponents; many zeros; middles between two floats.
    private static int Write(Random random, int form, Span<byte> text)
    {
        var bits = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
        var any = float.IsFinite(bits) ? bits : 1;
        var near = (float)((random.NextDouble() - 0.5) * Math.Pow(10, -random.Next(9)));
        var middle = ((double)near + MathF.BitIncrement(near)) / 2;
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{form switch
        {
            0 => near.ToString("R", CultureInfo.InvariantCulture),
            1 => ((double)near).ToString("R", CultureInfo.InvariantCulture),
            2 => any.ToString("R", CultureInfo.InvariantCulture),
            3 => ((double)any).ToString("E16", CultureInfo.InvariantCulture),
            4 => ((decimal)near).ToString("F25", CultureInfo.InvariantCulture),
            5 => middle.ToString("E30", CultureInfo.InvariantCulture),
            6 => Math.BitIncrement(middle).ToString("R", CultureInfo.InvariantCulture),
            _ => $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(100)}.{random.NextInt64()}{(random.Next(2) == 0 ? "" : $"e{random.Next(-60, 30)}")}",
        }}"), text);
    }

    private static void AssertSame(string text) => AssertSame(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(text + ",0.1234567890123456789]"));

    private static void AssertSame(ReadOnlySpan<byte> text, ReadOnlySpan<byte> withMore)
    {
        var expected = Utf8Parser.TryParse(text, out float parsed, out var length) && length == text.Length && float.IsFinite(parsed) ? parsed : (float?)null;
        foreach (var json in new Both(text, withMore))
        {
            var at = VectorText.Number(json, 0, out var value);
            var isRead = at >= 0;
            if (isRead != expected.HasValue || (isRead && (at != text.Length || BitConverter.SingleToInt32Bits(value) != BitConverter.SingleToInt32Bits(parsed))))
            {
                Assert.Fail($"{Encoding.UTF8.GetString(text)} is {value:R} ({isRead}, up to {at}), and should be {parsed:R}");
            }

            AssertUsual(json, at, isRead, value);
        }
    }

    // In the middle of a list, with something else before it and behind.
    private static void AssertUsual(ReadOnlySpan<byte> number, int end, bool isRead, float expected)
    {
        Span<byte> list = stackalloc byte[256];
        "[0.999999999999999,"u8.CopyTo(list);
        var at = "[0.999999999999999,".Length;
        number.CopyTo(list[at..]);
        ",0.7777777777777777777777777777777]"u8.CopyTo(list[(at + number.Length)..]);
        var usualEnd = VectorText.Usual(list, at, out var usual);
        if (usualEnd >= 0 && (!isRead || usualEnd != at + end || BitConverter.SingleToInt32Bits(usual) != BitConverter.SingleToInt32Bits(expected)))
        {
            Assert.Fail($"{Encoding.UTF8.GetString(number)} is {usual:R} in a list, and should be {expected:R}");
        }
    }

    private ref struct Both(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        private readonly ReadOnlySpan<byte> _one = one;
        private readonly ReadOnlySpan<byte> _other = other;
        private int _at;

        public readonly ReadOnlySpan<byte> Current => _at == 1 ? _one : _other;

        public readonly Both GetEnumerator() => this;

        public bool MoveNext() => ++_at <= 2;
    }
}
