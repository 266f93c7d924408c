using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Tools;

/// <summary>A model that says these texts, one per request, over whichever API it is asked, whole or in small pieces. The last text serves all that follow.</summary>
internal sealed class SpeakingModel(params string[] texts) : HttpMessageHandler
{
    /// <summary>Every client, asked for a whole answer and for a stream.</summary>
    public static TheoryData<string, bool> Ways => new() { { "native", false }, { "native", true }, { "v1", false }, { "v1", true }, { "llm", false }, { "llm", true } };

    public string Reason { get; init; } = "stop";

    public List<JsonElement> Requests { get; } = [];

    public JsonElement[] LastMessages => [.. Requests[^1].GetProperty("messages").EnumerateArray()];

    public Task<T> AskAsync<T>(string way, bool streamed, CallOptions? call = null)
        where T : ILlmSchema<T> => LastAsync(way, streamed, call, StreamAsync<T>, (way, call) => way switch
        {
            "native" => Native().ChatAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
            "v1" => this.CreateV1().ChatAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
            _ => Llm().ChatAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
        });

    public IAsyncEnumerable<TypedUpdate<T>> StreamAsync<T>(string way, CallOptions? call = null)
        where T : ILlmSchema<T> => way switch
        {
            "native" => Native().ChatStreamAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
            "v1" => this.CreateV1().ChatStreamAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
            _ => Llm().ChatStreamAsync<T>("go", options: call, cancellationToken: TestClient.Ct),
        };

    /// <summary>Runs a loop, and gives its result and its events, of which there are none where it is not streamed.</summary>
    public async Task<(ToolLoopResult Result, List<ToolLoopEvent> Events)> LoopAsync(string way, bool streamed, ToolSet tools, ToolLoopOptions? options = null)
    {
        if (!streamed)
        {
            ToolLoopResult result = way switch
            {
                "native" => await Native().RunWithToolsAsync("go", tools, options, cancellationToken: TestClient.Ct),
                "v1" => await this.CreateV1().RunWithToolsAsync("go", tools, options, cancellationToken: TestClient.Ct),
                _ => await Llm().RunWithToolsAsync(new LlmRequest("go"), tools, options, cancellationToken: TestClient.Ct),
            };
            return (result, []);
        }

        var events = await (way switch
        {
            "native" => Native().RunWithToolsStreamAsync("go", tools, options, cancellationToken: TestClient.Ct),
            "v1" => this.CreateV1().RunWithToolsStreamAsync("go", tools, options, cancellationToken: TestClient.Ct),
            _ => Llm().RunWithToolsStreamAsync(new LlmRequest("go"), tools, options, cancellationToken: TestClient.Ct),
        }).ToListAsync();
        return (events.OfType<ToolLoopFinishedEvent>().Single().Result, events);
    }

    public OllamaClient Native() => this.Create();

    public LlmClient Llm(LlmProvider? provider = null)
    {
        var options = Tests.Llm.LlmServers.Options(new LlmTarget(provider ?? LlmProviders.Ollama, "m", "http://127.0.0.1:9"));
        options.Handler = this;
        return new LlmClient(options);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var body = JsonDocument.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        Requests.Add(body.RootElement.Clone());
        var text = texts[Math.Min(Requests.Count, texts.Length) - 1];
        var streamed = body.RootElement.TryGetProperty("stream", out var stream) && stream.GetBoolean();
        var isV1 = request.RequestUri!.AbsolutePath.Contains("/v1/", StringComparison.Ordinal);
        var (answer, type) = (isV1, streamed) switch
        {
            (true, true) => (V1.Events([.. Pieces(text).Select(V1.Text), V1.Finish.Replace("stop", Reason, StringComparison.Ordinal), V1.Usage, V1.Done]), "text/event-stream"),
            (true, false) => (WholeV1(text), "application/json"),
            (false, true) => (string.Concat(Pieces(text).Select(piece => ScriptedModel.Chunk(piece) + "\n")) + End(request, "") + "\n", "application/x-ndjson"),
            (false, false) => (End(request, text), "application/json"),
        };
        return StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(answer)), System.Net.HttpStatusCode.OK, type);
    }

    private static async Task<T> LastAsync<T>(
        string way, bool streamed, CallOptions? call, Func<string, CallOptions?, IAsyncEnumerable<TypedUpdate<T>>> stream, Func<string, CallOptions?, Task<T>> ask) =>
        streamed ? (await stream(way, call).ToListAsync())[^1].Value! : await ask(way, call);

    private static IEnumerable<string> Pieces(string text) => text.Chunk(5).Select(piece => new string(piece));

    private string End(HttpRequestMessage request, string text) => request.RequestUri!.AbsolutePath.EndsWith("generate", StringComparison.Ordinal)
        ? $$"""{"model":"m","response":{{V1.Quote(text)}},"done":true,"done_reason":"{{Reason}}","prompt_eval_count":1,"eval_count":2}"""
        : $$"""{"model":"m","message":{"role":"assistant","content":{{V1.Quote(text)}}},"done":true,"done_reason":"{{Reason}}","prompt_eval_count":1,"eval_count":2}""";

    private string WholeV1(string text) =>
        $$$"""{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{{V1.Quote(text)}}}},"finish_reason":"{{{Reason}}}"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";
}
