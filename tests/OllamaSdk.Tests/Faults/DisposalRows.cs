using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Faults;

/// <summary>H11 to H13, H15 and H16: clients and streams that go, and what several calls share.</summary>
public sealed class DisposalRows
{
    public static TheoryData<Client> Clients => FaultData.Clients;

    public static MatrixTheoryData<Client, bool> ClientsAndPools => FaultData.ClientsAndPools;

    public static MatrixTheoryData<Client, bool, bool> ClientsAndPoolsStreamedOrNot => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public Task H11_while_a_read_waits(Client client, bool foreign) => Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a"), async (asked, _) =>
    {
        await using var items = asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct);
        Assert.True(await items.MoveNextAsync());
        Assert.Equal("a", items.Current);
        var next = items.MoveNextAsync().AsTask();

        asked.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(next));
    });

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H11_in_the_loop_body(Client client, bool foreign)
    {
        List<string> texts = [];
        await Held.ClosesAsync(client, foreign, connection => connection.HoldAsync(client, "a"), (asked, _) => Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            await foreach (var text in asked.StreamAsync())
            {
                texts.Add(text);
                asked.Dispose();
            }
        }));

        Assert.Equal(["a"], texts);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public Task H11_while_a_call_waits_for_headers(Client client, bool foreign, bool streamed) =>
        Held.ClosesAsync(client, foreign, connection => connection.HoldUntilClientClosesAsync(), async (asked, server) =>
        {
            Task call = streamed ? asked.StreamAsync().ToListAsync() : asked.AskAsync();
            await server.WaitForRequestAsync();
            asked.Dispose();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(call));
        }, options => options.Retry.MaxRetries = 2);

    // A stream of an LlmClient is a recipe: each enumeration is a call of its own, which may find another server.
    [Theory]
    [MemberData(nameof(Clients))]
    public async Task H12_enumerated_twice(Client client)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, client.StreamType(), client.Stream("a")));
        await using var asked = new FaultClient(client, server.Url.ToString());
        var stream = asked.StreamAsync();

        Assert.Equal("a", string.Concat(await stream.ToListAsync()));
        if (client is Client.Native or Client.V1)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => stream.ToListAsync());
            Assert.Single(server.Requests);
        }
        else
        {
            Assert.Equal("a", string.Concat(await stream.ToListAsync()));
            Assert.Equal(2, server.Requests.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Clients))]
    public async Task H12_two_readers_at_once(Client client)
    {
        TaskCompletionSource tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.WaitForAsync(tried);
            await connection.RespondAsync(200, client.StreamType(), client.Stream("a", "b"));
        });
        await using var asked = new FaultClient(client, server.Url.ToString());
        var stream = asked.StreamAsync();

        var first = stream.ToListAsync();
        await server.WaitForRequestAsync();
        var second = stream.ToListAsync();
        if (client is Client.Native or Client.V1)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => Guard.Within(second));
        }
        else
        {
            await server.WaitForRequestAsync(2);
        }

        tried.SetResult();
        Assert.Equal("ab", string.Concat(await Guard.Within(first)));
        Assert.Equal(client is Client.Native or Client.V1 ? 1 : 2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPools))]
    public async Task H13_disposed_twice_and_after_the_end(Client client, bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, client.StreamType(), client.Stream("a")));
        using var http = new HttpClient();
        var asked = new FaultClient(client, server.Url.ToString(), null, foreign ? http : null);
        var items = asked.StreamAsync().GetAsyncEnumerator(TestClient.Ct);
        while (await items.MoveNextAsync())
        {
        }

        await items.DisposeAsync();
        await items.DisposeAsync();
        Assert.False(await items.MoveNextAsync());
        // Left in order, it has given its connection back.
        Assert.Equal("a", string.Concat(await asked.StreamAsync().ToListAsync()));
        Assert.Single(server.Connections);
        asked.Dispose();
        asked.Dispose();
        await asked.DisposeAsync();
        await items.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked.AskAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => asked.StreamAsync().ToListAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public async Task H15_settings_shared_by_many_calls_at_once(Client client, bool foreign, bool streamed)
    {
        const int Calls = 60;
        var count = 0;
        await using var server = new ScriptedServer(connection =>
        {
            var text = $"{Interlocked.Increment(ref count)};";
            return streamed ? connection.RespondAsync(200, client.StreamType(), client.Stream(text, text)) : connection.RespondJsonAsync(client.Whole(text + text));
        });
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), null, foreign ? http : null);
        var told = 0;
        var shared = new CallOptions { RequestId = "shared", MaxRetries = 1, TotalTimeout = TimeSpan.FromHours(1), Headers = { ["X-Team"] = "search" }, OnResponse = _ => Interlocked.Increment(ref told) };
        var listener = shared.OnResponse;

        var texts = await Guard.Within(Task.WhenAll(Enumerable.Range(0, Calls).Select(async call =>
            streamed ? string.Concat(await asked.StreamAsync($"prompt {call}", shared).ToListAsync()) : await asked.AskAsync($"prompt {call}", shared))));

        // Each answer is of one piece, and no two are the same.
        Assert.All(texts.Select(text => text.Split(';')), halves => Assert.Equal(halves[0], halves[1]));
        Assert.Equal(Calls, texts.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, Calls).Select(call => $"prompt {call}").Order(), server.Requests.Select(request => PromptOf(request)).Order());
        Assert.All(server.Requests, request => Assert.Equal(("shared", "search"), (request.Header("X-Request-Id"), request.Header("X-Team"))));
        Assert.Equal(Calls, told);
        Assert.Equal(("shared", 1, TimeSpan.FromHours(1), 1), (shared.RequestId, shared.MaxRetries, shared.TotalTimeout, shared.Headers.Count));
        Assert.Same(listener, shared.OnResponse);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H15_one_request_for_many_calls_of_many_clients(bool streamed)
    {
        var request = new LlmRequest("hi") { Temperature = 0.5, MaxTokens = 7, Call = new CallOptions { RequestId = "shared" } };
        var before = request.ToString();
        await using var lines = new ScriptedServer(connection => AnswerAsync(connection, Client.Llm, streamed));
        await using var events = new ScriptedServer(connection => AnswerAsync(connection, Client.LlmV1, streamed));
        using var one = LlmServers.ClientOf(lines.Native());
        using var two = LlmServers.ClientOf(events.V1(LlmProviders.OpenAICompatible));

        await Guard.Within(Task.WhenAll(Enumerable.Range(0, 60).Select(async call =>
        {
            var client = call % 2 == 0 ? one : two;
            Assert.Equal("a", streamed ? (await client.ChatStreamAsync(request, TestClient.Ct).ToListAsync()).Text() : (await client.ChatAsync(request, TestClient.Ct)).Content);
        })));

        Assert.Equal((30, 30), (lines.Requests.Count, events.Requests.Count));
        Assert.Single(lines.Requests.Select(sent => sent.Text).Distinct());
        Assert.Single(events.Requests.Select(sent => sent.Text).Distinct());
        Assert.Equal(before, request.ToString());
        Assert.Null(request.Call!.OnResponse);
    }

    // What a program should not do, and some do: the thread that would run the continuations waits for them.
    [Theory]
    [MemberData(nameof(ClientsAndPoolsStreamedOrNot))]
    public async Task H16_a_blocked_user_interface_thread(Client client, bool foreign, bool streamed)
    {
        await using var server = new ScriptedServer(connection => streamed
            ? connection.RespondChunksAsync(client.StreamType(), client.Stream("a", "b").Utf8().Chunk(7))
            : connection.RespondJsonAsync(client.Whole("ab")));
        using var http = new HttpClient();
        await using var asked = new FaultClient(client, server.Url.ToString(), null, foreign ? http : null);
        var (text, error) = ("", (Exception?)null);
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            error = Record.Exception(() => text = streamed ? ReadBlocking(asked) : Wait(asked.AskAsync(token: CancellationToken.None)));
        });

        thread.Start();

        Assert.True(thread.Join(2 * Guard.Limit));
        Assert.Null(error);
        Assert.Equal("ab", text);
    }

    private static string ReadBlocking(FaultClient client)
    {
        var (items, text) = (client.StreamAsync(token: CancellationToken.None).GetAsyncEnumerator(CancellationToken.None), "");
        while (Wait(items.MoveNextAsync().AsTask()))
        {
            text += items.Current;
        }

        Wait(Task.Run(async () =>
        {
            await items.DisposeAsync();
            return true;
        }, CancellationToken.None));
        return text;
    }

    private static T Wait<T>(Task<T> task) => ((IAsyncResult)task).AsyncWaitHandle.WaitOne(Guard.Limit) ? task.GetAwaiter().GetResult() : throw new TimeoutException("a deadlock");

    private static Task AnswerAsync(ScriptedConnection connection, Client client, bool streamed) =>
        streamed ? connection.RespondAsync(200, client.StreamType(), client.Stream("a")) : connection.RespondJsonAsync(client.Whole("a"));

    private static string PromptOf(ScriptedRequest request) => request.Json().GetProperty("messages")[0].GetProperty("content").GetString()!;

    /// <summary>A thread that never comes to what is posted to it.</summary>
    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
