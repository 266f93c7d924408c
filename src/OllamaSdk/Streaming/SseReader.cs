using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Streaming;

/// <summary>
/// A stream of server-sent events as items. Its end is <c>[DONE]</c>, an item that says it is the last, or a clean close after an item that
/// may be (a finish reason was seen); anything else is an incomplete stream.
/// </summary>
internal sealed class SseReader<T>(Exchange exchange, BodyReader body, Func<JsonTypeInfo<T>> typeInfo, int maxLineBytes, SseOptions options)
    : ItemReader<T>(exchange, body, maxLineBytes, "data: "u8.ToArray(), "\n\n"u8.ToArray())
    where T : class, IStreamItem
{
    private readonly SseParser _parser = new(body, maxLineBytes) { WaitsAtBareJson = true };
    private long _linesSeen;

    protected override int PendingBytes => Body.UnreadLength + _parser.PendingLength;

    protected override bool IsAtItem
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get => _parser.IsBetweenEvents;
    }

    protected override T? TryTake()
    {
        while (_parser.TryTake(out var item) || IsBareJsonPassed())
        {
            if (IsEnd(item))
            {
                return null;
            }

            if (item.HasData && !IsEmpty(item.Data) && Read(item) is { } value)
            {
                return value;
            }
        }

        if (_parser.IsTooLong)
        {
            throw Parser.LineTooLong(MaxLineBytes, Partial);
        }

        CheckForeign();

        // A comment or any other whole line says that the server is alive, although it is no item.
        if (_linesSeen != _parser.Lines)
        {
            _linesSeen = _parser.Lines;
            Alive();
        }

        return Body.AtEnd ? TakeAtEnd() : null;
    }

    // Some servers keep the connection alive this way.
    private bool IsEmpty(ReadOnlySpan<byte> data)
    {
        var isEmpty = data.IsEmpty || (data[0] == ' ' && data.Trim((byte)' ').IsEmpty);
        if (isEmpty)
        {
            Parser.Odd.Note("an event without data");
        }

        return isEmpty;
    }

    // [DONE] sets the end, an error event throws.
    private bool IsEnd(in SseEvent item)
    {
        if (item.Type.SequenceEqual("error"u8))
        {
            throw Parser.ServerError(item.Data, Partial);
        }

        return Ended |= item.Data.SequenceEqual("[DONE]"u8);
    }

    // Some servers close without the blank line that would end the last event. It is dropped, as the rules say, unless it is an end mark or an
    // error; JSON shows by itself that nothing of it is missing.
    private T? TakeAtEnd()
    {
        var isThere = _parser.TryTakeUnterminated(out var item);
        CheckForeign();
        try
        {
            if (isThere && !IsEnd(item)
                && Parser.Parse(item.Data, typeInfo, Partial) is { } value && (value.IsLast || value.MayBeLast))
            {
                return value;
            }
        }
        catch (LlmProtocolException)
        {
            // Cut off, or no answer at all: whether the stream has ended is decided by what came before.
        }

        _ = !Ended && IsBareJsonPassed();
        return null;
    }

    // Whatever ends the stream later, an error in it is one; anything else is no part of a stream of events.
    private bool IsBareJsonPassed()
    {
        if (_parser.BareJson is not { } json)
        {
            return false;
        }

        try
        {
            Parser.Parse(json, typeInfo, Partial);
        }
        catch (LlmProtocolException)
        {
            // No answer at all.
        }

        _parser.BareJson = null;
        return true;
    }

    private void CheckForeign()
    {
        if (_parser.Foreign is { } line)
        {
            throw Parser.NoEvents(line, Partial);
        }
    }

    private T? Read(in SseEvent item)
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
