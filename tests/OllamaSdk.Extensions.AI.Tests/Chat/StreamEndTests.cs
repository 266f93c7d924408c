using Microsoft.Extensions.AI;
using OllamaSdk.Testing;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>What a stream does for those who read it by hand.</summary>
public sealed class StreamEndTests : IDisposable
{
    private readonly Adapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task An_answer_that_broke_off_has_no_end_however_often_one_asks(Client client)
    {
        _adapters.Emulator.When("hello").Fail(Fault.Cut.AfterLines(3));
        await using var updates = _adapters.Chat(client).GetStreamingResponseAsync("hello", cancellationToken: Ct).GetAsyncEnumerator(Ct);
        var seen = new List<ChatResponseUpdate>();

        await Assert.ThrowsAnyAsync<LlmException>(async () =>
        {
            while (await updates.MoveNextAsync())
            {
                seen.Add(updates.Current);
            }
        });

        Assert.False(await updates.MoveNextAsync());
        Assert.DoesNotContain(seen, update => update.FinishReason is not null);
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_whole_answer_ends_once(Client client)
    {
        await using var updates = _adapters.Chat(client).GetStreamingResponseAsync("hello", cancellationToken: Ct).GetAsyncEnumerator(Ct);
        var seen = new List<ChatResponseUpdate>();
        while (await updates.MoveNextAsync())
        {
            seen.Add(updates.Current);
        }

        Assert.False(await updates.MoveNextAsync());
        Assert.False(await updates.MoveNextAsync());
        Assert.NotNull(Assert.Single(seen, update => update.FinishReason is not null).ModelId);
    
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Both_tokens_end_it(Client client)
    {
        using CancellationTokenSource ofCall = new(), ofLoop = new();
        var stream = _adapters.Chat(client).GetStreamingResponseAsync("hello", cancellationToken: ofCall.Token);
        await using (var updates = stream.GetAsyncEnumerator(ofLoop.Token))
        {
            Assert.True(await updates.MoveNextAsync());
            await ofLoop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(updates));
        }

        await using (var updates = _adapters.Chat(client).GetStreamingResponseAsync("hello", cancellationToken: ofCall.Token).GetAsyncEnumerator(Ct))
        {
            Assert.True(await updates.MoveNextAsync());
            await ofCall.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(updates));
        }
    }

    private static async Task ReadAsync(IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        while (await updates.MoveNextAsync())
        {
        }
    }
}
