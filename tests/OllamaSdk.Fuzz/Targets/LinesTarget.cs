using OllamaSdk.ApiCalls;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Streaming;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>NDJSON, against lines that are cut and read one by one.</summary>
internal sealed class LinesTarget() : StreamTarget("ndjson")
{
    public override string Checks => "The same items and the same end whole and in pieces; each item as System.Text.Json reads its line; none lost, none after the end; the limit of a line";

    public override IEnumerable<byte[]> Seeds() =>
        from body in Targets.Seeds.Bodies
        where body.Length < MaxLength && !body.AsSpan().StartsWith("data"u8)
        from way in (byte[])[0, 1, 2, 0x22, 0x40]
        select (byte[])[way, .. body];

    protected override void Run(byte way, ReadOnlyMemory<byte> body)
    {
        switch (way % 3)
        {
            case 0:
                Compare<OllamaChatResponse>(way, body);
                break;
            case 1:
                Compare<GenerateResponse>(way, body);
                break;
            default:
                Compare<ModelProgress>(way, body);
                break;
        }
    }

    private static void Compare<T>(byte way, ReadOnlyMemory<byte> body)
        where T : class, IStreamItem
    {
        var outcome = Read<T>(way, body, AnswerForm.Lines, Reading.Settings);
        // A document over several lines, or events, where lines are due: what they mean is another target's matter.
        if (BodyLooks.Of(body.Span) is BodyLook.Document or BodyLook.Events)
        {
            return;
        }

        var (at, isFirst, mayEnd) = (0, true, false);
        var rest = body.Span;
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (IsSmall(way) && line.Length > SmallLimit)
            {
                MustEnd(outcome, at, "LimitExceeded");
                return;
            }

            line = (isFirst ? BodyLooks.WithoutMark(line) : line).Trim(" \t\r"u8);
            isFirst = false;
            if (line.IsEmpty)
            {
                continue;
            }

            var last = PlainItem.Of(line, Reading.Settings.TypeInfo<T>());
            if (!last.MustBeNext(outcome, ref at, isWhole: end >= 0))
            {
                MustHaveNoMore(outcome, at);
                return;
            }

            mayEnd = (way & 0x20) != 0 ? last.IsLast : mayEnd | last.MayBeLast;
            if (last.IsLast && (way & 0x20) == 0)
            {
                MustEnd(outcome, at, "");
                return;
            }
        }

        MustEnd(outcome, at, mayEnd ? "" : "Incomplete");
    }

    private static void MustEnd(StreamOutcome outcome, int items, string end)
    {
        MustHaveNoMore(outcome, items);
        if (outcome.Kind != end)
        {
            throw new BrokenRuleException($"It ended with another end: {outcome.EndText} in place of '{end}'");
        }
    }

    private static void MustHaveNoMore(StreamOutcome outcome, int items)
    {
        if (outcome.Items.Count != items)
        {
            throw new BrokenRuleException($"There are {outcome.Items.Count} items in place of {items}: {outcome.Items[^1]}");
        }
    }
}
