using OllamaSdk.Loop;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>
/// Sends a request with tools, runs the tools the model asks for, sends their results, and so on until the model answers.
/// </summary>
/// <remarks>
/// <para>What goes wrong in a call (unknown tool, bad arguments, an exception, too long) becomes a result that the model reads, so that it
/// can do better. What ends the loop is an exception, and <see cref="ProgressOf"/> gives the conversation up to it.</para>
/// <para>A <see cref="ToolChoice"/> that demands a call holds for the first round: with it, the model could never answer.</para>
/// <para>Tools and hooks run on the thread pool. A stack overflow, the end of memory and <see cref="Environment.Exit"/> in a tool end the program, as
/// they do elsewhere.</para>
/// </remarks>
public static class ToolLoop
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
    public static Task<ToolLoopResult<ChatMessage, ChatResponse>> RunWithToolsAsync(
        this OllamaClient client,
        ChatRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatMessage, ChatResponse>.RunAsync(Runner(client, request, tools, options, callOptions), cancellationToken);

    /// <summary>Runs the loop and tells what happens while it does: text as it is made, each call, each result, and the end.</summary>
    /// <returns>The events; the last one is a <see cref="ToolLoopFinishedEvent"/>. Leaving the loop over them ends everything.</returns>
    /// <inheritdoc cref="RunWithToolsAsync(OllamaClient, ChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)" path="/param|/exception"/>
    public static IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        this OllamaClient client,
        ChatRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatMessage, ChatResponse>.WatchAsync(Runner(client, request, tools, options, callOptions), streamed: true, cancellationToken);

    /// <inheritdoc cref="RunWithToolsAsync(OllamaClient, ChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public static Task<ToolLoopResult<ChatCompletionMessage, ChatCompletion>> RunWithToolsAsync(
        this OpenAICompatibleClient client,
        ChatCompletionRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatCompletionMessage, ChatCompletion>.RunAsync(Runner(client, request, tools, options, callOptions), cancellationToken);

    /// <inheritdoc cref="RunWithToolsStreamAsync(OllamaClient, ChatRequest, ToolSet, ToolLoopOptions?, CallOptions?, CancellationToken)"/>
    public static IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        this OpenAICompatibleClient client,
        ChatCompletionRequest request,
        ToolSet tools,
        ToolLoopOptions? options = null,
        CallOptions? callOptions = null,
        CancellationToken cancellationToken = default) =>
        LoopRunner<ChatCompletionMessage, ChatCompletion>.WatchAsync(Runner(client, request, tools, options, callOptions), streamed: true, cancellationToken);

    /// <summary>What a tool loop had come to when this exception ended it: the conversation and the calls so far.</summary>
    /// <param name="exception">The exception as the loop threw it, of whatever type; a cancellation too.</param>
    /// <returns><see langword="null"/> where no tool loop threw it.</returns>
    public static ToolLoopResult? ProgressOf(Exception exception) => LoopProgress.Of(exception);

    private static Func<LoopRunner<ChatMessage, ChatResponse>> Runner(
        OllamaClient client, ChatRequest request, ToolSet tools, ToolLoopOptions? options, CallOptions? callOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tools);
        var (set, limits) = (new ToolSet(tools), Checked(options));
        return () => new(new NativeConversation(client, request, set, callOptions), set, limits);
    }

    private static Func<LoopRunner<ChatCompletionMessage, ChatCompletion>> Runner(
        OpenAICompatibleClient client, ChatCompletionRequest request, ToolSet tools, ToolLoopOptions? options, CallOptions? callOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tools);
        var (set, limits) = (new ToolSet(tools), Checked(options));
        return () => new(new CompletionConversation(client, request, set, callOptions), set, limits);
    }

    private static ToolLoopOptions Checked(ToolLoopOptions? options)
    {
        options ??= new ToolLoopOptions();
        options.Validate();
        return options;
    }
}
