using System.Net;
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

    /// <summary>Bytes that are no text.</summary>
    Bytes,
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
                var streamed = StreamedWhole.Of<T>();
                if (streamed is not null && BodyLooks.IsStream(body.Unread))
                {
                    var sum = await streamed.ReadAsync(answer, body).ConfigureAwait(false);
                    exchange.Span?.Note(sum!);
                    return sum;
                }

                var whole = exchange.Parser.ParseWhole(body.Unread, answer.Settings.TypeInfo<T>(), streamed);
                exchange.Ending?.Tell(whole);
                exchange.Span?.Note(whole!);
                return whole;
            }
            catch (LlmException e)
            {
                exchange.Complete(e);
                throw;
            }
        }
    }

    /// <summary>Waits for an answer that is bytes, and for the first of them.</summary>
    public static async Task<Stream> OpenAsync(Task<HttpResponseMessage> sent)
    {
        var answer = (Answer)await sent.ConfigureAwait(false);
        var stream = new AnswerStream(answer.Opened, await answer.Opened.OpenBodyAsync().ConfigureAwait(false));
        try
        {
            if (answer.Opened.Parser.IsText)
            {
                var body = await answer.ReadToEndAsync().ConfigureAwait(false);
                throw answer.Opened.Parser.TextForBytes(body.Unread);
            }

            await stream.BeginAsync().ConfigureAwait(false);
            return stream;
        }
        catch (Exception e)
        {
            if (e is LlmException ours)
            {
                answer.Opened.Complete(ours);
            }

            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The request and its answer.</summary>
    public Exchange Opened => exchange;

    private RunnerSettings Settings => settings;

    /// <summary>Throws if what was put together tells of an error.</summary>
    public T Checked<T>(T whole)
        where T : IWireModel
    {
        exchange.Parser.ThrowIfError(whole);
        return whole;
    }

    /// <summary>The items of an answer that came as a stream although one document was asked for.</summary>
    /// <exception cref="LlmException">There is an error in it, or it is not complete.</exception>
    public async Task<IReadOnlyList<T>> ReadItemsAsync<T>(BodyReader body)
        where T : class, IStreamItem
    {
        exchange.Parser.Odd.Note("a stream where one document is due");
        List<T> items = [];
        ItemReader<T> reader = BodyLooks.Of(body.Unread) == BodyLook.Events ? EventReader<T>(body) : LineReader<T>(body, inPlaceOfEvents: false);
        do
        {
            while (reader.TryNext() is { } item)
            {
                items.Add(item);
            }
        }
        while (await reader.FillAsync().ConfigureAwait(false));
        return items;
    }

    /// <summary>The reader for what was asked for.</summary>
    public ItemReader<T> Reader<T>(BodyReader body)
        where T : class, IStreamItem => form == AnswerForm.Events ? EventReader<T>(body) : LineReader<T>(body, inPlaceOfEvents: false);

    /// <summary>The reader for what has come, where it is not what was asked for. The bytes are still there.</summary>
    public ItemReader<T>? ReaderFor<T>(BodyLook look, BodyReader body)
        where T : class, IStreamItem
    {
        ItemReader<T>? reader = (look, form) switch
        {
            (BodyLook.Document, _) => new DocumentReader<T>(exchange, body, settings.TypeInfo<T>, settings.MaxLineBytes),
            (BodyLook.Lines, AnswerForm.Events) => LineReader<T>(body, inPlaceOfEvents: true),
            (BodyLook.Events, AnswerForm.Lines) => EventReader<T>(body),
            _ => null,
        };
        if (reader is not null)
        {
            body.SearchAgain();
            exchange.Parser.Odd.Note(look == BodyLook.Events ? "events where lines are due" : $"JSON where {(form == AnswerForm.Events ? "events are" : "a line is")} due");
        }

        return reader;
    }

    private SseReader<T> EventReader<T>(BodyReader body)
        where T : class, IStreamItem =>
        new(exchange, body, settings.TypeInfo<T>, settings.MaxLineBytes, settings.Events) { EndMarkMayRepeat = mayRepeatEndMark };

    private NdjsonReader<T> LineReader<T>(BodyReader body, bool inPlaceOfEvents)
        where T : class, IStreamItem =>
        new(exchange, body, settings.TypeInfo<T>, settings.MaxLineBytes) { EndMarkMayRepeat = mayRepeatEndMark, InPlaceOfEvents = inPlaceOfEvents };

    private async Task<BodyReader> ReadToEndAsync()
    {
        try
        {
            var limit = Math.Min(settings.MaxAnswerBytes, BodyReader.MaxLimit);
            // Where the body comes in chunks, a length that is told as well means nothing.
            var length = exchange.HasBody && exchange.Response.Headers.TransferEncodingChunked != true ? exchange.Response.Content.Headers.ContentLength : null;
            if (length > limit)
            {
                throw AnswerParser.AnswerTooLong(limit);
            }

            var body = await exchange.OpenBodyAsync().ConfigureAwait(false);
            body.Expect(length ?? 0);
            while (!body.AtEnd)
            {
                exchange.Scope.WaitForItem();
                body.EndRead(await body.BeginRead(limit).ConfigureAwait(false));
                // Blanks before the document keep proxies awake while the server computes.
                if (body.IsBlank)
                {
                    exchange.Scope.ShowedLife();
                }
                else
                {
                    exchange.Scope.ItemArrived();
                }

                if (body.UnreadLength > limit)
                {
                    throw AnswerParser.AnswerTooLong(limit);
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
