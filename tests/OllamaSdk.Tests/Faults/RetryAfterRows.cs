using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>F: a server's own wish to wait, over a real connection and by a clock that the test moves.</summary>
public sealed class RetryAfterRows
{
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F11_seconds(Client client, bool streamed)
    {
        await WaitsAsync(client, streamed, 2, "Retry-After: 2");
        await WaitsAsync(client, streamed, 60, "Retry-After: 60");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F12_a_date_in_each_of_its_forms(Client client, bool streamed)
    {
        await WaitsAsync(client, streamed, 2, "Retry-After: Thu, 01 Jan 2026 00:00:02 GMT");
        await WaitsAsync(client, streamed, 20, "Retry-After: Thursday, 01-Jan-26 00:00:20 GMT");
        await WaitsAsync(client, streamed, 20, "Retry-After: Thu Jan  1 00:00:20 2026");
        await WaitsAsync(client, streamed, 20, "Retry-After: Thu, 01 Jan 2026 02:00:20 +0200");
        // By the server's own clock, which is wrong.
        await WaitsAsync(client, streamed, 20, "Retry-After: Fri, 02 Jan 2026 10:00:20 GMT", "Date: Fri, 02 Jan 2026 10:00:00 GMT");
        // In the past: at once, but for the usual wait, which is nothing here.
        await WaitsAsync(client, streamed, 0, "Retry-After: Wed, 31 Dec 2025 23:59:00 GMT");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F13_milliseconds(Client client, bool streamed)
    {
        await WaitsAsync(client, streamed, 0.5, "retry-after-ms: 500");
        await WaitsAsync(client, streamed, 1.5, "retry-after-ms: 1500", "Retry-After: 9");
        await WaitsAsync(client, streamed, 9, "retry-after-ms: soon", "Retry-After: 9");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F14_longer_than_anyone_waits(Client client, bool streamed)
    {
        foreach (var header in (string[])["Retry-After: 61", "Retry-After: 1000000000", "Retry-After: 1e99", "Retry-After: 99999999999999999999999999", "retry-after-ms: 1e12", "Retry-After: Thu, 01 Jan 2026 00:02:00 GMT"])
        {
            await using var server = Refusing(client, [header]);
            await using var asked = Client(client, server);

            var outcome = await FaultCall.OfAsync(asked, streamed);

            var error = Assert.IsType<LlmRateLimitedException>(outcome.Check("Api 429 RateLimited", server.Url.ToString()));
            Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromSeconds(61), TimeSpan.FromDays(365));
            Assert.Single(server.Requests);
            Assert.Equal((TimeSpan.Zero, 0), (_clock.Elapsed, _clock.PendingTimers.Count));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F14_junk(Client client, bool streamed)
    {
        foreach (var headers in (string[][])[["Retry-After: -5"], ["Retry-After: NaN"], ["Retry-After: inf"], ["Retry-After: Infinity"], ["Retry-After: "], ["Retry-After: 1,5"], ["Retry-After: soon"], ["Retry-After: 1", "Retry-After: 2"], ["retry-after-ms: -1"]])
        {
            var error = await WaitsAsync(client, streamed, null, headers);

            Assert.Null(error.RetryAfter);
        }
    }

    /// <summary>A generation is sent three times, with exactly this wait between; none means the usual one, which is at most a millisecond here.</summary>
    private async Task<LlmRateLimitedException> WaitsAsync(Client client, bool streamed, double? seconds, params string[] headers)
    {
        var clock = new FakeClock(_clock.GetUtcNow());
        await using var server = Refusing(client, headers);
        await using var asked = Client(client, server, clock);

        var call = FaultCall.OfAsync(asked, streamed);
        if (seconds > 0)
        {
            // A date that was waited for is past the second time.
            var isDate = headers is [var header] && header.Contains("Jan", StringComparison.Ordinal);
            for (var attempt = 1; attempt <= (isDate ? 1 : 2); attempt++)
            {
                await clock.WaitForTimerAsync(TimeSpan.FromSeconds(seconds.Value));
                Assert.Equal(attempt, server.Requests.Count);
                clock.Advance(TimeSpan.FromSeconds(seconds.Value) - TimeSpan.FromTicks(1));
                Assert.Equal(attempt, server.Requests.Count);
                clock.Advance(TimeSpan.FromTicks(1));
            }
        }

        await clock.PassWaitsAsync(call);
        var outcome = await call;
        if (seconds is null)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(3, server.Requests.Count);
        return Assert.IsType<LlmRateLimitedException>(outcome.Check("Api 429 RateLimited", server.Url.ToString(), attempts: 3));
    }

    private FaultClient Client(Client client, ScriptedServer server, FakeClock? clock = null) => new(client, server.Url.ToString(), options =>
    {
        options.TimeProvider = clock ?? _clock;
        options.Retry.MaxRetries = 5;
    });

    private static ScriptedServer Refusing(Client client, string[] headers) => new(connection =>
        connection.RespondJsonAsync(client.Refusal("slow down"), 429, [.. headers.Select(header => (header.Split(": ", 2)[0], header.Split(": ", 2)[1]))]));
}
