namespace OllamaSdk.Tests.Api;

/// <summary>The server's nanoseconds and counts as .NET's durations and rates.</summary>
public sealed class MetricsTests
{
    [Fact]
    public void Durations_and_rate()
    {
        var answer = new OllamaChatResponse
        {
            TotalDurationNanoseconds = 5_000_000_000, LoadDurationNanoseconds = 1_000_099, PromptEvalDurationNanoseconds = 0,
            EvalCount = 30, EvalDurationNanoseconds = 1_500_000_000,
        };

        Assert.Equal(TimeSpan.FromSeconds(5), answer.TotalDuration);
        Assert.Equal(TimeSpan.FromTicks(10_000), answer.LoadDuration);
        Assert.Equal(TimeSpan.Zero, answer.PromptEvalDuration);
        Assert.Equal(TimeSpan.FromSeconds(1.5), answer.EvalDuration);
        Assert.Equal(20, answer.TokensPerSecond);
    }

    [Fact]
    public void What_is_missing_is_null_and_never_not_a_number()
    {
        var empty = new GenerateResponse();

        Assert.Null(empty.TotalDuration);
        Assert.Null(empty.LoadDuration);
        Assert.Null(empty.PromptEvalDuration);
        Assert.Null(empty.EvalDuration);
        Assert.Null(empty.TokensPerSecond);
        Assert.Null(new GenerateResponse { EvalCount = 3 }.TokensPerSecond);
        Assert.Null(new GenerateResponse { EvalCount = 3, EvalDurationNanoseconds = 0 }.TokensPerSecond);
        Assert.Null(new GenerateResponse { EvalDurationNanoseconds = 3 }.TokensPerSecond);
        Assert.Equal(0, new GenerateResponse { EvalCount = 0, EvalDurationNanoseconds = 3 }.TokensPerSecond);
    }

    [Fact]
    public void The_largest_numbers_fit()
    {
        var answer = new EmbedResponse { TotalDurationNanoseconds = long.MaxValue, LoadDurationNanoseconds = 7 };

        Assert.Equal(TimeSpan.FromTicks(long.MaxValue / 100), answer.TotalDuration);
        Assert.Equal(TimeSpan.Zero, answer.LoadDuration);
        Assert.Equal(long.MaxValue * 1e9, new OllamaChatResponse { EvalCount = long.MaxValue, EvalDurationNanoseconds = 1 }.TokensPerSecond);
    }
}
