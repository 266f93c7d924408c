using OllamaSdk.LiveTests.Servers;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>Who cancels or leaves ends the server's work, which the server's own log says.</summary>
public sealed class CancelTests(LlamaServers servers)
{
    private const string Cancelled = "cancel task";

    [Fact]
    public Task Cancelling_a_stream() => AssertCancelsAsync(async server =>
    {
        await using var client = server.OpenAI();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.ChatStreamAsync("hi", cancellationToken: cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    });

    [Fact]
    public Task Leaving_a_stream() => AssertCancelsAsync(async server =>
    {
        await using var client = server.OpenAI();

        await foreach (var _ in client.ChatStreamAsync("hi", cancellationToken: Live.Ct))
        {
            break;
        }
    });

    [Fact]
    public Task Leaving_a_continued_text() => AssertCancelsAsync(async server =>
    {
        await using var client = server.OpenAI();

        await foreach (var _ in client.CompleteStreamAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: Live.Ct))
        {
            break;
        }
    });

    [Fact]
    public Task Leaving_a_stream_of_the_Responses_API() => AssertCancelsAsync(async server =>
    {
        await using var client = server.OpenAI();

        await foreach (var _ in client.RespondStreamAsync(new ResponseRequest { Input = "hi" }, cancellationToken: Live.Ct))
        {
            break;
        }
    });

    [Fact]
    public Task Leaving_the_stream_of_a_client_of_many_servers() => AssertCancelsAsync(async server =>
    {
        await using var client = server.Llm();

        await foreach (var _ in client.ChatStreamAsync("hi", cancellationToken: Live.Ct))
        {
            break;
        }
    });

    [Fact]
    public Task Cancelling_an_answer_in_one_piece() => AssertCancelsAsync(async server =>
    {
        await using var client = server.OpenAI();
        using var cancel = new CancellationTokenSource();
        var before = Count(server.Log, "launch_slot_");
        var answer = client.ChatAsync("hi", cancellationToken: cancel.Token);
        await Live.WaitAsync(() => Count(server.Log, "launch_slot_") > before, () => server.Log);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    });

    [Fact]
    public Task A_time_limit() => AssertCancelsAsync(async server =>
    {
        var clock = new FakeClock();
        await using var client = server.OpenAI(options => (options.TimeProvider, options.Timeouts.Total) = (clock, TimeSpan.FromMinutes(1)));

        var error = await Assert.ThrowsAsync<LlmTimeoutException>(async () =>
        {
            await foreach (var _ in client.ChatStreamAsync("hi", cancellationToken: Live.Ct))
            {
                clock.Advance(TimeSpan.FromMinutes(1));
            }
        });

        Assert.Equal(LlmTimer.Total, error.Timer);
        Assert.True(error.Partial?.ItemsReceived > 0);
    });

    private async Task AssertCancelsAsync(Func<LlamaServer, Task> leave)
    {
        // One that speaks without an end, to one caller at a time: the log is then of this test alone.
        await using var server = await servers.StartEndlessAsync();
        var before = Count(server.Log, Cancelled);

        await leave(server);

        await Live.WaitAsync(() => Count(server.Log, Cancelled) > before, () => server.Log);
        // And it is free for the next one.
        await using var client = server.OpenAI();
        Assert.Equal(FinishReason.Length, (await client.ChatAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi")], MaxTokens = 3 }, Live.Ct)).Choices[0].FinishReason);
    }

    private static int Count(string log, string words) => log.Split(words).Length - 1;
}
