using OllamaSdk.Prompting;
using OllamaSdk.Streaming;
using OllamaSdk.Telemetry;
using OllamaSdk.Transport;
using OllamaSdk.Watching;
using Refit;

namespace OllamaSdk.ApiCalls;

/// <summary>
/// The outermost handler: makes a request that a generated client built into a call with its options, timers and state, and its answer into an
/// <see cref="Answer"/> as soon as the headers are there.
/// </summary>
internal sealed class CallHandler(RunnerSettings settings) : DelegatingHandler
{
    /// <summary>Where the interfaces' <c>[Property] CallOptions? options</c> is put.</summary>
    public static readonly HttpRequestOptionsKey<CallOptions?> OptionsKey = new("options");

    /// <summary>The route with its placeholders: low cardinality, so it can key policies and telemetry.</summary>
    public static readonly HttpRequestOptionsKey<string> RouteKey = new(HttpRequestMessageOptions.RelativePathTemplate);

    /// <summary>
    /// What the method was called with; the token is the last. Refit hands it to the adapters only, which cannot pass it on; and a token that
    /// went through <see cref="HttpClient"/> would be dead as soon as the headers are there.
    /// </summary>
    public static readonly HttpRequestOptionsKey<object?[]> ArgumentsKey = new(HttpRequestMessageOptions.MethodArguments);

    // There HttpClient is the platform's own. Such clients are known to refuse a GET with a body, or to make a POST of it; no test of ours runs there.
    private static readonly bool s_mayAllHaveBodies = !OperatingSystem.IsBrowser() && !OperatingSystem.IsAndroid() && !OperatingSystem.IsIOS() && !OperatingSystem.IsTvOS();

    private readonly CancellationTokenSource _closed = new();
    private volatile bool _closesBehindStreams;

    /// <summary>Ends all that is under way, and refuses what comes later.</summary>
    public void Close() => _closed.Cancel();

    /// <param name="request">Built by a generated client.</param>
    /// <param name="cancellationToken">Of the loop that reads a stream, until the headers are there.</param>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_closed.IsCancellationRequested)
        {
            // In words: the name of this class would tell the caller nothing.
            throw new ObjectDisposedException(null, "The client was disposed before the call.");
        }

        var caller = request.Options.TryGetValue(ArgumentsKey, out var arguments) && arguments[^1] is CancellationToken token ? token : default;
        caller.ThrowIfCancellationRequested();
        var options = request.Options.TryGetValue(OptionsKey, out var given) ? given : null;
        options?.Validate();
        var route = request.Options.TryGetValue(RouteKey, out var template) ? template : request.RequestUri!.AbsolutePath;
        var form = AcceptOf(request);
        var model = (request.Content as JsonBody)?.Model;
        var state = StateOf(
            request.Method, route, model, options, form != AnswerForm.Whole, WatchedCall.Begin(route, arguments?[0], model, form != AnswerForm.Whole, settings));
        if (PasswordIn(arguments?[0]) is { } password)
        {
            state.Known = state.Known.With(SecretParts.OfCredentials(password));
        }

        var context = new CallContext(settings.Endpoint, model, state);
        var scope = ScopeOf(route, options, caller);
        try
        {
            if (form != AnswerForm.Whole)
            {
                scope.Follow(cancellationToken);
            }

            if (_closesBehindStreams && form == AnswerForm.Events)
            {
                request.Headers.ConnectionClose = true;
            }

            KeepColons(request, route);
            SendBody(request);
            RequestHeaders.Apply(request, settings.Headers, options);
            if (settings.IsInClear)
            {
                OptionChecks.NoSecretInClear(request.Headers, settings.Endpoint, "CallOptions.Headers");
                OptionChecks.NoSecretInClear(model, settings.Endpoint);
                settings.Foreign?.NoSecretInClear(settings.Endpoint);
            }

            state.AttachTo(request);
            var response = await base.SendAsync(request, scope.Token).ConfigureAwait(false);
            _closesBehindStreams |= IsLlamaServer(response);
            if (OperationPolicy.Computes(route))
            {
                scope.AwaitFirstItem(state.FirstByteLimit, state.SentAt);
            }

            var contentType = AnswerHeaders.ContentType(response);
            var exchange = new Exchange(response, scope, new AnswerParser(contentType, context, response, odd => settings.OnOdd(state.Route, odd)), context)
            {
                Ending = settings.Guard is { } guard && arguments?[0] is IPromptRequest prompt && guard.ModeOf(options) != PromptGuardMode.Off
                    ? new PromptEnding(guard, prompt, options)
                    : null,
            };
            await exchange.TellAsync(contentType).ConfigureAwait(false);
            return new Answer(exchange, settings, form, mayRepeatEndMark: route == "/api/create");
        }
        catch (Exception e)
        {
            var explained = e is OperationCanceledException cancelled ? scope.Translate(cancelled, state.LastFailure, state.AwaitedConnections) : e;
            state.Connection?.Dispose();
            scope.Dispose();
            ModelChanges.NoteEndOf(state.Method, state.Path, settings.Endpoint);
            if (explained is LlmException ours)
            {
                context.Complete(ours);
                if (ours is LlmApiException { Kind: ApiErrorKind.ContextLength } refusal)
                {
                    await RefusedPrompt.CompleteAsync(refusal, arguments?[0], settings.Guard, options).ConfigureAwait(false);
                }
            }

            state.Span?.Fail(ErrorType.Of(explained), null);
            state.Span?.End();
            if (ReferenceEquals(explained, e))
            {
                throw;
            }

            throw explained;
        }
    }

    // Of a registry.
    private static string? PasswordIn(object? request) => request switch
    {
        PullModelRequest pull => pull.Password,
        PushModelRequest push => push.Password,
        _ => null,
    };

    private CallScope ScopeOf(string route, CallOptions? options, CancellationToken caller)
    {
        var timeouts = settings.Timeouts;
        var total = options?.TotalTimeout ?? timeouts.Total;
        var idle = options?.IdleTimeout ?? (OperationPolicy.IsTransfer(route) ? timeouts.TransferIdle : timeouts.Idle);
        var before = options?.BeganAt is { } began ? settings.Clock.GetElapsedTime(began) : TimeSpan.Zero;
        return new CallScope(settings.Clock, total, idle, caller, _closed.Token, before);
    }

    private CallState StateOf(HttpMethod method, string route, string? model, CallOptions? options, bool streamed, CallSpan? span)
    {
        var timeouts = settings.Timeouts;
        var state = span is null ? new CallState(method, route) : new WatchedState(method, route, span);
        // A model of a registry may be named with a password.
        state.Known = settings.Safe.With(SecretParts.OfAddress(model));
        state.OnResponse = options?.OnResponse;
        state.MaxRetries = options?.MaxRetries ?? settings.Retry.MaxRetries;
        state.FirstByteLimit = options?.FirstByteTimeout
            ?? (!OperationPolicy.Computes(route) ? timeouts.FirstByte : streamed ? timeouts.StreamedGeneration : timeouts.UnstreamedGeneration);
        return state;
    }

    // Without a body .NET takes any request for one that it may send again by itself, up to three times, where the server closes the connection
    // without an answer; an empty one is enough.
    private static void SendBody(HttpRequestMessage request)
    {
        if (s_mayAllHaveBodies || (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head))
        {
            request.Content ??= new ByteArrayContent([]);
        }
    }

    private static AnswerForm AcceptOf(HttpRequestMessage request) =>
        !request.Headers.NonValidated.TryGetValues("Accept", out var accept) ? AnswerForm.Whole
        : accept.ToString() switch
        {
            "application/x-ndjson" => AnswerForm.Lines,
            "text/event-stream" => AnswerForm.Events,
            "application/octet-stream" => AnswerForm.Bytes,
            _ => AnswerForm.Whole,
        };

    // It closes the connection behind every stream without a word of it: the next request would be written to one that is just being closed.
    private static bool IsLlamaServer(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Server", out var server) && server.ToString().StartsWith("llama.cpp", StringComparison.OrdinalIgnoreCase);

    // A colon is an ordinary character of a path, and digests and model names are full of them; Refit escapes it.
    private void KeepColons(HttpRequestMessage request, string route)
    {
        if (route.Contains('{', StringComparison.Ordinal))
        {
            var target = request.RequestUri!.AbsoluteUri;
            var own = settings.Endpoint.AbsoluteUri.TrimEnd('/').Length;
            request.RequestUri = new Uri(target[..own] + target[own..].Replace("%3A", ":", StringComparison.Ordinal));
        }
    }
}
