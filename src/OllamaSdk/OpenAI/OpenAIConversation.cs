using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Loop;

namespace OllamaSdk.OpenAI;

/// <summary>A conversation over the OpenAI-compatible API; see <see cref="OpenAICompatibleClient.StartConversation"/>.</summary>
/// <inheritdoc path="/remarks"/>
public sealed class OpenAIConversation : Conversation<ChatCompletionMessage, ChatCompletion>
{
    private readonly OpenAICompatibleClient _client;
    private ChatCompletionRequest _request;

    /// <summary>Begins a conversation with a whole request. <see cref="OpenAICompatibleClient.StartConversation"/> is shorter.</summary>
    /// <param name="client">Talks to the model. It is not disposed.</param>
    /// <param name="request">Model, temperature, format and the like; its messages are the history. It is not changed.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, or the <c>LlmTools</c> of a type.</param>
    /// <param name="toolOptions">Limits and hooks of the tools.</param>
    /// <exception cref="ArgumentException">Two tools have the same name, or an option is wrong.</exception>
    public OpenAIConversation(OpenAICompatibleClient client, ChatCompletionRequest request, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null)
        : base((request ?? throw new ArgumentNullException(nameof(request))).Messages, tools, toolOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _request) = (client, request with { Messages = null });
    }

    /// <summary>
    /// What each request is sent with: model, temperature, format and the like. Messages and tools are those of the conversation; to send with
    /// some here is an <see cref="InvalidOperationException"/>.
    /// </summary>
    public ChatCompletionRequest Request
    {
        get => _request;
        set => _request = value ?? throw new ArgumentNullException(nameof(value));
    }

    internal static JsonTypeInfo JsonType { get; } = SavedJson.Of<ChatCompletionRequest>();

    private protected override ChatCompletionMessage User(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ChatCompletionMessage.User(text);
    }

    private protected override long? Estimate(IReadOnlyList<ChatCompletionMessage> messages) => _client.EstimateTokens(Request with { Messages = messages });

    private protected override ToolConversation<ChatCompletionMessage, ChatCompletion> Start(IReadOnlyList<ChatCompletionMessage> messages, ToolSet tools)
    {
        RefuseOwn(Request.Messages is { Count: > 0 }, Request.Tools is { Count: > 0 });
        return new CompletionConversation(_client, Request with { Messages = messages }, tools, CallOptions);
    }

    private protected override (object Document, JsonTypeInfo Type) Document() => (Request with { Messages = [.. Messages], Tools = null, Stream = null, StreamOptions = null }, JsonType);
}
