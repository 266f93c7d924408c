using System.Globalization;
using System.Text;
using OllamaSdk.Json;

namespace OllamaSdk.Tests.Api;

/// <summary>The quick number reader gives the very bits that .NET's own gives, or gives up.</summary>
public sealed class ShortDecimalTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("0.1")]
    [InlineData("-0.022976")]
    [InlineData("16777217")]
    [InlineData("0.00000011920929")]
    [InlineData("3.4028235")]
    [InlineData("9007199254740993")]
    public void Known_numbers(string text) => AssertSame(text);

    [Theory]
    [InlineData("1e5")]
    [InlineData("12345678901234567890")]
    public void Unusual_forms_are_left_to_the_serializer(string text) => Assert.False(ShortDecimal.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_numbers(int seed)
    {
        var random = new Random(seed);
        var read = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var text = i % 2 == 0
                ? ((float)(random.NextDouble() - 0.5)).ToString("R", CultureInfo.InvariantCulture)
                : $"{(random.Next(2) == 0 ? "-" : "")}{random.Next(10)}.{random.NextInt64(1_000_000_000_000).ToString(CultureInfo.InvariantCulture)}";
            read += AssertSame(text);
        }

        Assert.True(read > 100_000, $"only {read} were read");
    }

    private static int AssertSame(string text)
    {
        if (!ShortDecimal.TryParse(Encoding.UTF8.GetBytes(text), out var quick))
        {
            return 0;
        }

        Assert.Equal(BitConverter.SingleToInt32Bits(float.Parse(text, CultureInfo.InvariantCulture)), BitConverter.SingleToInt32Bits(quick));
        return 1;
    }
}
