using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Gateway.Tests;

/// <summary>Who may ask, how much at once, and what.</summary>
public sealed class ConsumerTests
{
    [Theory]
    [InlineData("Ollama", null)]
    [InlineData("Ollama", "wrong")]
    [InlineData("OpenAI", null)]
    [InlineData("OpenAI", "wrong")]
    [InlineData("Llm", "wrong")]
    public async Task Without_a_key_that_is_known_nobody_is_answered(string client, string? key)
    {
        await using var stand = await Stand.StartAsync();
        using var asker = stand.Ask(client, key);

        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => asker.Whole("hello"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await stand.SendAsync("GET", "/api/tags", key: key)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stand.SendAsync("GET", "/v1/models", key: key)).Status);
        Assert.All(stand.Servers, server => Assert.Empty(server.Asked));
    }

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task The_key_does_not_reach_the_servers(string client)
    {
        await using var stand = await Stand.StartAsync();
        using var asker = stand.Ask(client);

        Assert.NotEmpty(await asker.Whole("hello"));

        var request = Assert.Single(stand.Servers.SelectMany(server => server.Asked));
        Assert.DoesNotContain("Authorization", request.Headers.Keys);
        Assert.DoesNotContain(Stand.Key, string.Concat(request.Headers.Values));
    }

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task A_consumer_has_so_many_requests_under_way_and_others_are_not_in_its_way(string client)
    {
        var clock = new FakeClock();
        await using var stand = await Stand.StartAsync(clock);
        using var small = stand.Ask(client, Stand.SmallKey);
        using var other = stand.Ask(client);
        Task<string>[] two = [small.Whole("one"), small.Whole("two")];
        await clock.WaitForTimersAsync(2);

        var refused = await Assert.ThrowsAnyAsync<LlmApiException>(() => small.Whole("three"));
        var others = other.Whole("four");
        await clock.WaitForTimersAsync(3);
        await clock.RunUntilAsync(Task.WhenAll([.. two, others]));
        var after = small.Whole("five");
        await clock.WaitForTimersAsync(1);
        await clock.RunUntilAsync(after);

        Assert.Equal((ApiErrorKind.RateLimited, TimeSpan.FromSeconds(1)), (refused.Kind, refused.RetryAfter));
        Assert.Contains("try-out", refused.Message);
        Assert.Equal(4, stand.Servers.Sum(server => server.Asked.Count));
    }

    [Theory]
    [InlineData("POST", "/api/pull")]
    [InlineData("POST", "/api/pull/")]
    [InlineData("POST", "/API/Pull")]
    [InlineData("POST", "/api%2Fpull")]
    [InlineData("POST", "/api/chat%2F..%2Fpull")]
    [InlineData("POST", "/v1/models/..%2F..%2Fapi/pull")]
    [InlineData("POST", "/api/chat/../pull")]
    [InlineData("DELETE", "/api/delete")]
    [InlineData("DELETE", "/v1/models/demo")]
    [InlineData("PUT", "/api/chat")]
    [InlineData("POST", "/api/create")]
    [InlineData("POST", "/api/blobs/sha256:00")]
    [InlineData("POST", "/api/signout")]
    [InlineData("POST", "/v1/load_lora_adapter")]
    [InlineData("GET", "/metrics")]
    public async Task What_is_not_asking_is_refused(string method, string path)
    {
        await using var stand = await Stand.StartAsync();

        var (status, _) = await stand.SendAsync(method, path, method == "POST" ? """{"model":"demo"}""" : null);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.All(stand.Servers, server => Assert.Empty(server.Asked));
    }

    [Fact]
    public async Task A_gateway_without_consumers_does_not_start_unless_it_is_told_to()
    {
        string[] none = ["--Gateway:Consumers:0:KeySha256=", "--Gateway:Consumers:1:KeySha256="];

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => Stand.StartAsync(null, none));

        Assert.Contains("KeySha256", failure.Message);
    }
}
