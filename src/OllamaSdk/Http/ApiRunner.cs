using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Llm;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Http;

/// <summary>What a runner needs of its client: where to, with what patience, under whose settings.</summary>
internal sealed record RunnerSettings
{
    public required Uri Endpoint { get; init; }

    public required JsonSerializerOptions Json { get; init; }

    public required SafeText Safe { get; init; }

    public TimeoutOptions Timeouts { get; init; } = new();

    public RetryOptions Retry { get; init; } = new();

    public int MaxLineBytes { get; init; } = LlmConnectionOptions.DefaultMaxLineBytes;

    public SseOptions Events { get; init; } = new(SkipMalformed: false, static _ => { });

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <summary>Sends what the generated methods describe and reads what comes back: every call of the SDK goes through here.</summary>
internal sealed class ApiRunner(HttpMessageInvoker pipeline, RunnerSettings settings) : IDisposable
{
    /// <summary>The property under which the interfaces pass a call's options.</summary>
    public const string OptionsProperty = "options";

    private readonly CancellationTokenSource _disposed = new();

    public TimeProvider Clock => settings.Clock;

    /// <summary>For the operations that may go on after an answer had begun (pull, upload): how often, as for any other retry.</summary>
    public int RetriesOf(CallOptions? options) => options?.MaxRetries ?? settings.Retry.MaxRetries;

    /// <inheritdoc cref="RetriesOf"/>
    public Task WaitBeforeRetryAsync(int retriesSoFar, CancellationToken cancellationToken) =>
        Task.Delay(RetryRules.Delay(settings.Retry, retriesSoFar, null, Random.Shared.NextDouble()), settings.Clock, cancellationToken);

    public HttpContent ToContent<T>(T body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return JsonBody.Create(body, TypeInfo<T>());
    }

    public HttpContent ToContent(Stream body) => new StreamContent(body);

    public HttpContent ToContent(HttpContent body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body;
    }

    public HttpContent ToContent(string body) => new StringContent(body);

    public async Task SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var exchange = await OpenAsync(call, cancellationToken, streamed: false).ConfigureAwait(false);
        await using (exchange.ConfigureAwait(false))
        {
            await ReadWholeAsync(exchange).ConfigureAwait(false);
        }
    }

    public async Task<T> SendAsync<T>(ApiCall call, CancellationToken cancellationToken)
    {
        var exchange = await OpenAsync(call, cancellationToken, streamed: false).ConfigureAwait(false);
        await using (exchange.ConfigureAwait(false))
        {
            return await ReadAnswerAsync(exchange, TypeInfo<T>()).ConfigureAwait(false);
        }
    }

    public async Task<ApiResponse<T>> SendForResponseAsync<T>(ApiCall call, CancellationToken cancellationToken)
    {
        Exchange? exchange = null;
        try
        {
            exchange = await OpenAsync(call, cancellationToken, streamed: false).ConfigureAwait(false);
            var answer = await ReadAnswerAsync(exchange, TypeInfo<T>()).ConfigureAwait(false);
            return new ApiResponse<T>(exchange.Response.StatusCode, answer, null);
        }
        catch (LlmException e)
        {
            var status = (e as LlmApiException)?.Status ?? (int?)exchange?.Response.StatusCode;
            return new ApiResponse<T>((System.Net.HttpStatusCode?)status, default, e);
        }
        finally
        {
            if (exchange is not null)
            {
                await exchange.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>The raw answer; from here on it, its connection and its timing are the caller's.</summary>
    public async Task<HttpResponseMessage> SendForMessageAsync(ApiCall call, CancellationToken cancellationToken) =>
        (await OpenAsync(call, cancellationToken, streamed: true).ConfigureAwait(false)).Response;

    public async Task<Stream> SendForStreamAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var response = await SendForMessageAsync(call, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<T> StreamAsync<T>(ApiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, IStreamItem
    {
        call.Use.Begin();
        var exchange = await OpenAsync(call, cancellationToken, streamed: true).ConfigureAwait(false);
        await using (exchange.ConfigureAwait(false))
        {
            var body = await exchange.OpenBodyAsync().ConfigureAwait(false);
            ItemReader<T> reader = call.AcceptsEvents
                ? new SseReader<T>(exchange, body, TypeInfo<T>(), settings.MaxLineBytes, settings.Events)
                : new NdjsonReader<T>(exchange, body, TypeInfo<T>(), settings.MaxLineBytes) { EndMarkMayRepeat = call.PathTemplate == "/api/create" };
            do
            {
                while (reader.TryNext() is { } item)
                {
                    yield return item;
                }
            }
            while (await reader.FillAsync().ConfigureAwait(false));
        }
    }

    /// <summary>Ends every call and stream that is under way with <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        pipeline.Dispose();
    }

    private async Task<Exchange> OpenAsync(ApiCall call, CancellationToken cancellationToken, bool streamed)
    {
        if (_disposed.IsCancellationRequested)
        {
            // In words: the name of this class would tell the caller nothing.
            throw new ObjectDisposedException(null, "The client was disposed before the call.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var options = call.Options;
        options?.Validate();
        var state = StateOf(call, options, streamed);
        var context = new CallContext(settings.Endpoint, (call.Content as JsonBody)?.Model, state);
        var total = call.Timeout ?? options?.TotalTimeout ?? settings.Timeouts.Total;
        var idle = options?.IdleTimeout ?? (OperationPolicy.IsTransfer(call.PathTemplate) ? settings.Timeouts.TransferIdle : settings.Timeouts.Idle);
        var before = options?.BeganAt is { } began ? settings.Clock.GetElapsedTime(began) : TimeSpan.Zero;
        var scope = new CallScope(settings.Clock, total, idle, cancellationToken, _disposed.Token, before);
        try
        {
            var request = RequestBuilder.Build(call, settings, options);
            state.AttachTo(request);
            var response = await pipeline.SendAsync(request, scope.Token).ConfigureAwait(false);
            var contentType = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var type) ? type.ToString() : null;
            var exchange = new Exchange(response, scope, new AnswerParser(contentType, settings.Safe), context);
            await exchange.TellAsync(options?.OnResponse, contentType).ConfigureAwait(false);
            return exchange;
        }
        catch (Exception e)
        {
            var explained = e is OperationCanceledException cancelled ? scope.Translate(cancelled, state.LastFailure) : e;
            scope.Dispose();
            ModelChanges.NoteEndOf(state.Route, settings.Endpoint);
            if (explained is LlmException ours)
            {
                context.Complete(ours);
            }

            if (ReferenceEquals(explained, e))
            {
                throw;
            }

            throw explained;
        }
    }

    private CallState StateOf(ApiCall call, CallOptions? options, bool streamed)
    {
        var kind = OperationPolicy.KindOf(call.Method, call.PathTemplate);
        var timeouts = settings.Timeouts;
        return new CallState
        {
            Kind = kind,
            Route = $"{call.Method} {call.PathTemplate}",
            MaxRetries = options?.MaxRetries ?? settings.Retry.MaxRetries,
            FirstByteLimit = options?.FirstByteTimeout
                ?? (!OperationPolicy.Computes(call.PathTemplate) ? timeouts.FirstByte : streamed ? timeouts.StreamedGeneration : timeouts.UnstreamedGeneration),
        };
    }

    private static async Task<T> ReadAnswerAsync<T>(Exchange exchange, JsonTypeInfo<T> typeInfo)
    {
        var body = await ReadWholeAsync(exchange).ConfigureAwait(false);
        try
        {
            return exchange.Parser.ParseWhole(body.Unread, typeInfo);
        }
        catch (LlmException e)
        {
            exchange.Complete(e);
            throw;
        }
    }

    private static async Task<BodyReader> ReadWholeAsync(Exchange exchange)
    {
        try
        {
            var body = await exchange.OpenBodyAsync().ConfigureAwait(false);
            while (!body.AtEnd)
            {
                exchange.Scope.WaitForItem();
                body.EndRead(await body.BeginRead().ConfigureAwait(false));
                exchange.Scope.ItemArrived();
            }

            return body;
        }
        catch (Exception e) when (exchange.Explain(e) is { } explained)
        {
            throw explained;
        }
    }

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)settings.Json.GetTypeInfo(typeof(T));
}
