using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Streaming;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>The quick reader of one kind of item, line after line as in one stream, since it remembers how items begin; against System.Text.Json.</summary>
internal sealed class ItemTarget<T>(string name) : FuzzTarget(name, 10_000_000)
    where T : class, IStreamItem
{
    private const int MaxLines = 6;

    private static readonly JsonTypeInfo<T> s_info = Reading.Settings.TypeInfo<T>();

    public override string Checks => $"The quick reader of {typeof(T).Name} gives what System.Text.Json gives, or leaves it to that; several lines with one memory of how they begin";

    public override IEnumerable<string> Words => Secret.Words;

    public override IEnumerable<byte[]> Seeds()
    {
        var usual = Targets.Seeds.Lines.Where(line => line.Length < MaxLength && new QuickItems().TryRead<T>(line) is not null).ToList();
        return usual.Zip(usual.Skip(1), (first, second) => (byte[])[.. first, (byte)'\n', .. second]).Concat(usual);
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        var (parser, quick, texts) = (new AnswerParser(null, null), new QuickItems(), new AnswerParser(null, null));
        var rest = input.Span;
        for (var lines = 0; lines < MaxLines && rest.Length > 0; lines++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                Compare(line, parser, quick);
                CompareText(line, texts);
            }
        }
    }

    private static void Compare(ReadOnlySpan<byte> line, AnswerParser parser, QuickItems quick)
    {
        var expected = PlainItem.Of(line, s_info);
        if (quick.TryRead<T>(line) is { } read)
        {
            var text = Reading.Text((T)read.InUsualForm(new OddForm(null)), s_info);
            if (text != expected.Text)
            {
                throw new BrokenRuleException($"The quick reader reads another item: {text}\nin place of\n{expected.Text}");
            }
        }

        var (length, twice) = (0, (byte[])[.. line, (byte)'\n', .. line]);
        if (Known(twice, line.Length, quick, ref length) is { } known && (length != line.Length || known != expected.Text))
        {
            throw new BrokenRuleException($"At the beginning of more bytes the quick reader reads another item: {known}\nin place of\n{expected.Text}");
        }

        var found = Parse(line, parser);
        if (found != expected.Text && !(found is null && (expected.Text is null || expected.MayBeError)))
        {
            throw new BrokenRuleException($"The parser reads another item: {found}\nin place of\n{expected.Text}");
        }
    }

    private static string? Known(ReadOnlySpan<byte> arrived, int limit, QuickItems quick, ref int length)
    {
        try
        {
            return quick.TryReadKnown<T>(arrived, "\n"u8, limit, ref length) is { } item ? Reading.Text((T)item.InUsualForm(new OddForm(null)), s_info) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Unusual, as its reader is told.
            return null;
        }
    }

    // What is written in place of an item is the text of that item, and nothing else of it is worth keeping.
    private static void CompareText(ReadOnlySpan<byte> line, AnswerParser parser)
    {
        var (target, partial) = (new ArrayBufferWriter<byte>(), new PartialAnswer());
        parser.TextTarget = target;
        byte[] arrived = [.. line, (byte)'\n'];
        if (parser.ParseKnown<T>(arrived, "\n"u8, line.Length, partial, out var length) is null)
        {
            parser.TextTarget = null;
            _ = Parse(line, parser);
            if (target.WrittenCount > 0)
            {
                throw new BrokenRuleException("Text was written of what is no item of a known form");
            }

            return;
        }

        var kept = new PartialAnswer();
        var item = JsonSerializer.Deserialize(line, s_info)!;
        item.AppendTo(kept);
        var text = Encoding.UTF8.GetString(target.WrittenSpan);
        if (length != line.Length || text != ((item as ILlmTextPart)?.Text ?? "") || partial.Content != text || kept.Thinking.Length > 0 || kept.ToolCalls.Count > 0 || kept.Status is not null)
        {
            throw new BrokenRuleException($"Another text was written: {text}");
        }
    }

    private static string? Parse(ReadOnlySpan<byte> line, AnswerParser parser)
    {
        try
        {
            return Reading.Text((T)parser.Parse(line, () => s_info, new PartialAnswer()).InUsualForm(new OddForm(null)), s_info);
        }
        catch (LlmException e)
        {
            return e is LlmProtocolException or LlmStreamException { Reason: StreamFailure.ServerError } ? null : throw new BrokenRuleException($"It is refused by {e}");
        }
    }
}
