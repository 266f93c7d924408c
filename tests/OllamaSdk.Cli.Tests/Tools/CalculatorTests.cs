using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Tests.Tools;

public sealed class CalculatorTests
{
    [Theory]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("0.1 + 0.2", "0.3")]
    [InlineData("-2^2", "-4")]
    [InlineData("2^-2", "0.25")]
    [InlineData("2**3^2", "512")]
    [InlineData("7 % 3 - -7 % 3", "2")]
    [InlineData("1e3 × 2 ÷ 4 − .5", "499.5")]
    [InlineData("1/3", "0.333333333333333333333333333333 (rounded)")]
    [InlineData("-2/3", "-0.666666666666666666666666666667 (rounded)")]
    [InlineData("2/3000000", "0.000000666666666666666666666666666667 (rounded)")]
    [InlineData("1/3*3", "1")]
    [InlineData("9999999999999999999999 + 1", "10000000000000000000000")]
    [InlineData("0^0", "1")]
    [InlineData("(0-1)^99999999999999999999", "-1")]
    public void Reckons_exactly(string expression, string expected) => Assert.Equal(expected, Calculator.Evaluate(expression));

    [Theory]
    [InlineData("", "the end where a number")]
    [InlineData("1 +", "the end where a number")]
    [InlineData("(1", "the end where ')'")]
    [InlineData("1 2", "'2' where an operator")]
    [InlineData("sqrt(2)", "'s' where a number")]
    [InlineData("1,000", "',' where an operator")]
    [InlineData("1/0", "divides by zero")]
    [InlineData("0^-1", "divides by zero")]
    [InlineData("5 % 0", "divides by zero")]
    [InlineData("2^0.5", "must be a whole number")]
    [InlineData("9^9^9^9", "too large")]
    [InlineData("2^99999999999999999999", "too large")]
    [InlineData("1e99999", "larger than 4000")]
    public void What_cannot_be_reckoned_is_said_in_words(string expression, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => Calculator.Evaluate(expression)).Message);

    [Fact]
    public void Depth_and_length_are_bounded()
    {
        Assert.Throws<FormatException>(() => Calculator.Evaluate(new string('(', 900)));
        Assert.Throws<FormatException>(() => Calculator.Evaluate(string.Concat(Enumerable.Repeat("2^", 400)) + "2"));
        Assert.Throws<FormatException>(() => Calculator.Evaluate(new string('1', 2000)));
        Assert.Throws<FormatException>(() => Calculator.Evaluate(string.Join('*', Enumerable.Repeat("1e900", 100))));
        Assert.Equal("1", Calculator.Evaluate(new string('-', 900) + "1"));
    }
}
