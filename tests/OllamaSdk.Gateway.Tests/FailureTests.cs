using System.Net;
using System.Text.Json;
using OllamaSdk.TestKit;
using OllamaSdk.Testing;

namespace OllamaSdk.Gateway.Tests;

/// <summary>Servers that die: what had not begun goes on elsewhere, what had begun breaks and says so, and nothing comes twice.</summary>
public sealed class FailureTests
{
    private readonly FakeClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task A_server_killed_in_mid_work_loses_no_request_that_it_had_not_begun_to_answer(string client)
    {
        const int Calls = 20;
        await using var stand = await Stand.StartAsync(_clock);
        using var asker = stand.Ask(client);
        var calls = Enumerable.Range(0, Calls).Select(i => asker.Whole($"call <{i}>")).ToList();
        await _clock.WaitForTimersAsync(Calls);
        var lost = stand.First.Asked.Count;

        await stand.First.KillAsync();
        // What the killed one had is waiting at the other.
        await _clock.WaitForTimersAsync(Calls);
        await _clock.RunUntilAsync(Task.WhenAll(calls));

        var answers = await Task.WhenAll(calls);
        Assert.InRange(lost, 1, Calls - 1);
        Assert.All(Enumerable.Range(0, Calls), i => Assert.Contains($"call <{i}>", answers[i]));
        // Each of them was answered once, by the one that is left; that asked nothing of it twice.
        Assert.Equal(Calls, stand.Second.Asked.Count);
        Assert.Equal(Calls, stand.Second.Asked.Select(request => request.Body).Distinct().Count());
    }

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task A_stream_under_way_fails_by_its_type_and_is_not_begun_anew(string client)
    {
        await using var stand = await Stand.StartAsync(_clock);
        using var asker = stand.Ask(client);
        await using var stream = asker.Stream("hello", Cancellation).GetAsyncEnumerator(Cancellation);
        for (var i = 0; i < 2; i++)
        {
            var next = stream.MoveNextAsync().AsTask();
            await _clock.WaitForTimersAsync(1);
            _clock.Advance(Stand.Tick);
            Assert.True(await Guard.Within(next));
        }

        var broken = stream.MoveNextAsync().AsTask();
        await stand.Servers.Single(server => server.Asked.Count > 0).KillAsync();

        await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(broken));
        Assert.Equal(1, stand.Servers.Sum(server => server.Asked.Count));
    }

    [Fact]
    public async Task A_server_that_is_back_gets_requests_again()
    {
        await using var stand = await Stand.StartAsync(null, "--Gateway:PollSeconds=0.05");
        using var client = stand.Ollama();
        await stand.First.KillAsync();
        await client.ChatAsync("hello", cancellationToken: Cancellation);
        // It is not gone for good, and retried by a client that tries again.
        var gone = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("hello", model: "only-first", cancellationToken: Cancellation));

        await stand.First.ComeBackAsync();
        await Guard.Within(AskUntilAnsweredAsync());

        Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (gone.StatusCode, gone.RetryAfter));

        async Task AskUntilAnsweredAsync()
        {
            while ((await stand.SendAsync("POST", "/api/chat", """{"model":"only-first","messages":[{"role":"user","content":"hello"}],"stream":false}""")).Status != HttpStatusCode.OK)
            {
                await Task.Delay(20, Cancellation);
            }
        }
    }

    [Fact]
    public async Task Where_no_server_is_left_each_API_says_so_in_its_own_form()
    {
        await using var stand = await Stand.StartAsync();
        await stand.First.KillAsync();
        await stand.Second.KillAsync();

        var native = await stand.SendAsync("POST", "/api/chat", """{"model":"demo"}""");
        var openAI = await stand.SendAsync("POST", "/v1/chat/completions", """{"model":"demo"}""");

        Assert.Equal((HttpStatusCode.BadGateway, "the server failed"), (native.Status, JsonElement.Parse(native.Body).GetProperty("error").GetString()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, openAI.Status);
        Assert.Equal(("no server that could do it answers", "api_error"), (JsonElement.Parse(openAI.Body).GetProperty("error").GetProperty("message").GetString(), JsonElement.Parse(openAI.Body).GetProperty("error").GetProperty("type").GetString()));
    }

    [Fact]
    public async Task A_broken_answer_does_not_shut_a_server_out_that_is_still_there()
    {
        await using var stand = await Stand.StartAsync(null, "--Gateway:PollSeconds=3600");
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = stand.Address, ApiKey = Stand.Key, DefaultModel = "only-first" });
        stand.First.Emulator.When("break").Fail(Fault.Break.AfterLines(1));

        // A stream, or, where the break has overtaken the line before it, a refusal.
        await Assert.ThrowsAnyAsync<LlmException>(() => client.ChatStreamAsync("break", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());

        // It is asked at once whether it is there, not in an hour; the client waits a second where it came too early.
        Assert.NotNull((await Guard.Within(client.ChatAsync("hello", cancellationToken: Cancellation))).Message.Content);
    }

    [Fact]
    public async Task A_request_that_makes_servers_die_has_two_of_them_at_most()
    {
        await using var third = await StandServer.StartAsync(null, "demo");
        await using var stand = await Stand.StartAsync(null, $"--ReverseProxy:Clusters:models:Destinations:third:Address={third.Endpoint}/");
        using var client = stand.Ollama();
        StandServer[] servers = [.. stand.Servers, third];
        foreach (var server in servers)
        {
            server.Emulator.When("poison").Fail(Fault.Reset);
        }

        var failure = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.ChatAsync("poison", cancellationToken: Cancellation));

        Assert.Equal(HttpStatusCode.BadGateway, failure.StatusCode);
        Assert.Equal(2, servers.Sum(server => server.Asked.Count));
    }

    [Fact]
    public async Task A_refusal_of_a_server_is_passed_on_as_it_is()
    {
        await using var stand = await Stand.StartAsync();
        using var ollama = stand.Ollama();
        using var openAI = stand.OpenAI();
        stand.First.Emulator.When("").Fail(Fault.OutOfMemory);
        stand.Second.Emulator.When("").Fail(Fault.OutOfMemory);

        Assert.Equal(ApiErrorKind.OutOfMemory, (await Assert.ThrowsAnyAsync<LlmApiException>(() => ollama.ChatAsync("hello", cancellationToken: Cancellation))).Kind);
        Assert.Equal(ApiErrorKind.OutOfMemory, (await Assert.ThrowsAnyAsync<LlmApiException>(() => openAI.ChatAsync("hello", cancellationToken: Cancellation))).Kind);
        Assert.Equal(2, stand.Servers.Sum(server => server.Asked.Count));
    }

    [Fact]
    public async Task A_body_that_is_too_long_to_be_kept_goes_through_and_is_sent_only_once()
    {
        await using var stand = await Stand.StartAsync(_clock, "--Gateway:MaxKeptBytes=2000");
        using var client = stand.Ollama();
        var book = string.Concat(Enumerable.Repeat("0123456789", 20_000));
        var answered = client.ChatAsync(book, model: "only-second", cancellationToken: Cancellation);
        await _clock.WaitForTimersAsync(1);
        await _clock.RunUntilAsync(answered);
        Assert.Contains(book, stand.Second.Asked[0].Body);

        var killed = client.ChatAsync(book, cancellationToken: Cancellation);
        await _clock.WaitForTimersAsync(1);
        await stand.Servers.Single(server => server.Asked.Any(request => request.Json.GetProperty("model").GetString() == "demo")).KillAsync();

        var failure = await Assert.ThrowsAnyAsync<LlmApiException>(() => Guard.Within(killed));
        Assert.Equal(HttpStatusCode.BadGateway, failure.StatusCode);
        Assert.Equal(1, stand.Servers.Sum(server => server.Asked.Count(request => request.Json.GetProperty("model").GetString() == "demo")));
    }
}
