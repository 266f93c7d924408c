using System.Runtime.CompilerServices;
using OllamaSdk.Llm;
using OllamaSdk.Loop;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Sends a request with tools, runs those the model asks for, sends their results, and so on until the model answers. Each turn goes along
    /// the servers anew, so that a conversation outlives a server.
    /// </summary>
    /// <remarks>What goes wrong in a call becomes a result that the model reads; <see cref="ToolLoop"/> has more.</remarks>
    /// <param name="request">The conversation. It is not changed; its own tools give way to <paramref name="tools"/>.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, the <c>LlmTools</c> of a type, <c>[tool]</c>.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="cancellationToken">Ends the loop, the request that is under way, and the tools that are running.</param>
    /// <returns>The model's answer, the calls it made, and the conversation, ready to be continued.</returns>
    /// <exception cref="ArgumentException">The request or an option is wrong, or two tools have the same name; nothing was sent.</exception>
    /// <exception cref="LlmToolException">A limit was reached, or a tool took too long and the options say that this ends the loop.</exception>
    /// <exception cref="LlmConfigurationException">A tool was asked for whose instance or service is not in <see cref="ToolLoopOptions.Services"/>.</exception>
    /// <exception cref="LlmException">A request failed; the type says how. <see cref="ToolLoop.ProgressOf"/> gives the conversation up to it.</exception>
    [OverloadResolutionPriority(1)]
    public Task<ToolLoopResult<LlmMessage, LlmResponse>> RunWithToolsAsync(
        LlmRequest request, IEnumerable<LlmTool> tools, ToolLoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRunner<LlmMessage, LlmResponse>.RunAsync(Loop(request, tools, options), cancellationToken);

    /// <summary>Asks one question with tools, runs those the model asks for, and so on until it answers.</summary>
    /// <param name="prompt">The question.</param>
    /// <param name="tools">What the model may ask for: a <see cref="ToolSet"/>, the <c>LlmTools</c> of a type, <c>[tool]</c>.</param>
    /// <param name="options">Limits and hooks.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="callOptions">Settings of each request the loop sends; its timers begin anew with each.</param>
    /// <param name="cancellationToken">Ends the loop, the request that is under way, and the tools that are running.</param>
    /// <inheritdoc cref="RunWithToolsAsync(LlmRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CancellationToken)" path="/returns|/exception"/>
    /// <example>
    /// <code>
    /// var now = LlmTool.Create("now", "Tells the time.", () =&gt; $"{DateTime.Now:t}");
    /// var result = await client.RunWithToolsAsync("What time is it?", [now]);
    /// Console.WriteLine(result.Text);
    /// </code>
    /// </example>
    public Task<ToolLoopResult<LlmMessage, LlmResponse>> RunWithToolsAsync(
        string prompt, IEnumerable<LlmTool> tools, ToolLoopOptions? options = null, string? model = null, CallOptions? callOptions = null, CancellationToken cancellationToken = default) =>
        RunWithToolsAsync(new LlmRequest(prompt) { Model = model, Call = callOptions }, tools, options, cancellationToken);

    /// <summary>Runs the tool loop and tells what happens while it does: text as it is made, each call, each result, and the end.</summary>
    /// <inheritdoc cref="RunWithToolsAsync(LlmRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CancellationToken)" path="/param|/exception"/>
    /// <returns>The events; the last one is a <see cref="ToolLoopFinishedEvent{TMessage, TAnswer}"/>. Leaving the loop over them ends everything.</returns>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        LlmRequest request, IEnumerable<LlmTool> tools, ToolLoopOptions? options = null, CancellationToken cancellationToken = default) =>
        LoopRunner<LlmMessage, LlmResponse>.WatchAsync(Loop(request, tools, options), streamed: true, cancellationToken);

    /// <summary>Asks one question with tools and tells what happens: text as it is made, each call, each result, and the end.</summary>
    /// <inheritdoc cref="RunWithToolsAsync(string, IEnumerable{LlmTool}, ToolLoopOptions?, string?, CallOptions?, CancellationToken)" path="/param"/>
    /// <inheritdoc cref="RunWithToolsStreamAsync(LlmRequest, IEnumerable{LlmTool}, ToolLoopOptions?, CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<ToolLoopEvent> RunWithToolsStreamAsync(
        string prompt, IEnumerable<LlmTool> tools, ToolLoopOptions? options = null, string? model = null, CallOptions? callOptions = null, CancellationToken cancellationToken = default) =>
        RunWithToolsStreamAsync(new LlmRequest(prompt) { Model = model, Call = callOptions }, tools, options, cancellationToken);

    private Func<LoopRunner<LlmMessage, LlmResponse>> Loop(LlmRequest request, IEnumerable<LlmTool> tools, ToolLoopOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(tools);
        request.Validate();
        return ToolLoop.Runner<LlmMessage, LlmResponse>(tools, options, set => new LoopConversation(this, request with { Tools = set }));
    }
}
