using OllamaSdk.TestKit;

namespace OllamaSdk.Gateway.Tests;

/// <summary>Streams through the gateway: passed on at once, counted until their end, and ended with their reader.</summary>
public sealed class StreamTests
{
    private readonly FakeClock _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task Each_chunk_arrives_before_the_next_one_is_made(string client)
    {
        await using var stand = await Stand.StartAsync(_clock);
        using var asker = stand.Ask(client);
        await using var stream = asker.Stream("hello", Cancellation).GetAsyncEnumerator(Cancellation);

        for (var i = 0; i < 5; i++)
        {
            var next = stream.MoveNextAsync().AsTask();
            await _clock.WaitForTimersAsync(1);
            Assert.False(next.IsCompleted);
            _clock.Advance(Stand.Tick);
            Assert.True(await Guard.Within(next));
        }

        Assert.Equal(1, stand.Servers.Sum(server => server.Asked.Count));
    }

    [Fact]
    public async Task A_hundred_streams_at_once_are_not_held_back()
    {
        const int Streams = 100;
        await using var stand = await Stand.StartAsync(_clock);
        // Three, since one client opens 50 connections at most.
        using var ollama = stand.Ask("Ollama");
        using var openAI = stand.Ask("OpenAI");
        using var llm = stand.Ask("Llm");
        Asker[] clients = [ollama, openAI, llm];
        var streams = Enumerable.Range(0, Streams).Select(i => clients[i % clients.Length].Stream($"number {i}", Cancellation).GetAsyncEnumerator(Cancellation)).ToList();

        // In each round all answers stand before a line. One tick makes it, and all of them arrive before there is another tick.
        for (var round = 0; round < 6; round++)
        {
            var next = streams.ConvertAll(stream => stream.MoveNextAsync().AsTask());
            await _clock.WaitForTimersAsync(Streams);
            Assert.DoesNotContain(next, one => one.IsCompleted);
            _clock.Advance(Stand.Tick);
            Assert.All(await Guard.Within(Task.WhenAll(next), $"round {round}"), Assert.True);
        }

        var asked = stand.Servers.Select(server => server.Asked.Count).ToList();
        Assert.Equal(Streams, asked.Sum());
        Assert.All(asked, count => Assert.InRange(count, 30, 70));
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }

        await _clock.WaitForTimersAsync(0);
    }

    [Theory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    [InlineData("Llm")]
    public async Task Who_leaves_stops_the_server(string client)
    {
        await using var stand = await Stand.StartAsync(_clock);
        using var asker = stand.Ask(client);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var stream = asker.Stream("hello", leaving.Token).GetAsyncEnumerator(leaving.Token);
        var first = stream.MoveNextAsync().AsTask();
        await _clock.WaitForTimersAsync(1);
        _clock.Advance(Stand.Tick);
        Assert.True(await Guard.Within(first));
        await _clock.WaitForTimersAsync(1);

        var next = stream.MoveNextAsync().AsTask();
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        // The wait before the next line goes with the reader that it was for.
        await _clock.WaitForTimersAsync(0);
    }

    [Fact]
    public async Task The_server_with_the_fewest_requests_under_way_is_next()
    {
        await using var stand = await Stand.StartAsync(_clock);
        using var client = stand.Ollama();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var running = new List<Task>();

        // One after the other, and none ends: each is still counted.
        for (var i = 0; i < 10; i++)
        {
            running.Add(StartAsync(leaving.Token));
            await _clock.WaitForTimersAsync(i + 1);
        }

        Assert.Equal([5, 5], stand.Servers.Select(server => server.Asked.Count));

        // All leave, and nothing is counted any more. With four at the one, the next four are the other's.
        var busy = stand.Second.Asked.Count;
        await leaving.CancelAsync();
        await _clock.WaitForTimersAsync(0);
        for (var i = 0; i < 4; i++)
        {
            running.Add(StartAsync(Cancellation, "only-first"));
            await _clock.WaitForTimersAsync(i + 1);
        }

        for (var i = 0; i < 4; i++)
        {
            running.Add(StartAsync(Cancellation));
            await _clock.WaitForTimersAsync(i + 5);
        }

        Assert.Equal(busy + 4, stand.Second.Asked.Count);
        await _clock.RunUntilAsync(Task.WhenAll(running.Skip(10)));

        async Task StartAsync(CancellationToken token, string model = "demo")
        {
            try
            {
                await client.ChatStreamAsync("hello", model, cancellationToken: token).ToListAsync(token);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested && !Cancellation.IsCancellationRequested)
            {
                // As planned.
            }
        }
    }
}
