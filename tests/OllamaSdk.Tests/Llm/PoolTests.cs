using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>Several servers as one target: who is asked, who is passed over, and what the answer says.</summary>
public sealed class PoolTests
{
    [Fact]
    public async Task Calls_at_once_are_spread_evenly()
    {
        var all = new TaskCompletionSource();
        await using ScriptedServer first = new(Held(all));
        await using ScriptedServer second = new(Held(all));
        await using ScriptedServer third = new(Held(all));
        using var client = ClientOf(Pool(first, second, third));

        var calls = Enumerable.Range(0, 12).Select(_ => client.ChatAsync("hi", Ct)).ToArray();
        await Guard.Within(Task.WhenAll(first.WaitForRequestAsync(4), second.WaitForRequestAsync(4), third.WaitForRequestAsync(4)));
        all.SetResult();
        var answers = await Task.WhenAll(calls);

        Assert.Equal((4, 4, 4), (first.Requests.Count, second.Requests.Count, third.Requests.Count));
        Assert.Equal([first.Url, second.Url, third.Url], answers.Select(answer => answer.Endpoint).Distinct().Order(Comparer<Uri?>.Create((a, b) => Place(a) - Place(b))));
        Assert.All(answers, answer => Assert.False(answer.UsedFallback));

        int Place(Uri? url) => Array.IndexOf([first.Url, second.Url, third.Url], url);
    }

    [Fact]
    public async Task Calls_one_after_another_take_turns()
    {
        await using ScriptedServer first = new(c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = ClientOf(Pool(first, second));

        for (var i = 0; i < 10; i++)
        {
            await client.ChatAsync("hi", Ct);
        }

        Assert.Equal((5, 5), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task Turns_are_fair_where_a_server_is_down()
    {
        await using ScriptedServer first = new(c => c.RespondAsync());
        await using ScriptedServer second = new(c => c.RespondAsync());
        var target = Pool(first, second);
        target.Endpoints.Insert(0, Dead().Endpoint!);
        using var client = ClientOf(target);

        for (var i = 0; i < 20; i++)
        {
            await client.ChatAsync("hi", Ct);
        }

        Assert.Equal((10, 10), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_server_that_streams_is_busy_until_the_stream_ends_or_is_left()
    {
        async Task Stream(ScriptedConnection c)
        {
            await c.BeginStreamAsync(TestClient.Chunk);
            await c.HoldUntilClientClosesAsync();
        }

        await using ScriptedServer first = new(c => c.Request.Text.Contains("\"stream\":true", StringComparison.Ordinal) ? Stream(c) : c.RespondAsync());
        await using ScriptedServer second = new(c => c.Request.Text.Contains("\"stream\":true", StringComparison.Ordinal) ? Stream(c) : c.RespondAsync());
        using var client = ClientOf(Pool(first, second));

        await foreach (var update in client.ChatStreamAsync("hi", Ct))
        {
            var idle = first.Requests.Count == 0 ? first : second;
            for (var i = 0; i < 4; i++)
            {
                Assert.Equal(idle.Url, (await client.ChatAsync("hi", Ct)).Endpoint);
            }

            break;
        }

        var after = new[] { await client.ChatAsync("hi", Ct), await client.ChatAsync("hi", Ct) };
        Assert.Equal(2, after.Select(answer => answer.Endpoint).Distinct().Count());
    }

    [Fact]
    public async Task A_dead_server_costs_no_call_and_is_no_fallback()
    {
        await using ScriptedServer live = new(c => c.RespondAsync());
        var target = Pool(live);
        target.Endpoints.Insert(0, Dead().Endpoint!);
        using var client = ClientOf(target);

        var answers = new List<LlmResponse>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await client.ChatAsync("hi", Ct));
        }

        Assert.All(answers, answer => Assert.Equal((live.Url, false), (answer.Endpoint, answer.UsedFallback)));
        Assert.Contains(answers, answer => answer.Failures is [{ Error: LlmConnectionException }]);
    }

    [Fact]
    public async Task A_server_that_keeps_failing_is_left_alone_for_a_while()
    {
        var clock = new FakeClock();
        await using ScriptedServer sick = new(Refuses(500));
        await using ScriptedServer well = new(c => c.RespondAsync());
        using var client = new LlmClient(Options(Pool(sick, well)).With(o => (o.TimeProvider, o.Breaker.Failures) = (clock, 2)));

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(well.Url, (await client.ChatAsync("hi", Ct)).Endpoint);
        }

        Assert.Equal((2, 20), (sick.Requests.Count, well.Requests.Count));
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.ChatAsync("hi", Ct);
        await client.ChatAsync("hi", Ct);
        Assert.Equal(3, sick.Requests.Count);
    }

    [Fact]
    public async Task The_next_target_is_asked_when_the_whole_pool_has_failed()
    {
        await using ScriptedServer first = new(Refuses(503));
        await using ScriptedServer second = new(Refuses(503));
        await using ScriptedServer other = new(c => c.RespondAsync());
        using var client = ClientOf(Pool(first, second), other.Native());

        var answer = await client.ChatAsync("hi", Ct);

        Assert.True(answer.UsedFallback);
        Assert.Equal(other.Url, answer.Endpoint);
        Assert.Equal([first.Url, second.Url], answer.Failures.Select(failure => failure.Endpoint));
        Assert.Equal((1, 1), (first.Requests.Count, second.Requests.Count));
    }

    [Fact]
    public async Task A_model_that_no_target_names_goes_to_the_pool_that_comes_first()
    {
        await using ScriptedServer first = new(Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        await using ScriptedServer other = new(c => c.RespondAsync());
        using var client = ClientOf(Pool(first, second), other.Native("b"));

        Assert.Equal(second.Url, (await client.ChatAsync(new LlmRequest("hi") { Model = "c" }, Ct)).Endpoint);
        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task Warming_up_loads_the_model_at_every_server()
    {
        await using ScriptedServer first = new(c => c.RespondJsonAsync("""{"model":"m","response":"","done":true,"done_reason":"load"}"""));
        await using ScriptedServer second = new(c => c.RespondJsonAsync("""{"model":"m","response":"","done":true,"done_reason":"load"}"""));
        await using ScriptedServer other = new(c => c.RespondAsync());
        using var client = ClientOf(Pool(first, second), other.Native("b"));

        await client.PrewarmAsync(cancellationToken: Ct);

        Assert.Equal((1, 1, 0), (first.Requests.Count, second.Requests.Count, other.Requests.Count));
    }

    [Fact]
    public void Settings_show_every_address_and_what_is_wrong_with_them()
    {
        var target = new LlmTarget(LlmProviders.Ollama, "m") { Endpoints = { "gpu1", "http://user:secret@gpu2:99" } };
        using var client = new LlmClient(Options(target).With(options => options.AllowApiKeyOverHttp = true));
        var settings = client.DescribeSettings();

        Assert.Equal("http://gpu1:11434/", Assert.Single(settings, setting => setting.Name == "Targets[0].Endpoints[0]").Value);
        Assert.Equal("http://gpu2:99/", Assert.Single(settings, setting => setting.Name == "Targets[0].Endpoints[1]").Value);
        Assert.Single(settings, setting => setting.Name == "Targets[0].Model");
        Assert.Contains("both", Wrong(t => t.Endpoint = "http://gpu0"), StringComparison.Ordinal);
        Assert.Contains("Targets[0].Endpoints[2]", Wrong(t => t.Endpoints.Add(" ")), StringComparison.Ordinal);
        Assert.Contains("Targets[0].Endpoints[2]", Wrong(t => t.Endpoints.Add("http://gpu3:x")), StringComparison.Ordinal);
        Assert.Contains("Targets[0].Endpoints[2] is the same", Wrong(t => t.Endpoints.Add("http://gpu1:11434")), StringComparison.Ordinal);

        static string Wrong(Action<LlmTarget> change)
        {
            var target = new LlmTarget(LlmProviders.Ollama, "m") { Endpoints = { "gpu1", "gpu2" } };
            change(target);
            return Assert.Throws<LlmConfigurationException>(() => ClientOf(target)).Message;
        }
    }

    private static LlmTarget Pool(params ScriptedServer[] servers)
    {
        var target = new LlmTarget(LlmProviders.Ollama, "m");
        foreach (var server in servers)
        {
            target.Endpoints.Add(server.Url.ToString());
        }

        return target;
    }

    private static Func<ScriptedConnection, Task> Held(TaskCompletionSource until) => async c =>
    {
        await c.WaitForAsync(until);
        await c.RespondAsync();
    };
}
