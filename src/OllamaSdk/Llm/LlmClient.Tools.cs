using OllamaSdk.Llm;
using OllamaSdk.Loop;

namespace OllamaSdk;

public sealed partial class LlmClient
{
    /// <summary>
    /// Sends a request with tools, runs those the model asks for, sends their results, and so on until the model answers. Each turn goes along
    /// the servers anew, so that a conversation outlives a server.
    /// </summary>
    /// <param name="request">The conversation. It is not changed; its own tools give way to <paramref name="tools"/>.</param>
    /// <param name="tools">What the model may ask for.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="cancellationToken">Ends the loop, the request that is under way, and the tools that are running.</param>
    /// <exception cref="ArgumentException">The request or an option is wrong; nothing was sent.</exception>
    /// <exception cref="LlmToolException">A limit was reached, or a tool took too long and the options say that this ends the loop.</exception>
    /// <exception cref="LlmException">A request failed; the type says how. <see cref="ToolLoop.ProgressOf"/> gives the conversation up to it.</exception>
    public Task<ToolLoopResult<LlmMessage, LlmResponse>> RunWithToolsAsync(
        LlmRequest request, ToolSet tools, ToolLoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRunner<LlmMessage, LlmResponse>.RunAsync(Loop(request, tools, options), cancellationToken);

    /// <summary>Runs the tool loop and tells what happens while it does: text as it is made, each call, each result, and the end.</summary>
    /// <returns>The events; the last one is a <see cref="ToolLoopFinishedEvent{TMessage, TAnswer}"/>. Leaving the loop over them ends everything.</returns>
    /// <inheritdoc cref="RunWithToolsAsync" path="/param|/exception"/>
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        LlmRequest request, ToolSet tools, ToolLoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRunner<LlmMessage, LlmResponse>.WatchAsync(Loop(request, tools, options), streamed: true, cancellationToken);

    private Func<LoopRunner<LlmMessage, LlmResponse>> Loop(LlmRequest request, ToolSet tools, ToolLoopOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tools);
        request.Validate();
        return ToolLoop.Runner<LlmMessage, LlmResponse>(tools, options, set => new LoopConversation(this, request with { Tools = set }));
    }
}
