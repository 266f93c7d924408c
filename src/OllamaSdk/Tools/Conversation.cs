using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Loop;
using OllamaSdk.Streaming;

namespace OllamaSdk;

/// <summary>
/// A conversation that keeps its history, and runs the tools the model asks for until it answers. It is the same on all clients; for
/// conversations at the same time make several.
/// </summary>
/// <remarks>
/// <para>What was said, the model's thinking, its tool calls and their results enter the history together, when the model has answered. A turn that
/// failed, was cancelled or was left leaves the history as it was; where tools had run in it, <see cref="ToolLoop.ProgressOf"/> tells what
/// it had come to.</para>
/// <para>One turn at a time: to send while another turn is under way is an <see cref="InvalidOperationException"/>, from a tool of this
/// conversation too. A stream is a turn from its first part until it is at its end or left.</para>
/// </remarks>
/// <typeparam name="TMessage">A message of the conversation.</typeparam>
/// <typeparam name="TAnswer">An answer of the server.</typeparam>
public abstract class Conversation<TMessage, TAnswer>
    where TMessage : class
    where TAnswer : class
{
    private readonly List<TMessage> _messages;
    private ToolLoopOptions _toolOptions;
    private int _isBusy;

    private protected Conversation(IEnumerable<TMessage>? messages, IEnumerable<LlmTool>? tools, ToolLoopOptions? toolOptions)
    {
        _messages = [.. messages ?? []];
        Tools = new ToolSet(tools ?? []);
        _toolOptions = toolOptions ?? new ToolLoopOptions();
        _toolOptions.Validate();
    }

    /// <summary>The history, oldest first; yours to change between turns.</summary>
    public IList<TMessage> Messages => _messages;

    /// <summary>What the model may ask for; more can be added between turns.</summary>
    public ToolSet Tools { get; }

    /// <summary>Limits and hooks of the tools; those of each turn begin anew.</summary>
    public ToolLoopOptions ToolOptions
    {
        get => _toolOptions;
        set => _toolOptions = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Time limits, retries and headers of each request; <see langword="null"/> for the client's.</summary>
    public CallOptions? CallOptions { get; set; }

    /// <summary>
    /// Leaves out or summarizes the oldest turns before a turn, where the conversation has become too long; it then leaves the history when the model has
    /// answered, and <see cref="ToolLoopResult{TMessage, TAnswer}.Reduction"/> tells. <see langword="null"/>, the default, leaves the history to you. It is not saved.
    /// </summary>
    public ConversationReducer? Reducer { get; set; }

    /// <summary>Says something and waits for the whole answer. Tools the model asks for are run before.</summary>
    /// <param name="text">What the person says.</param>
    /// <param name="cancellationToken">Ends the turn: the request that is under way, and the tools that are running.</param>
    /// <returns>The answer, with the calls that were made for it.</returns>
    /// <exception cref="ArgumentException">The message, a message of the history or a setting is wrong; nothing was sent.</exception>
    /// <exception cref="InvalidOperationException">Another turn is under way, or the request has messages or tools of its own.</exception>
    /// <exception cref="LlmToolException">A limit was reached, or a tool took too long and the options say that this ends the turn.</exception>
    /// <exception cref="LlmException">A request failed; the type says how.</exception>
    public Task<ToolLoopResult<TMessage, TAnswer>> SendAsync(string text, CancellationToken cancellationToken = default) => SendAsync(User(text), cancellationToken);

    /// <summary>Says something, for instance with a picture, and waits for the whole answer. Tools the model asks for are run before.</summary>
    /// <param name="message">What is said.</param>
    /// <param name="cancellationToken">Ends the turn: the request that is under way, and the tools that are running.</param>
    /// <inheritdoc cref="SendAsync(string, CancellationToken)" path="/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public async Task<ToolLoopResult<TMessage, TAnswer>> SendAsync(TMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var busy = TakeTurn();
        var turn = await BeginAsync(message, cancellationToken).ConfigureAwait(false);
        var result = await LoopRunner<TMessage, TAnswer>.RunAsync(turn, cancellationToken).ConfigureAwait(false);
        Keep(result);
        return result;
    }

    /// <summary>
    /// Says something and tells what happens until the model has answered: text as it is made, each call of a tool, each result, and the end.
    /// <see cref="StreamTextExtensions.TextAsync(IAsyncEnumerable{ILlmTextPart}, CancellationToken)"/> gives the text alone.
    /// </summary>
    /// <param name="text">What the person says.</param>
    /// <param name="cancellationToken">Ends the turn: the request that is under way, and the tools that are running.</param>
    /// <returns>The events; the last one is a <see cref="ToolLoopFinishedEvent{TMessage, TAnswer}"/>. It can be read once; leaving it before ends everything.</returns>
    /// <inheritdoc cref="SendAsync(string, CancellationToken)" path="/exception"/>
    /// <example><code>
    /// var conversation = client.StartConversation();
    /// await foreach (var text in conversation.SendStreamAsync("And at sunset?").TextAsync())
    /// {
    ///     Console.Write(text);
    /// }
    /// </code></example>
    public IAsyncEnumerable<ToolLoopEvent> SendStreamAsync(string text, CancellationToken cancellationToken = default) => SendStreamAsync(User(text), cancellationToken);

    /// <summary>
    /// Says something, for instance with a picture, and tells what happens until the model has answered: text as it is made, each call of a
    /// tool, each result, and the end.
    /// </summary>
    /// <param name="message">What is said.</param>
    /// <param name="cancellationToken">Ends the turn: the request that is under way, and the tools that are running.</param>
    /// <inheritdoc cref="SendStreamAsync(string, CancellationToken)" path="/returns|/exception"/>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<ToolLoopEvent> SendStreamAsync(TMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return WatchAsync(message, new SingleUse(nameof(SendStreamAsync)), cancellationToken).WithOwnTokens(cancellationToken, LoopProgress.Move);
    }

    /// <summary>
    /// The conversation as JSON: what each request is sent with, and the history, pictures included. It holds no tools, no limits and no headers. The
    /// client's <c>LoadConversation</c> goes on with it, in another process too.
    /// </summary>
    /// <returns>The JSON text.</returns>
    public string ToJson()
    {
        var (document, type) = Document();
        return JsonSerializer.Serialize(document, type);
    }

    /// <summary>Writes what <see cref="ToJson"/> gives to a stream, as UTF-8.</summary>
    /// <param name="destination">Where it goes; it stays open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>A task that ends when everything is written.</returns>
    public Task SaveAsync(Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var (document, type) = Document();
        return JsonSerializer.SerializeAsync(destination, document, type, cancellationToken);
    }

    /// <summary>A message of the person.</summary>
    private protected abstract TMessage User(string text);

    /// <summary>What lets the model take its turn, after these messages.</summary>
    /// <exception cref="InvalidOperationException">The request has messages or tools of its own.</exception>
    private protected abstract ToolConversation<TMessage, TAnswer> Start(IReadOnlyList<TMessage> messages, ToolSet tools);

    private protected abstract (object Document, JsonTypeInfo Type) Document();

    /// <summary>How many tokens these messages have with this model; <see langword="null"/> where nothing is known of it.</summary>
    private protected virtual long? Estimate(IReadOnlyList<TMessage> messages) => null;

    /// <summary>To be called before a request is sent or kept whose own messages and tools would silently be lost.</summary>
    private protected static void RefuseOwn(bool hasMessages, bool hasTools)
    {
        if (hasMessages || hasTools)
        {
            var name = hasMessages ? nameof(Messages) : nameof(Tools);
            throw new InvalidOperationException($"The request of a conversation has {name} of its own, which would not be sent; put them into the {name} of the conversation.");
        }
    }

    private async IAsyncEnumerable<ToolLoopEvent> WatchAsync(TMessage message, SingleUse use, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        use.Begin();
        using var busy = TakeTurn();
        var turn = await BeginAsync(message, cancellationToken).ConfigureAwait(false);
        await foreach (var happened in LoopRunner<TMessage, TAnswer>.WatchAsync(turn, streamed: true, cancellationToken).ConfigureAwait(false))
        {
            // Before it is told: whoever leaves at the last event has seen the whole turn.
            if (happened is ToolLoopFinishedEvent { Result: ToolLoopResult<TMessage, TAnswer> result })
            {
                Keep(result);
            }

            yield return happened;
        }
    }

    private async ValueTask<Func<LoopRunner<TMessage, TAnswer>>> BeginAsync(TMessage message, CancellationToken cancellationToken)
    {
        TMessage[] all = [.. _messages, message];
        var reduced = Reducer is { } reducer ? await reducer.ReduceAsync(all, Estimate, cancellationToken).ConfigureAwait(false) : null;
        return ToolLoop.Runner<TMessage, TAnswer>(Tools, ToolOptions, tools =>
        {
            var conversation = Start(reduced?.Messages ?? all, tools);
            conversation.Reduction = reduced is { IsReduced: true } ? reduced : null;
            return conversation;
        });
    }

    private void Keep(ToolLoopResult<TMessage, TAnswer> result)
    {
        if (result.Reduction is not null)
        {
            _messages.Clear();
        }

        _messages.AddRange(result.Messages.Skip(_messages.Count));
    }

    private UnderWay TakeTurn() => Interlocked.Exchange(ref _isBusy, 1) == 0
        ? new UnderWay(this)
        : throw new InvalidOperationException("A turn of this conversation is under way: wait for its end, or leave its stream, before the next one. For conversations at the same time start several.");

    private readonly struct UnderWay(Conversation<TMessage, TAnswer> conversation) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref conversation._isBusy, 0);
    }
}
