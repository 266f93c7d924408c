using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Http;

namespace OllamaSdk.Streaming;

/// <summary>
/// A stream of server-sent events as items. Its end is <c>[DONE]</c>, an item that says it is the last, or a clean close after an item that
/// may be (a finish reason was seen); anything else is an incomplete stream.
/// </summary>
internal sealed class SseReader<T>(Exchange exchange, BodyReader body, JsonTypeInfo<T> typeInfo, int maxLineBytes, SseOptions options)
    : ItemReader<T>(exchange, body, maxLineBytes)
    where T : class, IStreamItem
{
    private readonly SseParser _parser = new(body);
    private long _linesSeen;

    protected override int PendingBytes => Body.UnreadLength + _parser.PendingLength;

    protected override T? TryTake()
    {
        while (_parser.TryTake(out var item))
        {
            if (item.Data.Length > MaxLineBytes)
            {
                throw Parser.LineTooLong(MaxLineBytes, Partial);
            }

            if (item.Type.SequenceEqual("error"u8))
            {
                throw Parser.ServerError(item.Data, Partial);
            }

            if (item.Data.SequenceEqual("[DONE]"u8))
            {
                Ended = true;
                return null;
            }

            if (item.HasData && Read(item) is { } value)
            {
                return value;
            }
        }

        // A comment or any other whole line says that the server is alive, although it is no item.
        if (_linesSeen != _parser.Lines)
        {
            _linesSeen = _parser.Lines;
            Alive();
        }

        if (Body.AtEnd)
        {
            // Some servers close right after [DONE], without the blank line that would end the event.
            _parser.TakeUnterminatedLine();
            Ended = _parser.PendingIs("[DONE]"u8);
        }

        return null;
    }

    private T? Read(SseEvent item)
    {
        if (!options.SkipMalformed)
        {
            return Parser.Parse(item.Data, typeInfo, Partial);
        }

        try
        {
            return Parser.Parse(item.Data, typeInfo, Partial);
        }
        catch (LlmProtocolException e)
        {
            options.Skipped(e);
            Partial.ItemsSkipped++;
            return null;
        }
    }
}

/// <summary>What is done with an event that cannot be read.</summary>
/// <param name="SkipMalformed">Whether it is left out instead of ending the stream.</param>
/// <param name="Skipped">Told of each that is left out.</param>
internal sealed record SseOptions(bool SkipMalformed, Action<LlmProtocolException> Skipped);
