using System.Text;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.Streaming;

/// <summary>One event as the parser gave it, its bytes as one character each, so that nothing is lost on the way into a test.</summary>
internal sealed record ParsedEvent(string Type, string Data, bool HasData, string? LastId);

/// <summary>The events in a body that arrives in given pieces, and the ways to cut one into pieces.</summary>
internal static class SseEvents
{
    private const int EverySplitUpTo = 4096;
    private const int SplitsBeyond = 64;

    public static async Task<List<ParsedEvent>> ReadAsync(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using var scope = new CallScope(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, CancellationToken.None, CancellationToken.None);
        // A piece without bytes would be the end of the stream.
        await using var body = new BodyReader(new PieceStream(pieces.Where(piece => !piece.IsEmpty)), scope);
        var parser = new SseParser(body);
        var events = new List<ParsedEvent>();
        while (true)
        {
            TakeAll(parser, events);
            if (body.AtEnd)
            {
                return events;
            }

            body.EndRead(await body.BeginRead(int.MaxValue));
        }
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Bytes(ReadOnlyMemory<byte> body) => Enumerable.Range(0, body.Length).Select(at => body.Slice(at, 1));

    /// <summary>Every way to cut a body once; of a long body only some.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>[]> Splits(ReadOnlyMemory<byte> body)
    {
        var random = new Random(20260102);
        var points = body.Length <= EverySplitUpTo ? Enumerable.Range(1, Math.Max(0, body.Length - 1)) : Enumerable.Range(0, SplitsBeyond).Select(_ => random.Next(1, body.Length));
        return points.Select(at => (ReadOnlyMemory<byte>[])[body[..at], body[at..]]);
    }

    /// <summary>Whole, byte by byte, and every split.</summary>
    public static IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> AllWays(ReadOnlyMemory<byte> body) => [[body], Bytes(body), .. Splits(body)];

    private static void TakeAll(SseParser parser, List<ParsedEvent> events)
    {
        while (parser.TryTake(out var item))
        {
            // An id is text already; back to its bytes, like the rest.
            var id = parser.LastId is { } text ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)) : null;
            events.Add(new ParsedEvent(Encoding.Latin1.GetString(item.Type), Encoding.Latin1.GetString(item.Data), item.HasData, id));
        }
    }
}
