using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Transport;

/// <summary>The waits between attempts: within their bounds for every input, never constant, never shorter than the server asks.</summary>
public sealed class RetryDelayTests
{
    [Fact]
    public void G02_within_its_bounds_for_any_options()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var options = new RetryOptions
            {
                BaseDelay = TimeSpan.FromSeconds(random.NextDouble() * random.Next(0, 3)),
                MaxDelay = TimeSpan.FromSeconds(random.NextDouble() * random.Next(0, 86400)),
                Factor = 1 + (random.NextDouble() * Math.Pow(10, random.Next(0, 5))),
            };
            options.Validate();
            var attempt = random.Next(0, 2049);
            TimeSpan? wish = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(0, 60)) : null;

            var delay = RetryRules.Delay(options, attempt, wish, random.NextDouble());

            Assert.InRange(delay, wish ?? TimeSpan.Zero, Max(wish ?? TimeSpan.Zero, options.MaxDelay));
        }
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 8)]
    [InlineData(1023, 8)]
    [InlineData(2048, 8)]
    public void G02_the_bound_doubles_up_to_8_seconds(int attempt, double bound)
    {
        Assert.Equal(TimeSpan.Zero, RetryRules.Delay(new RetryOptions(), attempt, null, 0));
        Assert.Equal(TimeSpan.FromSeconds(bound / 2), RetryRules.Delay(new RetryOptions(), attempt, null, 0.5));
    }

    [Fact]
    public void G02_without_a_base_there_is_no_wait_however_large_the_factor()
    {
        var options = new RetryOptions { BaseDelay = TimeSpan.Zero, Factor = 1e300 };

        Assert.Equal(TimeSpan.Zero, RetryRules.Delay(options, 2048, null, 0.5));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0.1, 0.25)]
    public void G02_a_wish_of_the_server_is_the_least(double wish, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), RetryRules.Delay(new RetryOptions(), 0, TimeSpan.FromSeconds(wish), 0.5));

    [Fact]
    public async Task G02_a_default_client_really_waits_that_long()
    {
        const int calls = 20;
        var clock = new FakeClock();
        var logs = new CapturingLogs();
        using var handler = new StubHandler("busy", HttpStatusCode.ServiceUnavailable);
        await using var client = new OllamaClient(
            new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", Handler = handler, TimeProvider = clock, LoggerFactory = logs });

        for (var call = 0; call < calls; call++)
        {
            await Assert.ThrowsAsync<LlmApiException>(() => clock.PassWaitsAsync(client.GetVersionAsync(cancellationToken: TestClient.Ct)));
        }

        var waits = logs.Values.Where(value => value.Key == "Delay").Select(value => (TimeSpan)value.Value!).ToArray();
        var (first, second) = (waits.Where((_, i) => i % 2 == 0).ToArray(), waits.Where((_, i) => i % 2 == 1).ToArray());
        Assert.Equal(calls, first.Length);
        Assert.Equal(calls, second.Length);
        Assert.All(first, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(0.5)));
        Assert.All(second, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Assert.True(first.Distinct().Count() > calls / 2, "the waits are hardly random");
        Assert.True(second.Max() > TimeSpan.FromSeconds(0.5), "the second wait's bound has not grown");
        // What was announced was waited for, to the millisecond that a timer has.
        Assert.InRange(clock.Elapsed, waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait) - TimeSpan.FromMilliseconds(waits.Length), TimeSpan.MaxValue);
        Assert.Equal(3 * calls, handler.Requests);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
