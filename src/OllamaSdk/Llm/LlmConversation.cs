using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Llm;
using OllamaSdk.Loop;

namespace OllamaSdk;

/// <summary>A conversation over whichever server answers each turn; see <see cref="LlmClient.StartConversation"/>.</summary>
/// <inheritdoc path="/remarks"/>
public sealed class LlmConversation : Conversation<LlmMessage, LlmResponse>
{
    private readonly LlmClient _client;
    private LlmRequest _request;

    /// <summary>Begins a conversation with a whole request. <see cref="LlmClient.StartConversation"/> is shorter.</summary>
    /// <param name="client">Talks to the model. It is not disposed.</param>
    /// <param name="request">Model, temperature, format and the like; its system text, messages and prompt are the history. It is not changed.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, or the <c>LlmTools</c> of a type.</param>
    /// <param name="toolOptions">Limits and hooks of the tools.</param>
    /// <exception cref="ArgumentException">Two tools have the same name, or an option is wrong.</exception>
    public LlmConversation(LlmClient client, LlmRequest request, IEnumerable<LlmTool>? tools = null, ToolLoopOptions? toolOptions = null)
        : base((request ?? throw new ArgumentNullException(nameof(request))).Conversation, tools, toolOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        (_client, _request) = (client, request with { System = null, Messages = [], Prompt = null });
    }

    /// <summary>
    /// What each request is sent with: model, temperature, format and the like. Messages, a system text and a prompt among them, and tools are
    /// those of the conversation; to send or save with some here is an <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <example><code>
    /// var conversation = new LlmClient().StartConversation();
    /// conversation.Request = conversation.Request with { Temperature = 0 };
    /// </code></example>
    public LlmRequest Request
    {
        get => _request;
        set => _request = value ?? throw new ArgumentNullException(nameof(value));
    }

    private bool HasMessages => Request is not { System: null, Messages: null or { Count: 0 }, Prompt: null };

    private protected override LlmMessage User(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return LlmMessage.User(text);
    }

    private protected override ToolConversation<LlmMessage, LlmResponse> Start(IReadOnlyList<LlmMessage> messages, ToolSet tools)
    {
        RefuseOwn(HasMessages, Request.Tools is { Count: > 0 });
        return new LoopConversation(_client, Request with { Messages = messages, Tools = tools, Call = CallOptions ?? Request.Call });
    }

    private protected override (object Document, JsonTypeInfo Type) Document()
    {
        RefuseOwn(HasMessages, hasTools: false);
        return (SavedRequest.From(Request with { Messages = [.. Messages] }), SavedRequest.JsonType);
    }
}
