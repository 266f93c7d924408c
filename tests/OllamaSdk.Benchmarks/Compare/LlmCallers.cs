using OllamaSdk.Benchmarks.Server;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>The same question by each client, its request made anew as programs do; each returns the checksum of the answer.</summary>
internal sealed class LlmCallers : IDisposable
{
    private const string Model = "llama3.2";
    private const string Question = "Why is the sky blue?";

    private readonly OllamaClient _native;
    private readonly OpenAICompatibleClient _openAI;
    private readonly LlmClient _oneNative;
    private readonly LlmClient _twoNative;
    private readonly LlmClient _oneOpenAI;

    /// <param name="server">The answering server.</param>
    /// <param name="handler">Answers in its place, where there is one.</param>
    public LlmCallers(Uri server, HttpMessageHandler? handler)
    {
        var (native, openAI) = (new Uri(server, Replies.ShortNative).ToString(), new Uri(server, Replies.ShortOpenAI).ToString());
        _native = new OllamaClient(new OllamaClientOptions { Endpoint = native, Handler = handler });
        _openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = openAI, Handler = handler });
        _oneNative = Create(new LlmTarget(LlmProviders.Ollama, Model, native));
        _twoNative = Create(new LlmTarget(LlmProviders.Ollama, Model, native), new LlmTarget(LlmProviders.Ollama, "another", native));
        _oneOpenAI = Create(new LlmTarget(LlmProviders.OllamaV1, Model, openAI));

        LlmClient Create(params LlmTarget[] targets)
        {
            var options = new LlmClientOptions { Handler = handler };
            Array.ForEach(targets, options.Targets.Add);
            return new LlmClient(options);
        }
    }

    public async Task<long> NativeAsync()
    {
        var answer = await _native.ChatAsync(new OllamaChatRequest { Model = Model, Messages = [OllamaChatMessage.User(Question)] });
        return answer.Message!.Content!.Length + answer.EvalCount!.Value;
    }

    public async Task<long> OpenAIAsync()
    {
        var answer = await _openAI.ChatAsync(new ChatCompletionRequest { Model = Model, Messages = [ChatCompletionMessage.User(Question)] });
        return answer.Choices![0].Message!.Content!.Text!.Length + answer.Usage!.CompletionTokens!.Value;
    }

    public Task<long> OneNativeAsync() => AskAsync(_oneNative);

    /// <summary>Two targets, so that a circuit breaker watches the first one, which answers.</summary>
    public Task<long> TwoNativeAsync() => AskAsync(_twoNative);

    public Task<long> OneOpenAIAsync() => AskAsync(_oneOpenAI);

    public void Dispose()
    {
        _native.Dispose();
        _openAI.Dispose();
        _oneNative.Dispose();
        _twoNative.Dispose();
        _oneOpenAI.Dispose();
    }

    private static async Task<long> AskAsync(LlmClient client)
    {
        var answer = await client.ChatAsync(new LlmRequest(Question));
        return answer.Content.Length + answer.Usage.CompletionTokens!.Value;
    }
}
