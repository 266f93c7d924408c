using System.Net;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Bulk;

/// <summary>How items flow: no faster than they are taken, so many at once, and all stopped when nobody takes any more.</summary>
public sealed class BulkFlowTests
{
    [Fact]
    public async Task The_source_is_read_no_faster_than_results_are_taken()
    {
        var stub = new EmbedStub();
        using var client = stub.Create();
        var source = new CountingSource(10_000);
        var taken = 0;

        await foreach (var result in client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 5, MaxConcurrency = 3 }, cancellationToken: Ct))
        {
            taken++;
            // Four held batches for each request under way, one more being gathered, and the text that did not fit into it.
            Assert.InRange(source.Read, taken, taken + (5 * (3 * 4)) + 6);
        }

        Assert.Equal(10_000, taken);
        Assert.InRange(stub.MostAtOnce, 1, 3);
    }

    [Fact]
    public async Task As_many_requests_as_allowed_are_under_way_at_once()
    {
        var all = new TaskCompletionSource();
        var arrived = 0;
        var stub = new EmbedStub { Before = (_, token) => Interlocked.Increment(ref arrived) == 4 ? Release(all) : all.Task.WaitAsync(token) };
        using var client = stub.Create();

        await Guard.Within(client.EmbedManyAsync(new CountingSource(8), bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 4 }, cancellationToken: Ct).ToListAsync());

        Assert.Equal(4, stub.MostAtOnce);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_slow_request_holds_others_back_only_where_order_counts(bool keepOrder)
    {
        var slow = new TaskCompletionSource();
        var stub = new EmbedStub { Before = (texts, token) => texts[0] == "0" ? slow.Task.WaitAsync(token) : Task.CompletedTask };
        using var client = stub.Create();
        var order = new List<long>();

        await using var results = client.EmbedManyAsync(new CountingSource(6), bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 2, KeepOrder = keepOrder }, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        while (order.Count < 6)
        {
            var next = results.MoveNextAsync().AsTask();
            if (keepOrder ? order.Count == 0 : order.Count == 5)
            {
                Assert.False(next.IsCompleted);
                slow.SetResult();
            }

            Assert.True(await Guard.Within(next));
            order.Add(results.Current.Index);
        }

        Assert.Equal(keepOrder ? [0, 1, 2, 3, 4, 5] : [1, 2, 3, 4, 5, 0], order);
    }

    [Fact]
    public async Task Results_come_while_the_source_is_slow()
    {
        var more = new TaskCompletionSource();
        using var client = new EmbedStub().Create();
        var source = new CountingSource(3) { Before = (index, token) => index == 2 ? more.Task.WaitAsync(token) : Task.CompletedTask };

        await using var results = client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 2 }, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));
        Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));
        more.SetResult();
        Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));
        Assert.Equal("2", results.Current.Input);
    }

    [Fact]
    public async Task Leaving_closes_what_is_under_way_and_the_source()
    {
        var closed = new TaskCompletionSource();
        await using ScriptedServer server = new(c => c.RespondJsonAsync("""{"embeddings":[[0]]}"""), async c =>
        {
            await c.HoldUntilClientClosesAsync();
            closed.TrySetResult();
        });
        using var client = server.Create();
        var source = new CountingSource(100);

        await foreach (var result in client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 2, KeepOrder = false }, cancellationToken: Ct))
        {
            await server.WaitForRequestAsync(2);
            break;
        }

        Assert.True(source.IsDisposed);
        await Guard.Within(closed.Task);
    }

    [Fact]
    public async Task Cancelling_ends_requests_source_and_enumeration()
    {
        var stub = new EmbedStub { Before = (_, token) => Task.Delay(Timeout.Infinite, token) };
        using var client = stub.Create();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var source = new CountingSource(10) { Before = (index, token) => index == 3 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask };

        var all = client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 8 }, cancellationToken: leave.Token).ToListAsync();
        await leave.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(all));
        Assert.Equal(leave.Token, error.CancellationToken);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task What_the_source_throws_comes_after_the_results_before_it()
    {
        using var client = new EmbedStub().Create();
        var broken = new CountingSource(10) { Before = (index, _) => index == 5 ? throw new InvalidDataException("line 6") : Task.CompletedTask };
        var holed = new CountingSource(10) { Text = index => index == 5 ? null : $"{index}" };
        var taken = 0;

        Assert.Equal("line 6", (await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(broken))).Message);
        Assert.Equal(5, taken);
        taken = 0;
        Assert.Contains("Item 5", (await Assert.ThrowsAsync<ArgumentException>(() => CountAsync(holed))).Message, StringComparison.Ordinal);
        Assert.Equal(5, taken);

        async Task CountAsync(CountingSource source)
        {
            await foreach (var result in client.EmbedManyAsync(source, bulk: new BulkOptions { MaxBatchCount = 3 }, cancellationToken: Ct))
            {
                taken++;
            }
        }
    }

    [Fact]
    public async Task Work_goes_on_where_it_stopped()
    {
        var stub = new EmbedStub();
        using var client = stub.Create();
        var reports = new Reports();
        var first = new List<long>();
        await foreach (var result in client.EmbedManyAsync(new CountingSource(20), bulk: new BulkOptions { MaxBatchCount = 4, Progress = reports }, cancellationToken: Ct))
        {
            first.Add(result.Index);
            if (first.Count == 10)
            {
                break;
            }
        }

        var index = reports.All[^1].ResumeIndex;
        var rest = await client.EmbedManyAsync(new CountingSource(20), bulk: new BulkOptions { MaxBatchCount = 4, StartIndex = index, Progress = reports }, cancellationToken: Ct).ToListAsync();

        // The third batch was taken in part only, so it counts as not done.
        Assert.Equal(8, index);
        Assert.Equal(Enumerable.Range(8, 12).Select(i => (long)i), rest.Select(result => result.Index));
        Assert.Equal(new BulkProgress(12, 0, 20), reports.All[^1]);
    }

    [Fact]
    public async Task Out_of_order_nothing_before_the_resume_index_is_missing()
    {
        var stub = new EmbedStub { Before = async (texts, token) => await (int.Parse(texts[0]) % 3 == 0 ? Task.Delay(5, token) : Task.CompletedTask) };
        using var client = stub.Create();
        var taken = new HashSet<long>();
        var reports = new Reports { Told = progress => Assert.All(Enumerable.Range(0, (int)progress.ResumeIndex), i => Assert.Contains(i, taken)) };

        await foreach (var result in client.EmbedManyAsync(new CountingSource(100), bulk: new BulkOptions { MaxBatchCount = 2, KeepOrder = false, Progress = reports }, cancellationToken: Ct))
        {
            taken.Add(result.Index);
        }

        Assert.Equal(new BulkProgress(100, 0, 100), reports.All[^1]);
    }

    [Fact]
    public async Task No_failure_is_left_unobserved()
    {
        const string Words = "nobody asked for this one";
        var late = new TaskCompletionSource();
        var stub = new EmbedStub
        {
            Before = (texts, token) => texts[0] == "0" ? late.Task.WaitAsync(token) : Task.CompletedTask,
            Refuse = texts => (HttpStatusCode.Unauthorized, $$"""{"error":"{{(texts[0] == "0" ? "first" : Words)}}"}"""),
        };
        Assert.Equal(0, await UnobservedFailures.CountAsync(Words, FailAsync));

        async Task FailAsync()
        {
            using var client = stub.Create();
            var next = client.EmbedManyAsync(new CountingSource(2), bulk: new BulkOptions { MaxBatchCount = 1, MaxConcurrency = 2 }, cancellationToken: Ct).ToListAsync();
            while (stub.Finished < 1)
            {
                await Task.Yield();
            }

            late.SetResult();
            Assert.Contains("first", (await Assert.ThrowsAsync<LlmUnauthorizedException>(() => Guard.Within(next))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_enumerable_can_be_enumerated_twice()
    {
        using var client = new EmbedStub().Create();
        var results = client.EmbedManyAsync(new CountingSource(50), cancellationToken: Ct);

        Assert.Equal((50, 50), ((await results.ToListAsync()).Count, (await results.ToListAsync()).Count));
    }

    private static Task Release(TaskCompletionSource all)
    {
        all.SetResult();
        return Task.CompletedTask;
    }

    private sealed class Reports : IProgress<BulkProgress>
    {
        public List<BulkProgress> All { get; } = [];

        public Action<BulkProgress>? Told { get; init; }

        public void Report(BulkProgress value)
        {
            All.Add(value);
            Told?.Invoke(value);
        }
    }
}
