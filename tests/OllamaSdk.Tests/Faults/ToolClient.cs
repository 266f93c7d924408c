using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Faults;

/// <summary>Each way in which a client lets a model call tools, behind one face.</summary>
internal sealed class ToolClient(Client client, string root, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly List<IDisposable> _clients = [];

    /// <summary>Asks once, as a loop or in a conversation, and gives what it came to.</summary>
    public Task<ToolLoopResult> RunAsync(bool isTalk, bool isStreamed, IEnumerable<LlmTool> tools, ToolLoopOptions? options, CancellationToken token) => (client, isTalk) switch
    {
        (Client.Native, true) => SayAsync(Native().StartConversation(tools: tools, toolOptions: options), isStreamed, token),
        (Client.V1, true) => SayAsync(V1Client().StartConversation(tools: tools, toolOptions: options), isStreamed, token),
        (_, true) => SayAsync(Llm().StartConversation(tools: tools, toolOptions: options), isStreamed, token),
        (Client.Native, _) => isStreamed ? LastAsync(Native().RunWithToolsStreamAsync("go", tools, options, cancellationToken: token)) : BaseAsync(Native().RunWithToolsAsync("go", tools, options, cancellationToken: token)),
        (Client.V1, _) => isStreamed ? LastAsync(V1Client().RunWithToolsStreamAsync("go", tools, options, cancellationToken: token)) : BaseAsync(V1Client().RunWithToolsAsync("go", tools, options, cancellationToken: token)),
        _ => isStreamed ? LastAsync(Llm().RunWithToolsStreamAsync("go", tools, options, cancellationToken: token)) : BaseAsync(Llm().RunWithToolsAsync("go", tools, options, cancellationToken: token)),
    };

    public void Dispose() => _clients.ForEach(made => made.Dispose());

    /// <summary>The role and the text of each message, in any client's type.</summary>
    public static IEnumerable<string> Messages(ToolLoopResult result) => result switch
    {
        ToolLoopResult<OllamaChatMessage, OllamaChatResponse> native => native.Messages.Select(message => $"{message.Role}: {message.Content}"),
        ToolLoopResult<ChatCompletionMessage, ChatCompletion> v1 => v1.Messages.Select(message => $"{message.Role}: {message.Content?.Text}"),
        _ => result.MessagesAs<LlmMessage>().Select(message => $"{message.Role}: {message.Content}"),
    };

    private static async Task<ToolLoopResult> BaseAsync<T>(Task<T> running)
        where T : ToolLoopResult => await running;

    private static async Task<ToolLoopResult> LastAsync(IAsyncEnumerable<ToolLoopEvent> events) => Assert.IsType<ToolLoopFinishedEvent>((await events.ToListAsync())[^1], exactMatch: false).Result;

    private static Task<ToolLoopResult> SayAsync<TMessage, TAnswer>(Conversation<TMessage, TAnswer> conversation, bool isStreamed, CancellationToken token)
        where TMessage : class
        where TAnswer : class => isStreamed ? LastAsync(conversation.SendStreamAsync("go", token)) : BaseAsync(conversation.SendAsync("go", token));

    private OllamaClient Native() => Keep(TestClient.Create(root, options => options.Handler = handler));

    private OpenAICompatibleClient V1Client() => Keep(V1.Create($"{root.TrimEnd('/')}/v1", options => options.Handler = handler));

    private LlmClient Llm() => Keep(new LlmClient(LlmServers.Options(client == Client.Llm
        ? new LlmTarget(LlmProviders.Ollama, "m", root)
        : new LlmTarget(LlmProviders.OpenAICompatible, "m", $"{root.TrimEnd('/')}/v1")).With(options => options.Handler = handler)));

    private T Keep<T>(T made)
        where T : IDisposable
    {
        _clients.Add(made);
        return made;
    }
}
