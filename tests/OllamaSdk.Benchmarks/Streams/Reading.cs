using Microsoft.Extensions.AI;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>What the ways to read have in common.</summary>
internal static class Reading
{
    public const string Model = "llama3.2:3b";
    public const string Question = "Why is the sky blue?";

    /// <summary>An <c>HttpClient</c> as it comes, only that no proxy of the machine may come between.</summary>
    public static HttpClient Http(HttpMessageHandler? handler) => new(handler ?? new SocketsHttpHandler { UseProxy = false }, disposeHandler: false);

    /// <summary>The text, as UTF-8. Where it goes is the program's own and there before: it is not what reading costs.</summary>
    public static Func<Task<long>> Copy(Func<IAsyncEnumerable<ILlmTextPart>> start)
    {
        var count = new ByteCount();
        return async () =>
        {
            var before = count.Count;
            await start().CopyTextToAsync(count);
            return count.Count - before;
        };
    }

    public static Func<Task<long>> Llm(LlmProvider provider, Uri endpoint, HttpMessageHandler? handler)
    {
        var client = new LlmClient(new LlmClientOptions
        {
            Handler = handler,
            ReadVariable = static _ => null,
            Targets = { new LlmTarget(provider, Model, endpoint.ToString()) },
        });
        return async () =>
        {
            var text = 0L;
            await foreach (var update in client.ChatStreamAsync(Question))
            {
                text += update.ContentDelta.Length;
            }

            return text;
        };
    }

    public static async Task<long> CountAsync(IChatClient client)
    {
        var text = 0L;
        await foreach (var update in client.GetStreamingResponseAsync(Question))
        {
            text += update.Text.Length;
        }

        return text;
    }
}
