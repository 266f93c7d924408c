using System.Net;
using System.Runtime.CompilerServices;
using OllamaSdk.Streaming;

namespace OllamaSdk.ApiCalls;

/// <summary>How the body of an answer is to be read; the request's <c>Accept</c> says it.</summary>
internal enum AnswerForm
{
    /// <summary>One JSON document, or nothing.</summary>
    Whole,

    /// <summary>NDJSON.</summary>
    Lines,

    /// <summary>Server-sent events.</summary>
    Events,
}

/// <summary>What <see cref="CallHandler"/> gives back: the headers are there and were good, the body is still to be read.</summary>
internal sealed class Answer(Exchange exchange, RunnerSettings settings, AnswerForm form, bool mayRepeatEndMark) : HttpResponseMessage(HttpStatusCode.OK)
{
    /// <summary>Waits for an answer whose body says nothing, unless it tells of an error.</summary>
    public static async Task EndAsync(Task<HttpResponseMessage> sent)
    {
        var answer = (Answer)await sent.ConfigureAwait(false);
        var exchange = answer.Opened;
        await using (exchange.ConfigureAwait(false))
        {
            var body = await answer.ReadToEndAsync().ConfigureAwait(false);
            try
            {
                exchange.Parser.ThrowIfError(body.Unread);
            }
            catch (LlmException e)
            {
                exchange.Complete(e);
                throw;
            }
        }
    }

    /// <summary>Waits for an answer and reads its one document.</summary>
    public static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> sent)
    {
        var answer = (Answer)await sent.ConfigureAwait(false);
        var exchange = answer.Opened;
        await using (exchange.ConfigureAwait(false))
        {
            var body = await answer.ReadToEndAsync().ConfigureAwait(false);
            try
            {
                return exchange.Parser.ParseWhole(body.Unread, answer.Settings.TypeInfo<T>());
            }
            catch (LlmException e)
            {
                exchange.Complete(e);
                throw;
            }
        }
    }

    /// <summary>Sends when the first item is asked for, and reads the items as they come.</summary>
    /// <param name="send">Sends the request, once.</param>
    /// <param name="use">The one time that it may be sent.</param>
    /// <param name="cancellationToken">Of the loop that reads, beside the call's own.</param>
    public static async IAsyncEnumerable<T> StreamAsync<T>(
        Func<CancellationToken, Task<HttpResponseMessage>> send, SingleUse use, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where T : class, IStreamItem
    {
        use.Begin();
        var answer = (Answer)await send(cancellationToken).ConfigureAwait(false);
        var exchange = answer.Opened;
        await using (exchange.ConfigureAwait(false))
        {
            // The one that the handler got died with the headers.
            exchange.Scope.Follow(cancellationToken);
            var reader = answer.Reader<T>(await exchange.OpenBodyAsync().ConfigureAwait(false));
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

    private Exchange Opened => exchange;

    private RunnerSettings Settings => settings;

    private ItemReader<T> Reader<T>(BodyReader body)
        where T : class, IStreamItem => form == AnswerForm.Events
        ? new SseReader<T>(exchange, body, settings.TypeInfo<T>(), settings.MaxLineBytes, settings.Events)
        : new NdjsonReader<T>(exchange, body, settings.TypeInfo<T>(), settings.MaxLineBytes) { EndMarkMayRepeat = mayRepeatEndMark };

    private async Task<BodyReader> ReadToEndAsync()
    {
        try
        {
            var body = await exchange.OpenBodyAsync().ConfigureAwait(false);
            while (!body.AtEnd)
            {
                exchange.Scope.WaitForItem();
                body.EndRead(await body.BeginRead().ConfigureAwait(false));
                // Blanks before the document keep proxies awake while the server computes.
                if (body.Unread.IndexOfAnyExcept(" \t\r\n"u8) < 0)
                {
                    exchange.Scope.ShowedLife();
                }
                else
                {
                    exchange.Scope.ItemArrived();
                }
            }

            return body;
        }
        catch (Exception e) when (exchange.Explain(e) is { } explained)
        {
            throw explained;
        }
    }
}
