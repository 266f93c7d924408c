using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.Testing;

namespace OllamaSdk.Extensions.AI.Conformance;

/// <summary>The adapters of one library, made over a handler that is the server.</summary>
/// <param name="Name">The library and the API.</param>
/// <param name="Chat">A chat client for the model.</param>
/// <param name="Embeddings">A generator for the model.</param>
public sealed record AdapterMaker(
    string Name, Func<HttpMessageHandler, string, IChatClient> Chat, Func<HttpMessageHandler, string, IEmbeddingGenerator<string, Embedding<float>>> Embeddings)
{
    public override string ToString() => Name;
}

/// <summary>What a demand asks of: adapters, and the server behind them, which says what it is told to say and remembers what it was asked.</summary>
public sealed class Subject : IDisposable
{
    public const string Model = "demo";
    public const string EmbeddingModel = "demo-embed";

    private static readonly ModelCapability[] All = [ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking, ModelCapability.Vision];

    public Subject(AdapterMaker maker, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(maker);
        var options = new EmulatorOptions();
        options.Models.Clear();
        options.Models.Add(new EmulatedModel(Model) { Capabilities = All });
        options.Models.Add(new EmulatedModel(EmbeddingModel) { Capabilities = [ModelCapability.Embedding] });
        Server = new OllamaEmulator(options);
        Chat = maker.Chat(Server, Model);
        Embeddings = maker.Embeddings(Server, EmbeddingModel);
        Ct = cancellationToken;
    }

    public OllamaEmulator Server { get; }

    public IChatClient Chat { get; }

    public IEmbeddingGenerator<string, Embedding<float>> Embeddings { get; }

    public CancellationToken Ct { get; }

    /// <summary>How often a model was asked.</summary>
    public int Asked => Bodies.Count;

    /// <summary>The body of the last request that asked a model.</summary>
    public JsonElement Sent => Bodies[^1];

    public JsonElement Messages => Sent.GetProperty("messages");

    private List<JsonElement> Bodies => [.. Server.Requests
        .Where(request => request.Method == HttpMethod.Post && !request.Path.EndsWith("/show", StringComparison.Ordinal))
        .Select(request => request.Json)];

    /// <summary>A member of the request, or of its <c>options</c>, which is where Ollama has some of them.</summary>
    public JsonElement? Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Sent.TryGetProperty(name, out var value) || (Sent.TryGetProperty("options", out var options) && options.TryGetProperty(name, out value)))
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>Asks for an answer as a whole, or for one in parts that are put together.</summary>
    public Task<ChatResponse> AskAsync(bool streamed, string prompt, ChatOptions? options = null, IChatClient? chat = null) =>
        AskAsync(streamed, [new ChatMessage(ChatRole.User, prompt)], options, chat);

    /// <inheritdoc cref="AskAsync(bool, string, ChatOptions?, IChatClient?)"/>
    public Task<ChatResponse> AskAsync(bool streamed, IList<ChatMessage> messages, ChatOptions? options = null, IChatClient? chat = null) => streamed
        ? (chat ?? Chat).GetStreamingResponseAsync(messages, options, Ct).ToChatResponseAsync(Ct)
        : (chat ?? Chat).GetResponseAsync(messages, options, Ct);

    public void Dispose()
    {
        Chat.Dispose();
        Embeddings.Dispose();
        Server.Dispose();
    }
}
