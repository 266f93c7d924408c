using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>A server's own wish to wait, in all its forms.</summary>
public sealed class RetryAfterTests
{
    private readonly FakeClock _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("Retry-After: 2", 2)]
    [InlineData("Retry-After: 0", 0)]
    [InlineData("Retry-After: 1.5", 1.5)]
    [InlineData("Retry-After: 60", 60)]
    [InlineData("retry-after-ms: 500", 0.5)]
    [InlineData("retry-after-ms: 500|Retry-After: 9", 0.5)]
    [InlineData("retry-after-ms: soon|Retry-After: 9", 9)]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:00:20 GMT", 20)]
    [InlineData("Retry-After: Thursday, 01-Jan-26 00:00:20 GMT", 20)]
    [InlineData("Retry-After: Thu Jan  1 00:00:20 2026", 20)]
    [InlineData("Retry-After: Wed, 31 Dec 2025 23:59:00 GMT", 0)]
    [InlineData("Retry-After: Fri, 02 Jan 2026 10:00:20 GMT|Date: Fri, 02 Jan 2026 10:00:00 GMT", 20)]
    [InlineData("Retry-After: 1000000000", 31536000)]
    [InlineData("Retry-After: 99999999999999999999999999", 31536000)]
    [InlineData("Retry-After: 1e99", 31536000)]
    public void Read(string headers, double seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Refusal(headers).RetryAfter);

    [Theory]
    [InlineData("")]
    [InlineData("Retry-After: -5")]
    [InlineData("Retry-After: NaN")]
    [InlineData("Retry-After: Infinity")]
    [InlineData("Retry-After: inf")]
    [InlineData("Retry-After: ")]
    [InlineData("Retry-After: soon")]
    [InlineData("Retry-After: 1,5")]
    [InlineData("Retry-After: 0x10")]
    [InlineData("Retry-After: 1|Retry-After: 2")]
    [InlineData("retry-after-ms: -1")]
    public void F14_junk_is_ignored(string headers) => Assert.Null(Refusal(headers).RetryAfter);

    [Fact]
    public async Task F11_it_is_waited_for_and_no_longer()
    {
        using var handler = Answering("Retry-After: 42");
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(42));
            _clock.Advance(TimeSpan.FromSeconds(42));
        }

        var error = await Assert.ThrowsAsync<LlmRateLimitedException>(() => Guard.Within(call));
        Assert.Equal(TimeSpan.FromSeconds(42), error.RetryAfter);
        Assert.Equal(3, handler.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 61")]
    [InlineData("Retry-After: 1000000000")]
    [InlineData("Retry-After: Thu, 01 Jan 2026 00:02:00 GMT")]
    public async Task F14_a_longer_one_ends_the_call_and_is_told(string header)
    {
        using var handler = Answering(header);
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var error = await Assert.ThrowsAsync<LlmRateLimitedException>(() => Guard.Within(client.ChatAsync("hi", cancellationToken: TestClient.Ct)));

        Assert.True(error.RetryAfter > TimeSpan.FromSeconds(60));
        Assert.Equal(1, handler.Requests);
        Assert.Empty(_clock.PendingTimers);
    }

    [Fact]
    public async Task F14_junk_means_the_usual_wait()
    {
        using var handler = Answering("Retry-After: NaN");
        await using var client = handler.Create(options => options.TimeProvider = _clock);

        var call = client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Null((await Assert.ThrowsAsync<LlmRateLimitedException>(() => _clock.PassWaitsAsync(call))).RetryAfter);
        Assert.InRange(_clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(3));
        Assert.Equal(3, handler.Requests);
    }

    private static void AddTo(HttpResponseMessage answer, string headers)
    {
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (header.Split(':', 2)[0], header.Split(':', 2)[1].Trim());
            Assert.True(answer.Headers.TryAddWithoutValidation(name, value));
        }
    }

    private static StubHandler Answering(string headers) => new((_, _) =>
    {
        var answer = StubHandler.Answer(new MemoryStream("{}"u8.ToArray()), HttpStatusCode.TooManyRequests, "application/json");
        AddTo(answer, headers);
        return Task.FromResult(answer);
    });

    private LlmApiException Refusal(string headers)
    {
        using var answer = new HttpResponseMessage();
        AddTo(answer, headers);
        return ApiErrors.Create(429, "{}"u8, new SafeText(), answer, _clock);
    }
}
