using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Testing.Tests.Page;

/// <summary>What the page is told of requests.</summary>
public sealed class PageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_is_shown_piece_by_piece_with_the_time_of_each()
    {
        var clock = new FakeClock();
        await using var page = await PageClient.StartAsync(clock, TimeSpan.FromSeconds(1));
        page.Emulator.When("hello").Answer("one two");
        var stream = page.Client.ChatStreamAsync("hello", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        for (var line = 0; line < 3; line++)
        {
            var next = stream.MoveNextAsync().AsTask();
            await clock.WaitForTimerAsync();
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await next);
        }

        Assert.False(await stream.MoveNextAsync());
        var line0 = await page.LastAsync();
        var events = await page.DetailsAsync(line0.GetProperty("id").GetInt64());

        Assert.Equal(("POST", "/api/chat", "demo", 200, 3, "answer", "complete"), (
            line0.GetProperty("method").GetString(), line0.GetProperty("path").GetString(), line0.GetProperty("model").GetString(), line0.GetProperty("status").GetInt32(),
            line0.GetProperty("pieces").GetInt32(), line0.GetProperty("rule").GetString(), line0.GetProperty("outcome").GetString()));
        Assert.Equal(["request", "answer", "piece", "piece", "piece", "end"], events.Select(one => one.Name));
        Assert.Contains("\"hello\"", events[0].Data.GetProperty("body").GetString());
        Assert.Equal([1000, 2000, 3000], events[2..5].Select(one => one.Data.GetProperty("ms").GetDouble()));
        Assert.Contains("\"one\"", events[2].Data.GetProperty("text").GetString());
        Assert.Equal(3000, events[5].Data.GetProperty("ms").GetDouble());
    }

    [Fact]
    public async Task What_is_under_way_is_shown_as_it_goes()
    {
        var clock = new FakeClock();
        await using var page = await PageClient.StartAsync(clock, TimeSpan.FromSeconds(1));
        var stream = page.Client.ChatStreamAsync("hello", cancellationToken: Cancellation).GetAsyncEnumerator(Cancellation);
        var first = stream.MoveNextAsync().AsTask();
        await clock.WaitForTimerAsync();

        var feed = page.EventsAsync("/_demo/requests/1").GetAsyncEnumerator(Cancellation);
        Assert.True(await feed.MoveNextAsync());
        Assert.Equal("request", feed.Current.Name);
        Assert.True(await feed.MoveNextAsync());
        Assert.Equal("answer", feed.Current.Name);
        var piece = feed.MoveNextAsync().AsTask();
        Assert.False(piece.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await Guard.Within(piece));
        Assert.Equal("piece", feed.Current.Name);
        Assert.True(await first);
        await feed.DisposeAsync();
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Who_leaves_and_what_breaks_is_told()
    {
        await using var page = await PageClient.StartAsync();
        page.Emulator.When("break").Fail(Fault.Break.AfterLines(2));
        page.Emulator.When("silence").Fail(Fault.Silence);

        await Assert.ThrowsAsync<LlmStreamException>(() => page.Client.ChatStreamAsync("break", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
        var broken = await page.LastAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var call = page.Client.ChatAsync("silence", cancellationToken: leaving.Token);
        await page.WaitForListAsync(state => state.GetProperty("requests").EnumerateArray().Any(line => line.GetProperty("rule").GetString() == "Silence"));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        var left = await page.LastAsync();

        Assert.Equal(("Break", "the connection broke"), (broken.GetProperty("rule").GetString(), broken.GetProperty("outcome").GetString()));
        Assert.Equal(("Silence", "the client left", 0), (left.GetProperty("rule").GetString(), left.GetProperty("outcome").GetString(), left.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task In_a_pause_requests_are_answered_and_not_shown()
    {
        await using var page = await PageClient.StartAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await page.SendAsync("PUT", "/_demo/pause")).Status);
        await page.SendAsync("GET", "/api/version");
        Assert.Equal(HttpStatusCode.NoContent, (await page.SendAsync("DELETE", "/_demo/pause")).Status);
        await page.SendAsync("GET", "/api/tags");

        Assert.Equal((1, "/api/tags"), ((await page.LastAsync()).GetProperty("id").GetInt64(), (await page.LastAsync()).GetProperty("path").GetString()));
        Assert.Equal(2, page.Emulator.Requests.Count);
    }

    [Fact]
    public async Task What_is_cleared_is_gone()
    {
        await using var page = await PageClient.StartAsync();
        await page.SendAsync("GET", "/api/version");
        await page.LastAsync();

        await page.SendAsync("DELETE", "/_demo/requests");

        var state = await page.WaitForListAsync(_ => true);
        Assert.Equal((0, 2), (state.GetProperty("requests").GetArrayLength(), state.GetProperty("first").GetInt64()));
        Assert.Equal(HttpStatusCode.NotFound, (await page.SendAsync("GET", "/_demo/requests/1")).Status);
    }

    [Fact]
    public async Task Only_so_many_requests_are_kept_and_only_so_much_of_each()
    {
        await using var page = await PageClient.StartAsync();
        page.Emulator.When("long").Answer(string.Concat(Enumerable.Repeat("word ", 60_000)));
        for (var i = 0; i < 200; i++)
        {
            await page.SendAsync("GET", "/api/version");
        }

        await page.SendAsync("POST", "/api/generate", $$"""{"model":"demo","prompt":"long {{new string('x', 100_000)}}","options":{"num_ctx":131072} }""");
        await page.LastAsync();
        var state = await page.WaitForListAsync(_ => true);
        var events = await page.DetailsAsync(201);

        Assert.Equal((200, 2), (state.GetProperty("requests").GetArrayLength(), state.GetProperty("first").GetInt64()));
        var (request, end) = (events[0].Data, events[^1].Data);
        Assert.True(request.GetProperty("cut").GetBoolean());
        Assert.Equal(64 * 1024, request.GetProperty("body").GetString()!.Length);
        Assert.InRange(request.GetProperty("size").GetInt32(), 100_000, 101_000);
        Assert.True(end.GetProperty("cut").GetBoolean());
        Assert.Equal(128 * 1024, events.Where(one => one.Name == "piece").Sum(one => one.Data.GetProperty("text").GetString()!.Length));
    }

    [Fact]
    public async Task Secrets_are_not_shown()
    {
        await using var page = await PageClient.StartAsync();

        await page.SendAsync("GET", "/api/tags?api_key=s3cret&limit=2", null, ("Authorization", "Bearer s3cret"), ("X-Api-Key", "s3cret"), ("X-Access-Token", "s3cret"), ("Cookie", "id=s3cret"), ("X-Team", "search"));
        var events = await page.DetailsAsync((await page.LastAsync()).GetProperty("id").GetInt64());

        var request = events[0].Data;
        var headers = request.GetProperty("headers").EnumerateArray().ToDictionary(pair => pair[0].GetString()!, pair => pair[1].GetString());
        Assert.DoesNotContain("s3cret", string.Concat(events.Select(one => one.Data.GetRawText())));
        Assert.Equal("/api/tags?api_key=***&limit=2", request.GetProperty("path").GetString());
        Assert.Equal(("Bearer ***", "***", "search"), (headers["Authorization"], headers["X-Access-Token"], headers["X-Team"]));
    }
}
