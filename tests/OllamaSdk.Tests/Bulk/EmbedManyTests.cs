using System.Net;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Bulk;

/// <summary>Many texts, their batches and their errors.</summary>
public sealed class EmbedManyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_text_has_its_vector(bool keepOrder)
    {
        var stub = new EmbedStub();
        using var client = stub.Create();

        var results = await client.EmbedManyAsync(new CountingSource(1000), bulk: new BulkOptions { MaxBatchCount = 7, KeepOrder = keepOrder }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(1000, results.Count);
        Assert.All(results, result => Assert.Equal(($"{result.Index}", (float)result.Index), (result.Input, Assert.Single(result.Output!))));
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), keepOrder ? results.Select(r => r.Index) : results.Select(r => r.Index).Order());
        Assert.Equal(143, stub.Batches.Count);
    }

    [Fact]
    public async Task The_OpenAI_compatible_client_does_the_same()
    {
        using var client = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = "http://127.0.0.1:9/v1", Handler = new EmbedStub() });

        var results = await client.EmbedManyAsync(new CountingSource(100), "m", new BulkOptions { MaxBatchCount = 8 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (float)i), results.Select(result => Assert.Single(result.Output!)));
    }

    [Fact]
    public async Task A_pool_shares_the_texts_and_a_server_of_it_that_dies_costs_none()
    {
        var stub = new EmbedStub();
        using var client = new LlmClient(LlmServers.Options(
            new LlmTarget(LlmProviders.Ollama, "m") { Endpoints = { LlmServers.Dead().Endpoint!, "http://127.0.0.1:9", "http://127.0.0.1:10" } },
            new LlmTarget(LlmProviders.Vllm, "other", "http://127.0.0.1:11/v1")).With(o => o.Handler = new Switchboard(stub)));

        var results = await client.EmbedManyAsync(new CountingSource(500), bulk: new BulkOptions { MaxBatchCount = 10 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 500).Select(i => (float)i), results.Select(result => Assert.Single(result.Output!)));
        Assert.Equal(["127.0.0.1:10", "127.0.0.1:9"], stub.Hosts.Distinct().Order());
    }

    [Fact]
    public async Task Vectors_of_two_models_never_mix()
    {
        var down = new EmbedStub { Refuse = _ => (HttpStatusCode.InternalServerError, """{"error":"broken"}""") };
        using var client = new LlmClient(LlmServers.Options(
            new LlmTarget(LlmProviders.Ollama, "a", "http://127.0.0.1:9"), new LlmTarget(LlmProviders.Ollama, "b", "http://127.0.0.1:10")).With(o => (o.Handler, o.Retry.MaxRetries) = (down, 0)));

        await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync(["1"], cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.EmbedAsync([], cancellationToken: TestClient.Ct));

        Assert.Equal(["127.0.0.1:9"], down.Hosts.Distinct());
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("vllm")]
    public async Task Every_kind_of_server_embeds(string provider)
    {
        using var client = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.Find(provider)!, "m", "http://127.0.0.1:9")).With(o => o.Handler = new EmbedStub()));

        var answer = await client.EmbedAsync(["7", "8"], cancellationToken: TestClient.Ct);

        Assert.Equal([7f, 8f], answer.Vectors.Select(vector => vector[0]));
        Assert.Equal((provider, "m", false), (answer.Provider, answer.Model, answer.UsedFallback));
    }

    [Fact]
    public async Task Batches_are_bounded_by_count_and_by_characters()
    {
        var stub = new EmbedStub();
        using var client = stub.Create();
        var source = new CountingSource(8) { Text = index => new string('1', index == 3 ? 9 : 2) };

        await client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 3, MaxBatchCharacters = 5, MaxConcurrency = 1 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal([2, 1, 1, 2, 2], stub.Batches.Select(batch => batch.Length));
        Assert.Equal("111111111", Assert.Single(stub.Batches[2]));
    }

    [Fact]
    public async Task A_text_that_is_refused_costs_no_other_text()
    {
        var stub = new EmbedStub();
        using var client = stub.Create();
        var source = new CountingSource(64) { Text = index => index is 5 or 40 ? "bad" : $"{index}" };

        var results = await client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 32 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 64).Select(i => (long)i), results.Select(result => result.Index));
        Assert.Equal([5L, 40L], results.Where(result => !result.Succeeded).Select(result => result.Index));
        Assert.All(results.Where(result => result.Succeeded), result => Assert.Equal(result.Index, result.Output![0]));
        Assert.Contains("no number", Assert.IsType<LlmApiException>(results[5].Error).Message, StringComparison.Ordinal);
        // Halving 32 five times: two requests more for each halving.
        Assert.Equal(2 * 11, stub.Batches.Count);
    }

    [Fact]
    public async Task A_time_out_is_the_error_of_its_whole_batch_and_of_no_other()
    {
        var clock = new FakeClock();
        var stub = new EmbedStub
        {
            Before = (texts, token) =>
            {
                clock.Advance(TimeSpan.FromSeconds(texts.Contains("2") ? 3 : 1));
                return token.IsCancellationRequested ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask;
            },
        };
        using var client = stub.Create(options => options.TimeProvider = clock);
        var limits = new CallOptions { TotalTimeout = TimeSpan.FromSeconds(2), MaxRetries = 0 };

        var results = await client.EmbedManyAsync(new CountingSource(9), bulk: new BulkOptions { MaxBatchCount = 3, MaxConcurrency = 1 }, options: limits, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal([0L, 1L, 2L], results.Where(result => result.Error is LlmTimeoutException).Select(result => result.Index));
        Assert.Equal(6, results.Count(result => result.Succeeded));
    }

    [Fact]
    public async Task An_answer_with_too_few_vectors_is_not_guessed_about()
    {
        var stub = new EmbedStub { Refuse = texts => texts.Contains("1") ? (HttpStatusCode.OK, """{"embeddings":[[7]]}""") : null };
        using var client = stub.Create();

        var results = await client.EmbedManyAsync(new CountingSource(4), bulk: new BulkOptions { MaxBatchCount = 2 }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal([false, false, true, true], results.Select(result => result.Succeeded));
        Assert.All(results.Take(2), result => Assert.IsType<LlmProtocolException>(result.Error));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "no key")]
    [InlineData(HttpStatusCode.NotFound, "model 'm' not found")]
    public async Task What_every_text_would_meet_ends_the_work_after_the_results_before_it(HttpStatusCode status, string words)
    {
        var stub = new EmbedStub { Refuse = texts => texts.Contains("6") ? (status, $$"""{"error":"{{words}}"}""") : null };
        using var client = stub.Create();
        var source = new CountingSource(1000);
        var taken = new List<long>();

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(async () =>
        {
            await foreach (var result in client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 3 }, cancellationToken: TestClient.Ct))
            {
                taken.Add(result.Index);
            }
        });

        Assert.Equal((int)status, error.Status);
        Assert.Equal([0L, 1, 2, 3, 4, 5], taken);
        Assert.InRange(source.Read, 7, 100);
        Assert.True(source.IsDisposed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_server_that_cannot_be_connected_to_ends_the_work(int servers)
    {
        var dark = new StubHandler((_, _) => throw new TaskCanceledException("no connection", new TimeoutException()));
        var targets = Enumerable.Range(0, servers).Select(i => new LlmTarget(LlmProviders.Ollama, "m", $"http://127.0.0.1:{9 + i}")).ToArray();
        using var client = new LlmClient(LlmServers.Options(targets).With(o => (o.Handler, o.Retry.MaxRetries) = (dark, 0)));

        var error = await Assert.ThrowsAnyAsync<LlmException>(() => client.EmbedManyAsync(new CountingSource(10), cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Equal(LlmTimer.Connect, Assert.IsType<LlmTimeoutException>(error.InnerException as LlmException ?? error).Timer);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task A_proxy_without_a_server_is_not_asked_for_each_text(HttpStatusCode status)
    {
        var stub = new EmbedStub { Refuse = _ => (status, """{"error":"no server"}""") };
        using var client = stub.Create(options => options.Retry.MaxRetries = 0);

        var results = await client.EmbedManyAsync(new CountingSource(8), cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All(results, result => Assert.Equal((int)status, Assert.IsType<LlmApiException>(result.Error).Status));
        Assert.Single(stub.Batches);
    }

    [Fact]
    public async Task The_first_targets_model_will_do_where_another_target_has_none()
    {
        using var client = new LlmClient(LlmServers.Options(
            new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9"), new LlmTarget(LlmProviders.Ollama, null, "http://127.0.0.1:10")).With(o => o.Handler = new EmbedStub()));
        using var none = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.Ollama, null, "http://127.0.0.1:9")).With(o => o.Handler = new EmbedStub()));

        Assert.Equal("m", (await client.EmbedAsync(["1"], cancellationToken: TestClient.Ct)).Model);
        Assert.True(Assert.Single(await client.EmbedManyAsync(new CountingSource(1), cancellationToken: TestClient.Ct).ToListAsync()).Succeeded);
        await Assert.ThrowsAsync<ArgumentException>(() => none.EmbedAsync(["1"], cancellationToken: TestClient.Ct));
    }

    [Fact]
    public async Task Wrong_settings_are_refused_at_once()
    {
        using var client = new EmbedStub().Create();
        var source = new CountingSource(1);

        Assert.Throws<ArgumentOutOfRangeException>(() => client.EmbedManyAsync(source, bulk: new BulkOptions { MaxConcurrency = 0 }, cancellationToken: TestClient.Ct));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 0 }, cancellationToken: TestClient.Ct));
        Assert.Throws<ArgumentOutOfRangeException>(() => client.EmbedManyAsync(source, bulk: new BulkOptions { StartIndex = -1 }, cancellationToken: TestClient.Ct));
        Assert.Throws<ArgumentNullException>(() => client.EmbedManyAsync(null!, cancellationToken: TestClient.Ct));
        Assert.Equal(0, source.Read);
        Assert.Empty(await client.EmbedManyAsync(new CountingSource(0), cancellationToken: TestClient.Ct).ToListAsync());
    }

    /// <summary>Nobody listens at addresses other than those with a stub.</summary>
    private sealed class Switchboard(HttpMessageHandler known) : DelegatingHandler(known)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => request.RequestUri!.Port is 9 or 10
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException(HttpRequestError.ConnectionError);
    }
}
