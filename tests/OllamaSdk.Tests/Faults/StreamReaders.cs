using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Faults;

/// <summary>Everything between a stream of chat and a caller: each has its own way to lose a failure.</summary>
internal sealed class StreamReaders : IAsyncDisposable
{
    private readonly OllamaClient _native;
    private readonly OpenAICompatibleClient _v1;
    private readonly LlmClient _llm;
    private readonly IReadOnlyList<(string Name, Func<Task> Call)> _calls;

    public StreamReaders(Client client, string root)
    {
        var ct = TestClient.Ct;
        _native = TestClient.Create(root);
        _v1 = V1.Create($"{root}v1");
        _llm = LlmServers.ClientOf(new LlmTarget(client.IsEvents() ? LlmProviders.LlamaCpp : LlmProviders.Ollama, "m", client.IsEvents() ? $"{root}v1" : root));
        _calls = client switch
        {
            Client.Native =>
            [
                ("stream", () => _native.Stream().ToListAsync()),
                ("sum of a stream", () => _native.Stream().ToResponseAsync(ct)),
                ("text", () => _native.Stream().TextAsync(ct).ToListAsync()),
                ("unstreamed", () => _native.ChatAsync("hi", ct)),
                ("typed stream", () => _native.ChatStreamAsync<Weather>("hi", cancellationToken: ct).ToListAsync()),
                ("tool loop", () => _native.RunWithToolsAsync("hi", [], cancellationToken: ct)),
                ("streamed tool loop", () => _native.RunWithToolsStreamAsync("hi", [], cancellationToken: ct).ToListAsync()),
                ("conversation", () => _native.StartConversation().SendAsync("hi", ct)),
                ("streamed conversation", () => _native.StartConversation().SendStreamAsync("hi", ct).ToListAsync()),
            ],
            Client.V1 =>
            [
                ("stream", () => _v1.Stream().ToListAsync()),
                ("sum of a stream", () => _v1.Stream().ToResponseAsync(ct)),
                ("text", () => _v1.Stream().TextAsync(ct).ToListAsync()),
                ("unstreamed", () => _v1.ChatAsync("hi", ct)),
                ("typed stream", () => _v1.ChatStreamAsync<Weather>("hi", cancellationToken: ct).ToListAsync()),
                ("tool loop", () => _v1.RunWithToolsAsync("hi", [], cancellationToken: ct)),
                ("streamed tool loop", () => _v1.RunWithToolsStreamAsync("hi", [], cancellationToken: ct).ToListAsync()),
                ("conversation", () => _v1.StartConversation().SendAsync("hi", ct)),
                ("streamed conversation", () => _v1.StartConversation().SendStreamAsync("hi", ct).ToListAsync()),
            ],
            _ =>
            [
                ("stream", () => _llm.ChatStreamAsync("hi", ct).ToListAsync()),
                ("text", () => _llm.ChatStreamAsync("hi", ct).TextAsync(ct).ToListAsync()),
                ("unstreamed", () => _llm.ChatAsync("hi", ct)),
                ("typed stream", () => _llm.ChatStreamAsync<Weather>("hi", cancellationToken: ct).ToListAsync()),
                ("tool loop", () => _llm.RunWithToolsAsync("hi", [], cancellationToken: ct)),
                ("streamed tool loop", () => _llm.RunWithToolsStreamAsync("hi", [], cancellationToken: ct).ToListAsync()),
                ("conversation", () => _llm.StartConversation().SendAsync("hi", ct)),
                ("streamed conversation", () => _llm.StartConversation().SendStreamAsync("hi", ct).ToListAsync()),
            ],
        };
    }

    /// <summary>What each of them comes to.</summary>
    public async Task<IReadOnlyList<(string Name, Exception? Error)>> ReadAsync()
    {
        List<(string, Exception?)> read = [];
        foreach (var (name, call) in _calls)
        {
            read.Add((name, await Record.ExceptionAsync(() => TestKit.Guard.Within(call()))));
        }

        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await _native.DisposeAsync();
        await _v1.DisposeAsync();
        await _llm.DisposeAsync();
    }
}
