using OllamaSdk.Loop;

namespace OllamaSdk;

public static partial class ToolLoop
{
    /// <summary>Runs the loop and waits for the model's answer.</summary>
    /// <param name="client">Talks to the model.</param>
    /// <param name="request">The conversation. It is not changed; its own tools give way to <paramref name="tools"/>.</param>
    /// <param name="tools">What the model may ask for.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="callOptions">Settings of each request the loop sends; its timers begin anew with each.</param>
    /// <param name="cancellationToken">Ends the loop, the request that is under way, and the tools that are running.</param>
    /// <exception cref="ArgumentException">The request or an option is wrong; nothing was sent.</exception>
    /// <exception cref="LlmToolException">A limit was reached, or a tool took too long and the options say that this ends the loop.</exception>
    /// <exception cref="LlmConfigurationException">A tool was asked for whose instance or service is not in <see cref="ToolLoopOptions.Services"/>.</exception>
    /// <exception cref="LlmException">A request failed; the type says how.</exception>
    public static Task<ToolLoopResult<OllamaChatMessage, OllamaChatResponse>> RunWithToolsAsync(
        this OllamaClient client,
        OllamaChatRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<OllamaChatMessage, OllamaChatResponse>.RunAsync(Runner(client, request, tools, options, callOptions), cancellationToken);

    /// <summary>Runs the loop and tells what happens while it does: text as it is made, each call, each result, and the end.</summary>
    /// <returns>The events; the last one is a <see cref="ToolLoopFinishedEvent{TMessage, TAnswer}"/>. Leaving the loop over them ends everything.</returns>
    /// <inheritdoc cref="RunWithToolsAsync(OllamaClient, OllamaChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)" path="/param|/exception"/>
    public static IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        this OllamaClient client,
        OllamaChatRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<OllamaChatMessage, OllamaChatResponse>.WatchAsync(Runner(client, request, tools, options, callOptions), streamed: true, cancellationToken);

    private static Func<LoopRunner<OllamaChatMessage, OllamaChatResponse>> Runner(
        OllamaClient client, OllamaChatRequest request, ToolSet tools, ToolLoopOptions? options, CallOptions? callOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        return Runner<OllamaChatMessage, OllamaChatResponse>(tools, options, set => new NativeConversation(client, request, set, callOptions));
    }
}
