using System.Threading.Channels;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.TestClient;

namespace OllamaSdk.Tests.Bulk;

/// <summary>Sources that have nothing ready for a while, or for ever.</summary>
public sealed class SlowSourceTests
{
    [Fact]
    public async Task Texts_that_come_one_by_one_are_not_kept_until_a_batch_is_full()
    {
        using var client = new EmbedStub().Create();
        var texts = Channel.CreateUnbounded<string>();
        await using var results = client.EmbedManyAsync(texts.Reader.ReadAllAsync(Ct), cancellationToken: Ct).GetAsyncEnumerator(Ct);

        for (var i = 0; i < 3; i++)
        {
            Assert.True(texts.Writer.TryWrite($"{i}"));
            Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));
            Assert.Equal((i, $"{i}"), (results.Current.Index, results.Current.Input));
        }

        texts.Writer.Complete();
        Assert.False(await Guard.Within(results.MoveNextAsync().AsTask()));
    }

    [Fact]
    public async Task While_a_request_is_under_way_more_are_gathered()
    {
        var (answer, more, rest, asked) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());
        var stub = new EmbedStub { Before = (texts, token) => texts[0] == "0" ? answer.Task.WaitAsync(token) : Task.CompletedTask };
        using var client = stub.Create();
        var source = new CountingSource(5)
        {
            Before = (index, token) =>
            {
                if (index == 4)
                {
                    asked.SetResult();
                    return rest.Task.WaitAsync(token);
                }

                return index == 1 ? more.Task.WaitAsync(token) : Task.CompletedTask;
            },
        };

        var all = client.EmbedManyAsync(source, cancellationToken: Ct).ToListAsync();
        await UntilSentAsync(1);
        more.SetResult();
        await Guard.Within(asked.Task);
        Assert.Single(stub.Batches);
        answer.SetResult();
        await UntilSentAsync(2);
        rest.SetResult();

        Assert.Equal([0L, 1, 2, 3, 4], (await Guard.Within(all)).Select(result => result.Index));
        Assert.Equal([1, 3, 1], stub.Batches.Select(batch => batch.Length));

        async Task UntilSentAsync(int count)
        {
            using var limit = new CancellationTokenSource(Guard.Limit);
            while (stub.Batches.Count < count)
            {
                await Task.Delay(5, limit.Token);
            }
        }
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(1, false)]
    public async Task Leaving_does_not_wait_for_a_source_that_waits_for_something_else(int concurrency, bool keepOrder)
    {
        using var client = new EmbedStub().Create();
        var source = new DeafSource();
        var bulk = new BulkOptions { MaxConcurrency = concurrency, KeepOrder = keepOrder };
        var results = client.EmbedManyAsync(source.ReadAsync(), bulk: bulk, cancellationToken: Ct).GetAsyncEnumerator(Ct);
        Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));

        await Guard.Within(results.DisposeAsync().AsTask());

        source.Other.SetResult();
        await Guard.Within(source.Closed.Task);
    }

    [Fact]
    public async Task Neither_does_cancelling()
    {
        using var client = new EmbedStub().Create();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var source = new DeafSource();
        await using var results = client.EmbedManyAsync(source.ReadAsync(), cancellationToken: cancel.Token).GetAsyncEnumerator(Ct);
        Assert.True(await Guard.Within(results.MoveNextAsync().AsTask()));
        var next = results.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Guard.Within(next));
        source.Other.SetResult();
        await Guard.Within(source.Closed.Task);
    }

    /// <summary>One text, and then waits that no token ends.</summary>
    private sealed class DeafSource
    {
        public TaskCompletionSource Other { get; } = new();

        public TaskCompletionSource Closed { get; } = new();

        public async IAsyncEnumerable<string> ReadAsync()
        {
            try
            {
                yield return "0";
                await Other.Task;
                yield return "1";
                // Still waiting when a batch that may go early has gone.
                await Task.Delay(50, CancellationToken.None);
            }
            finally
            {
                Closed.SetResult();
            }
        }
    }
}
