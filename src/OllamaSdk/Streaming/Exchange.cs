using OllamaSdk.Telemetry;
using OllamaSdk.Transport;

namespace OllamaSdk.Streaming;

/// <summary>Whoever has something to say of an answer once it is there.</summary>
internal interface IAnswerEnding
{
    void Tell(object? answer);
}

/// <summary>One request and its answer, from the headers to the end of the body. Disposing it before the end closes the connection.</summary>
internal sealed class Exchange(HttpResponseMessage response, CallScope scope, AnswerParser parser, CallContext context) : IAsyncDisposable
{
    private BodyReader? _body;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>Whether a body follows the headers; without one they tell the length of what was asked about.</summary>
    public bool HasBody => context.State.Method != HttpMethod.Head;

    public CallScope Scope { get; } = scope;

    public AnswerParser Parser { get; } = parser;

    /// <summary>Sees the last item before it is delivered.</summary>
    public IAnswerEnding? Ending { get; init; }

    /// <summary>Watches the call; <see langword="null"/> where nobody listens.</summary>
    public CallSpan? Span => context.State.Span;

    public async ValueTask<BodyReader> OpenBodyAsync() =>
        _body ??= new BodyReader(await Response.Content.ReadAsStreamAsync(Scope.Token).ConfigureAwait(false), Scope);

    /// <summary>
    /// The exception that a failure while reading the body becomes; <see langword="null"/> leaves it as it is. A stream passes what had
    /// arrived, an unstreamed answer nothing.
    /// </summary>
    public Exception? Explain(Exception fault, PartialAnswer? partial = null)
    {
        var explained = fault switch
        {
            OperationCanceledException cancelled => Scope.Translate(cancelled),
            _ when TransportFaults.IsMalformed(fault) => new LlmProtocolException("The answer breaks the rules of HTTP (a malformed chunk).", context.Safe.Clean(fault)),
            _ when !TransportFaults.IsBodyFault(fault) => fault,
            _ when partial is null => new LlmConnectionException(ConnectionPhase.ReceiveBody, "The connection broke inside the answer.", context.Safe.Clean(fault)),
            _ => new LlmStreamException(StreamFailure.Interrupted,
                $"The connection broke after {Plural.Of(partial.ItemsReceived, "item")}, before the end of the stream.", context.Safe.Clean(fault)),
        };
        if (explained is LlmException ours)
        {
            ours.Complete(partial);
            context.Complete(ours);
        }
        else
        {
            Span?.Fail(ErrorType.Of(explained), null);
        }

        return ReferenceEquals(explained, fault) ? null : explained;
    }

    public void Complete(LlmException exception) => context.Complete(exception);

    /// <summary>Tells the caller of the answer's headers. An exception of the caller's closes the connection.</summary>
    public async ValueTask TellAsync(string? contentType)
    {
        try
        {
            context.State.Tell(Response, contentType);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        ModelChanges.NoteEndOf(context.State.Method, context.State.Path, context.Endpoint);
        // A body that nobody has read is left as one that was: closed at once.
        var body = _body ?? new BodyReader(await Response.Content.ReadAsStreamAsync(CancellationToken.None).ConfigureAwait(false), Scope);
        await body.DisposeAsync().ConfigureAwait(false);
        Response.Dispose();
        context.State.Connection?.Dispose();
        Scope.Dispose();
        Span?.End();
    }
}
