using OllamaSdk.TestKit;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.LoadBalancer;

/// <summary>The SDK behind a stock load balancer: what docs/load-balancer.md promises.</summary>
public sealed class NginxTests
{
    [Fact]
    public void The_page_has_the_settings_that_matter() => Assert.All(
        ["least_conn;", "proxy_buffering off;", "proxy_read_timeout ", "proxy_next_upstream error timeout non_idempotent;", "127.0.0.1:11434", "127.0.0.1:11435", "127.0.0.1:8080"],
        line => Assert.Contains(line, NginxProcess.Documented, StringComparison.Ordinal));

    [Fact]
    public async Task Chunks_are_not_held_back()
    {
        var next = new SemaphoreSlim(0);
        Func<ScriptedConnection, Task> script = async c =>
        {
            await c.BeginStreamAsync(Chunk);
            for (var i = 0; i < 3; i++)
            {
                await c.WaitForAsync(next.WaitAsync(Ct));
                await c.SendChunkAsync($"{(i < 2 ? Chunk : Last)}\n");
            }

            await c.EndChunksAsync();
        };
        await using ScriptedServer first = new(script);
        await using ScriptedServer second = new(script);
        await using var nginx = await Nginx.StartAsync(first.Url, second.Url);
        using var client = Create(nginx.Url.ToString());

        // Each chunk is sent only when the one before it has arrived.
        var chunks = client.Stream().GetAsyncEnumerator(Ct);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(await Guard.Within(chunks.MoveNextAsync().AsTask()));
            next.Release();
        }

        Assert.True(chunks.Current.Done);
        Assert.False(await Guard.Within(chunks.MoveNextAsync().AsTask()));
    }

    [Fact]
    public async Task One_server_killed_loses_no_request_that_it_had_not_begun_to_answer()
    {
        const int Calls = 40;
        var killing = new TaskCompletionSource();
        ScriptedServer killed = new(c => c.HoldUntilClientClosesAsync());
        await using ScriptedServer left = new(async c =>
        {
            // As long as both are busy, each gets its share.
            await c.WaitForAsync(killing);
            await c.RespondJsonAsync(Last);
        });
        await using var nginx = await Nginx.StartAsync(killed.Url, left.Url);
        // The balancer has to do it, not the SDK.
        using var client = Create(nginx.Url.ToString(), options => options.Retry.MaxRetries = 0);

        Task<OllamaChatResponse>[] calls;
        try
        {
            calls = [.. Enumerable.Range(0, Calls).Select(_ => client.ChatAsync("hi", cancellationToken: Ct))];
            await killed.WaitForRequestAsync(Calls / 4);
        }
        finally
        {
            await killed.DisposeAsync();
            killing.SetResult();
        }

        await Guard.Within(Task.WhenAll(calls));
        for (var i = 0; i < Calls; i++)
        {
            await client.ChatAsync("hi", cancellationToken: Ct);
        }

        Assert.Equal(2 * Calls, left.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_had_begun_breaks_and_says_so()
    {
        Func<ScriptedConnection, Task> script = async c =>
        {
            await c.BeginStreamAsync(Chunk);
            await c.HoldUntilClientClosesAsync();
        };
        ScriptedServer first = new(script);
        ScriptedServer second = new(script);
        await using var nginx = await Nginx.StartAsync(first.Url, second.Url);
        using var client = Create(nginx.Url.ToString());

        var chunks = client.Stream().GetAsyncEnumerator(Ct);
        Assert.True(await Guard.Within(chunks.MoveNextAsync().AsTask()));
        await first.DisposeAsync();
        await second.DisposeAsync();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => Guard.Within(chunks.MoveNextAsync().AsTask()));
        Assert.Equal("a", error.Partial?.Content);
        Assert.Equal(1, first.Requests.Count + second.Requests.Count);
    }

    [Fact]
    public async Task Leaving_reaches_the_server()
    {
        var left = new TaskCompletionSource();
        Func<ScriptedConnection, Task> script = async c =>
        {
            await c.BeginStreamAsync(Chunk);
            await c.HoldUntilClientClosesAsync();
            left.SetResult();
        };
        await using ScriptedServer first = new(script);
        await using ScriptedServer second = new(script);
        await using var nginx = await Nginx.StartAsync(first.Url, second.Url);
        using var client = Create(nginx.Url.ToString());

        await foreach (var chunk in client.Stream())
        {
            break;
        }

        await Guard.Within(left.Task);
    }

    [Fact]
    public async Task Models_are_not_managed_through_the_balancer()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(TestClient.Version));
        await using var nginx = await Nginx.StartAsync(server.Url, server.Url);
        using var client = Create(nginx.Url.ToString());

        await client.GetVersionAsync(cancellationToken: Ct);
        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.DeleteModelAsync("m", cancellationToken: Ct));

        Assert.Equal(ApiErrorKind.Forbidden, error.Kind);
        Assert.Single(server.Requests);
    }
}
