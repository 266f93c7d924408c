using OllamaSdk.Transport;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>Lists of models are kept, shared, dropped and, when the server is down, served old and marked.</summary>
public sealed class ModelCacheTests
{
    private const string List = """{"models":[{"name":"a:latest"}]}""";
    private const string Longer = """{"models":[{"name":"a:latest"},{"name":"b:latest"}]}""";

    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_list_is_kept_for_five_minutes()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(List), c => c.RespondJsonAsync(Longer));
        using var client = Create(server);

        Assert.Equal("a:latest", Assert.Single(await client.ListModelsAsync(cancellationToken: Ct)).Id);
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Single(await client.ListModelsAsync(cancellationToken: Ct));
        Assert.Single(server.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await client.ListModelsAsync(cancellationToken: Ct)).Count);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task It_can_be_passed_by_and_dropped()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(List));
        using var client = Create(server);

        await client.ListModelsAsync(cancellationToken: Ct);
        await client.ListModelsAsync(useCache: false, Ct);
        Assert.Equal(2, server.Requests.Count);
        client.InvalidateModelCache();
        await client.ListModelsAsync(cancellationToken: Ct);
        await client.ListModelsAsync(cancellationToken: Ct);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Many_callers_make_one_request_and_one_that_leaves_does_not_take_it_away()
    {
        var go = new TaskCompletionSource();
        await using ScriptedServer server = new(async c =>
        {
            await c.WaitForAsync(go);
            await c.RespondJsonAsync(List);
        });
        using var client = Create(server);
        using var leave = new CancellationTokenSource();

        var leaving = client.ListModelsAsync(cancellationToken: leave.Token);
        var others = Enumerable.Range(0, 20).Select(_ => Task.Run(() => client.ListModelsAsync(cancellationToken: Ct))).ToArray();
        await server.WaitForRequestAsync();
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        go.SetResult();

        Assert.All(await Guard.Within(Task.WhenAll(others)), list => Assert.Single(list));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_list_asked_for_before_it_was_dropped_is_not_given_to_those_who_ask_afterwards()
    {
        var go = new TaskCompletionSource();
        await using ScriptedServer server = new(
            async c =>
            {
                await c.WaitForAsync(go);
                await c.RespondJsonAsync(List);
            },
            c => c.RespondJsonAsync(Longer));
        using var client = Create(server);

        var early = client.ListModelsAsync(cancellationToken: Ct);
        await server.WaitForRequestAsync();
        client.InvalidateModelCache();
        var late = await Guard.Within(client.ListModelsAsync(cancellationToken: Ct));
        go.SetResult();

        Assert.Equal(2, late.Count);
        Assert.Single(await Guard.Within(early));
        Assert.Equal(2, (await client.ListModelsAsync(cancellationToken: Ct)).Count);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task When_the_server_is_down_the_old_list_is_served_and_marked()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(List), Refuses(503));
        using var client = Create(server);
        Assert.False(Assert.Single(await client.ListModelsAsync(cancellationToken: Ct)).IsStale);
        _clock.Advance(TimeSpan.FromMinutes(6));

        var old = Assert.Single(await client.ListModelsAsync(cancellationToken: Ct));

        Assert.Equal(("a:latest", true), (old.Id, old.IsStale));
        await Assert.ThrowsAsync<LlmApiException>(() => client.ListModelsAsync(useCache: false, Ct));
    }

    [Fact]
    public async Task A_wrong_key_is_not_hidden_by_an_old_list()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(List), Refuses(401));
        using var client = Create(server);
        await client.ListModelsAsync(cancellationToken: Ct);
        client.InvalidateModelCache();

        await Assert.ThrowsAsync<LlmUnauthorizedException>(() => client.ListModelsAsync(cancellationToken: Ct));
    }

    [Theory]
    [InlineData("pull")]
    [InlineData("copy")]
    [InlineData("delete")]
    [InlineData("create")]
    public async Task Changing_models_by_any_client_of_this_program_drops_it(string change)
    {
        await using ScriptedServer server = new(c => c.Request.Path switch
        {
            "/api/tags" => c.RespondJsonAsync(List),
            "/api/pull" or "/api/create" => c.RespondNdjsonAsync("""{"status":"success"}"""),
            _ => c.RespondAsync(200, "text/plain", ""),
        });
        using var client = Create(server);
        using var ollama = new OllamaClient(server.Url.ToString());
        await client.ListModelsAsync(cancellationToken: Ct);

        await (change switch
        {
            "pull" => ollama.PullModelAsync("b", cancellationToken: Ct),
            "copy" => ollama.CopyModelAsync("a", "b", cancellationToken: Ct),
            "delete" => ollama.DeleteModelAsync("a", cancellationToken: Ct),
            _ => ollama.CreateModelAsync(new CreateModelRequest { Model = "b", From = "a" }, cancellationToken: Ct),
        });
        await client.ListModelsAsync(cancellationToken: Ct);
        await client.ListModelsAsync(cancellationToken: Ct);

        Assert.Equal(2, server.Requests.Count(r => r.Path == "/api/tags"));
    }

    [Fact]
    public async Task A_change_that_was_given_up_may_have_been_made()
    {
        await using ScriptedServer server = new(c => c.Request.Path == "/api/tags" ? c.RespondJsonAsync(List) : c.HoldUntilClientClosesAsync());
        using var client = Create(server);
        using var ollama = new OllamaClient(server.Url.ToString());
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await client.ListModelsAsync(cancellationToken: Ct);

        var delete = ollama.DeleteModelAsync("a", cancellationToken: leave.Token);
        await server.WaitForRequestAsync(2);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(delete));
        await client.ListModelsAsync(cancellationToken: Ct);

        Assert.Equal(2, server.Requests.Count(r => r.Path == "/api/tags"));
    }

    [Theory]
    [InlineData("http://localhost:18", true)]
    [InlineData("http://[::1]:18", true)]
    [InlineData("http://127.0.0.1:18/v1", true)]
    [InlineData("http://localhost:19", false)]
    [InlineData("http://example.com:18", false)]
    public void However_this_machine_is_called_its_changes_are_seen(string address, bool isSame)
    {
        var before = ModelChanges.CountOf(new Uri(address));

        ModelChanges.NoteEndOf(HttpMethod.Post, "/api/pull", new Uri("http://127.0.0.1:18"));

        Assert.Equal(isSame ? 1 : 0, ModelChanges.CountOf(new Uri(address)) - before);
    }

    [Fact]
    public async Task Targets_of_one_server_share_its_list_whatever_their_headers()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(List));
        var targets = new[] { server.Native("a"), server.Native("b"), server.Native("c") };
        (targets[0].Headers["X-Team"], targets[1].Headers["x-team"], targets[2].Headers["X-Team"]) = ("blue", "blue", "red");
        targets[1].Endpoint = targets[1].Endpoint!.TrimEnd('/');
        using var client = ClientOf(targets);

        Assert.Equal(2, (await client.ListModelsAsync(cancellationToken: Ct)).Count);
        Assert.Equal(["blue", "red"], server.Requests.Select(r => r.Header("X-Team")).Order());
    }

    [Fact]
    public async Task A_server_without_a_list_leaves_those_of_the_others()
    {
        await using ScriptedServer live = new(c => c.RespondJsonAsync(List));
        using var client = ClientOf(Dead(), live.Native());
        using var lost = new LlmClient(Options(Dead("a"), Dead("b")).With(o => o.Retry.MaxRetries = 0));

        Assert.Equal(live.Url, Assert.Single(await client.ListModelsAsync(cancellationToken: Ct)).Endpoint);
        var error = await Assert.ThrowsAsync<LlmFallbackException>(() => lost.ListModelsAsync(cancellationToken: Ct));
        Assert.Equal(2, error.Failures.Count);
        Assert.DoesNotContain("''", error.Message, StringComparison.Ordinal);
    }

    private LlmClient Create(ScriptedServer server) =>
        new(Options(server.Native()).With(o => (o.TimeProvider, o.Retry.MaxRetries) = (_clock, 0)));
}
