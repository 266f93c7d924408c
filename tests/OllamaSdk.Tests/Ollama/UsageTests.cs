using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>What an account at ollama.com has used and may still use. The bytes are those of its documentation, with our own numbers.</summary>
public sealed class UsageTests
{
    private const string Usage =
        """
        {"range":"24h","scope":"self","granularity":"hour","from":"2026-11-27T12:00:00Z","until":"2026-11-28T12:00:00Z",
         "totals":{"request_count":3,"usage_usd":0.02,"input_tokens":900,"cached_input_tokens":100,"output_tokens":40},
         "buckets":[{"from":"2026-11-27T12:00:00Z","until":"2026-11-27T13:00:00Z","partial":true,"request_count":3,"usage_usd":0.02}]}
        """;

    [Fact]
    public async Task The_use_is_read_in_full()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(Usage));
        await using var client = server.Create();

        var usage = await client.GetUsageAsync("24h", "team", cancellationToken: TestClient.Ct);

        Assert.Equal("GET /api/usage?range=24h&scope=team HTTP/1.1", Assert.Single(server.Requests).Head.Split("\r\n")[0]);
        Assert.Equal(("24h", "self", "hour"), (usage.Range, usage.Scope, usage.Granularity));
        Assert.Equal((3, 0.02, 900, 100, 40), (usage.Totals.RequestCount, usage.Totals.UsageUsd, usage.Totals.InputTokens, usage.Totals.CachedInputTokens, usage.Totals.OutputTokens));
        var bucket = Assert.Single(usage.Buckets);
        Assert.Equal((true, 3, null), (bucket.Partial, bucket.RequestCount, bucket.InputTokens));
        Assert.Equal(TimeSpan.FromHours(1), bucket.Until - bucket.From);
        Assert.Null(usage.AdditionalProperties);
    }

    [Fact]
    public async Task What_is_not_asked_for_is_not_sent()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"totals":{"request_count":3}}"""));
        await using var client = server.Create();

        var usage = await client.GetUsageAsync(cancellationToken: TestClient.Ct);
        await client.GetUsageAsync(scope: "team", cancellationToken: TestClient.Ct);

        Assert.Equal(["/api/usage", "/api/usage?scope=team"], server.Requests.Select(request => request.Head.Split(' ')[1]));
        Assert.Equal((3, null), (usage.Totals.RequestCount, usage.Totals.UsageUsd));
        Assert.Empty(usage.Buckets);
    }

    [Fact]
    public async Task The_balance_of_a_plan_in_dollars()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"included":{"balance_usd":4.5,"allowance_usd":20,"period":{"from":"2026-11-01T00:00:00Z","until":"2026-12-01T00:00:00Z"}},"purchased":{"balance_usd":0}}"""));
        await using var client = server.Create();

        var balance = await client.GetBalanceAsync(cancellationToken: TestClient.Ct);

        Assert.Equal((4.5, 20, 0), (balance.Included.BalanceUsd, balance.Included.AllowanceUsd, balance.Purchased.BalanceUsd));
        Assert.Equal(TimeSpan.FromDays(30), balance.Included.Period!.Until - balance.Included.Period.From);
        Assert.Null(balance.Included.Session);
    }

    [Fact]
    public async Task The_balance_of_an_older_plan_in_shares()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(
            """{"included":{"session":{"remaining_percent":80,"resets_at":"2026-11-28T15:00:00Z"},"weekly":{"remaining_percent":60,"resets_at":"2026-12-01T00:00:00Z"}}}"""));
        await using var client = server.Create();

        var balance = await client.GetBalanceAsync(cancellationToken: TestClient.Ct);

        Assert.Equal((80, 60), (balance.Included.Session!.RemainingPercent, balance.Included.Weekly!.RemainingPercent));
        Assert.Equal(15, balance.Included.Session.ResetsAt!.Value.Hour);
        Assert.Equal((null, null, null), (balance.Included.BalanceUsd, balance.Included.Period, balance.Purchased.BalanceUsd));
    }

    [Theory]
    [InlineData(401, ApiErrorKind.Unauthorized)]
    [InlineData(402, ApiErrorKind.NoBalance)]
    [InlineData(403, ApiErrorKind.Forbidden)]
    [InlineData(404, ApiErrorKind.RouteNotFound)]
    [InlineData(429, ApiErrorKind.RateLimited)]
    public async Task Each_refusal_has_its_kind(int status, ApiErrorKind kind)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"no"}""", status, ("Retry-After", "7")));
        await using var client = server.Create(options => options.Retry.MaxRetries = 0);

        foreach (var call in (Func<Task>[])[() => client.GetUsageAsync(cancellationToken: TestClient.Ct), () => client.GetBalanceAsync(cancellationToken: TestClient.Ct)])
        {
            var error = await Assert.ThrowsAnyAsync<LlmApiException>(call);

            Assert.Equal((status, kind), (error.Status, error.Kind));
            Assert.True(status != 429 || error.RetryAfter == TimeSpan.FromSeconds(7));
        }
    }
}
