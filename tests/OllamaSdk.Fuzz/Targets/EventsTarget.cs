using System.Text;
using OllamaSdk.ApiCalls;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.OpenAI;
using OllamaSdk.Streaming;
using OllamaSdk.Tests.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Server-sent events, against the rules word by word.</summary>
internal sealed class EventsTarget() : StreamTarget("sse")
{
    private static readonly RunnerSettings s_skipping = Reading.Settings with { Events = new SseOptions(true, static _ => { }) };

    public override string Checks => "The same events as the plain parser of the tests; the same items and end whole and in pieces; each item as System.Text.Json reads its data; nothing after [DONE]; what is skipped is counted";

    public override IEnumerable<string> Words =>
    [
        .. base.Words, "data:", "data: ", "data", "data:[DONE]\n\n", "data: {\"choices\":[]}\n\n", "event:", "event: error\n", "event: x", "id:", "id: 7\n", "error:", "error: {}", "retry: 5", ":", ": comment\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r",
        "\uFEFF", "[DONE]", "\"finish_reason\":\"stop\"",
    ];

    public override IEnumerable<byte[]> Seeds() =>
        from body in Targets.Seeds.Bodies
        where body.Length < MaxLength && (body.AsSpan().IndexOf("data"u8) is >= 0 and < 200 || body.AsSpan().StartsWith("{"u8))
        from way in (byte[])[0, 1, 2, 0x10, 0x40]
        select (byte[])[way, .. body];

    protected override void Run(byte way, ReadOnlyMemory<byte> body)
    {
        var expected = SseReferenceParser.Parse(body.ToArray());
        var isForeign = ParseMustBe(expected, body, PiecesOf(body.Span) is var pieces && (pieces & 16) == 0 ? 0 : pieces);
        switch (way % 3)
        {
            case 0:
                Compare<ChatCompletionChunk>(way, body, expected, isForeign);
                break;
            case 1:
                Compare<CompletionChunk>(way, body, expected, isForeign);
                break;
            default:
                Compare<ResponseStreamEvent>(way, body, expected, isForeign);
                break;
        }
    }

    private static bool ParseMustBe(List<ParsedEvent> expected, ReadOnlyMemory<byte> bytes, uint pieces)
    {
        using var scope = new CallScope(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, CancellationToken.None, CancellationToken.None);
        using var stream = new PieceBody(bytes, pieces);
        var body = new BodyReader(stream, scope);
        var (parser, at) = (new SseParser(body), 0);
        while (true)
        {
            while (parser.TryTake(out var item))
            {
                if (at >= expected.Count || !Is(item, expected[at], parser.LastId))
                {
                    throw new BrokenRuleException($"An event is another: {Encoding.Latin1.GetString(item.Type)} {Encoding.Latin1.GetString(item.Data)} {parser.LastId}\nin place of\n{(at < expected.Count ? expected[at] : null)}");
                }

                at++;
            }

            if (body.AtEnd || parser.Foreign is not null)
            {
                break;
            }

            body.EndRead(Reading.Done(body.BeginRead(int.MaxValue)));
        }

        body.DisposeAsync().AsTask().GetAwaiter().GetResult();

        if (at != expected.Count && parser.Foreign is null)
        {
            throw new BrokenRuleException($"An event is missing: {expected[at]}");
        }

        return parser.Foreign is not null;
    }

    private static bool Is(in SseEvent item, ParsedEvent expected, string? id)
    {
        // An id is text already, in which broken bytes cannot be told apart.
        var itsId = expected.LastId is null ? null : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(expected.LastId));
        return item.HasData == expected.HasData && id == itsId
            && Encoding.Latin1.GetString(item.Type) == expected.Type && Encoding.Latin1.GetString(item.Data) == expected.Data;
    }

    private static void Compare<T>(byte way, ReadOnlyMemory<byte> body, List<ParsedEvent> events, bool isForeign)
        where T : class, IStreamItem
    {
        var skips = (way & 0x10) != 0;
        var outcome = Read<T>(way, body, AnswerForm.Events, skips ? s_skipping : Reading.Settings);
        if (IsSmall(way) || isForeign || BodyLooks.Of(body.Span) is BodyLook.Document or BodyLook.Lines)
        {
            return;
        }

        // An error among the events, on a line of its own, ends the stream where it stands; the plain reading of events passes it over.
        if (outcome.Kind == "ServerError" && HasBareError(body.Span))
        {
            return;
        }

        var at = 0;
        foreach (var one in events)
        {
            if (one.Type == "error")
            {
                MustEnd(outcome, at, "ServerError");
                return;
            }

            if (one.Data == "[DONE]")
            {
                MustEnd(outcome, at, at > 0 ? "" : "Incomplete");
                return;
            }

            if (!one.HasData || one.Data.Trim(' ').Length == 0)
            {
                continue;
            }

            var item = PlainItem.Of(Encoding.Latin1.GetBytes(one.Data), Reading.Settings.TypeInfo<T>());
            if (skips && item.Text is null && !(at == outcome.Items.Count && outcome.Kind == "ServerError" && item.MayBeError))
            {
                continue;
            }

            if (!item.MustBeNext(outcome, ref at, isWhole: true))
            {
                return;
            }

            if (item.IsLast && (way & 0x20) == 0)
            {
                MustEnd(outcome, at, "");
                return;
            }
        }

        // One more where the blank line is missing that would end its event.
        if (outcome.Items.Count - at is not (0 or 1))
        {
            throw new BrokenRuleException($"There are {outcome.Items.Count} items in place of {at}: {outcome.Items[^1]}");
        }
    }

    private static bool HasBareError(ReadOnlySpan<byte> body)
    {
        foreach (var range in body.SplitAny("\r\n"u8))
        {
            if (body[range] is [(byte)'{', ..] line && line.IndexOf("\"error\""u8) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void MustEnd(StreamOutcome outcome, int items, string end)
    {
        if (outcome.Items.Count != items || outcome.Kind != end)
        {
            throw new BrokenRuleException($"It ended with another end: after {outcome.Items.Count} items {outcome.EndText} in place of {items} and '{end}'");
        }
    }
}
