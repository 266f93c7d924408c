namespace OllamaSdk.Tests.Streaming;

/// <summary>Makes the call that a transcript answers, and keeps what came of it.</summary>
internal sealed class TranscriptRun(Transcript transcript, OllamaClient client)
{
    /// <summary>Called with the number of items so far, after each.</summary>
    public Action<int>? OnItem { get; init; }

    public async Task<TranscriptOutcome> RunAsync()
    {
        var outcome = new TranscriptOutcome();
        try
        {
            await CallAsync(outcome);
        }
        catch (Exception e)
        {
            outcome.Error = e;
        }

        return outcome;
    }

    private async Task CallAsync(TranscriptOutcome outcome)
    {
        var ct = TestContext.Current.CancellationToken;
        var options = new CallOptions { MaxRetries = 0 };
        switch (transcript.Operation, transcript.IsStreamed)
        {
            case ("chat", true):
                await DrainAsync(client.ChatStreamAsync("q", "m", options, ct), outcome.Add, outcome);
                break;
            case ("chat", false):
                outcome.Add(await client.ChatAsync("q", "m", options, ct));
                break;
            case ("generate", true):
                await DrainAsync(client.GenerateStreamAsync("q", "m", options, ct), outcome.Add, outcome);
                break;
            case ("generate", false):
                outcome.Add(await client.GenerateAsync("q", "m", options, ct));
                break;
            case ("pull", true):
                await DrainAsync(client.PullModelStreamAsync("m", options, ct), outcome.Add, outcome);
                break;
            case ("push", true):
                await DrainAsync(client.PushModelStreamAsync(new PushModelRequest { Model = "m" }, options, ct), outcome.Add, outcome);
                break;
            default:
                throw new NotSupportedException($"operation '{transcript.Operation}'");
        }
    }

    private async Task DrainAsync<T>(IAsyncEnumerable<T> items, Action<T> add, TranscriptOutcome outcome)
    {
        await foreach (var item in items)
        {
            add(item);
            OnItem?.Invoke(outcome.Items);
        }
    }
}
