using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.ExtensionsAI;

/// <summary>The chat clients say what real servers said, in one piece and in parts.</summary>
public sealed class ChatClientContract : IClassFixture<ChatClientContract.OwnServer>
{
    private readonly RecordedServer _server;

    public ChatClientContract(OwnServer own)
    {
        ArgumentNullException.ThrowIfNull(own);
        _server = own.Server;
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chat")]
    [InlineData("chat_stop")]
    [InlineData("chat_schema")]
    [InlineData("chat_think")]
    [InlineData("chat_tools_1")]
    [InlineData("chat_tools_2")]
    [InlineData("chat_tools_result")]
    public async Task A_whole_answer_of_Ollama_is_told(string recording)
    {
        _server.Serve(recording);
        using OllamaClient client = new(_server.Url);
        using LlmClient llm = new(new LlmTarget(LlmProviders.Ollama, "m", _server.Url));

        Assert.Equal(Heard.OfNative(recording), Heard.Of(await client.AsIChatClient("m").GetResponseAsync("Why?", cancellationToken: Ct)));
        Assert.Equal(Heard.OfNative(recording), Heard.Of(await llm.AsIChatClient().GetResponseAsync("Why?", cancellationToken: Ct)));
    }

    [Theory]
    [InlineData("chat_stream")]
    [InlineData("chat_schema_stream")]
    [InlineData("chat_think_stream")]
    [InlineData("chat_tools_stream_1")]
    [InlineData("chat_tools_stream_2")]
    [InlineData("chat_tools_think_stream")]
    public async Task A_streamed_answer_of_Ollama_is_told(string recording)
    {
        _server.Serve(recording);
        using OllamaClient client = new(_server.Url);
        using LlmClient llm = new(new LlmTarget(LlmProviders.Ollama, "m", _server.Url));

        Assert.Equal(Heard.OfNative(recording), Heard.Of(await StreamAsync(client.AsIChatClient("m"))));
        Assert.Equal(Heard.OfNative(recording), Heard.Of(await StreamAsync(llm.AsIChatClient())));
    }

    [Theory]
    [InlineData("v1_chat")]
    [InlineData("v1_chat_schema")]
    [InlineData("llama_chat")]
    [InlineData("llama_json_schema")]
    [InlineData("llama_think")]
    [InlineData("llama_tools_auto")]
    [InlineData("llama_tools_required")]
    [InlineData("llama_tools_result_turn")]
    public async Task A_whole_answer_of_v1_is_told(string recording)
    {
        _server.Serve(recording);
        using OpenAICompatibleClient client = new($"{_server.Url}/v1");
        using LlmClient llm = new(new LlmTarget(LlmProviders.LlamaCpp, "m", _server.Url));

        Assert.Equal(Heard.OfOpenAI(recording), Heard.Of(await client.AsIChatClient("m").GetResponseAsync("Why?", cancellationToken: Ct)));
        Assert.Equal(Heard.OfOpenAI(recording), Heard.Of(await llm.AsIChatClient().GetResponseAsync("Why?", cancellationToken: Ct)));
    }

    [Theory]
    [InlineData("v1_chat_stream")]
    [InlineData("v1_chat_think_stream")]
    [InlineData("llama_chat_stream")]
    [InlineData("llama_chat_stream_nousage")]
    [InlineData("llama_tools_required_stream")]
    public async Task A_streamed_answer_of_v1_is_told(string recording)
    {
        _server.Serve(recording);
        using OpenAICompatibleClient client = new($"{_server.Url}/v1");
        using LlmClient llm = new(new LlmTarget(LlmProviders.LlamaCpp, "m", _server.Url));

        Assert.Equal(Heard.OfOpenAI(recording), Heard.Of(await StreamAsync(client.AsIChatClient("m"))));
        Assert.Equal(Heard.OfOpenAI(recording), Heard.Of(await StreamAsync(llm.AsIChatClient())));
    }

    [Theory]
    [InlineData("chat_tools_truncated_stream_30", false)]
    [InlineData("v1_chat_tools_stream_1", true)]
    [InlineData("v1_chat_tools_truncated_stream", true)]
    public async Task What_broke_off_has_no_end(string recording, bool isOpenAI)
    {
        _server.Serve(recording);
        using OllamaClient native = new(_server.Url);
        using OpenAICompatibleClient v1 = new($"{_server.Url}/v1");
        IChatClient chat = isOpenAI ? v1.AsIChatClient("m") : native.AsIChatClient("m");
        List<ChatResponseUpdate> updates = [];

        LlmStreamException error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (ChatResponseUpdate update in chat.GetStreamingResponseAsync("Why?", cancellationToken: Ct))
            {
                updates.Add(update);
            }
        });

        Assert.DoesNotContain(updates, update => update.FinishReason is not null);
        Assert.Equal(error.Partial?.Content, string.Concat(updates.Select(update => update.Text)));
        Assert.NotEmpty(updates);
    }

    [Theory]
    [InlineData("embed", false)]
    [InlineData("embed_single", false)]
    [InlineData("embed_dimensions", false)]
    [InlineData("v1_embeddings", true)]
    [InlineData("llama_embeddings", true)]
    public async Task Vectors_are_told(string recording, bool isOpenAI)
    {
        _server.Serve(recording);
        using OllamaClient native = new(_server.Url);
        using OpenAICompatibleClient v1 = new($"{_server.Url}/v1");
        var json = Recording.Load(recording).Json;
        var expected = isOpenAI
            ? json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("embedding"))
            : json.GetProperty("embeddings").EnumerateArray();
        IReadOnlyList<float[]> vectors = [.. expected.Select(vector => vector.EnumerateArray().Select(number => number.GetSingle()).ToArray())];
        IEmbeddingGenerator<string, Embedding<float>> generator = isOpenAI ? v1.AsIEmbeddingGenerator("m") : native.AsIEmbeddingGenerator("m");

        GeneratedEmbeddings<Embedding<float>> made = await generator.GenerateAsync(vectors.Select((_, i) => $"text {i}"), cancellationToken: Ct);

        Assert.Equal(vectors, made.Select(one => one.Vector.ToArray()));
        Assert.Equal(json.Number("prompt_eval_count") ?? json.Number("usage", "prompt_tokens"), made.Usage?.InputTokenCount);
        Assert.All(made, one => Assert.Equal(json.Text("model"), one.ModelId));
    }

    private static Task<ChatResponse> StreamAsync(IChatClient chat) => chat.GetStreamingResponseAsync("Why?", cancellationToken: Ct).ToChatResponseAsync(Ct);

    /// <summary>Not the one that all classes share: what is served here answers whatever is asked.</summary>
    public sealed class OwnServer : IDisposable
    {
        public RecordedServer Server { get; } = new();

        public void Dispose() => Server.Dispose();
    }
}
