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
        var (parser, quick) = (new AnswerParser(null, null), new QuickItems());
        var rest = input.Span;
        for (var lines = 0; lines < MaxLines && rest.Length > 0; lines++)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!line.IsEmpty)
            {
                Compare(line, parser, quick);
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

        var found = Parse(line, parser);
        if (found != expected.Text && !(found is null && (expected.Text is null || expected.MayBeError)))
        {
            throw new BrokenRuleException($"The parser reads another item: {found}\nin place of\n{expected.Text}");
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
