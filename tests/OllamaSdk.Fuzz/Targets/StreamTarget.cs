using OllamaSdk.ApiCalls;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Streaming;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Bodies of streams. The first byte of an input says which items, under which settings; the rest is the body.</summary>
internal abstract class StreamTarget(string name) : FuzzTarget(name, 10_000_000)
{
    protected const int SmallLimit = 64;

    private static readonly RunnerSettings s_small = Reading.Settings with { MaxLineBytes = SmallLimit };

    public override IEnumerable<string> Words => Secret.Words;

    public override void Run(ReadOnlyMemory<byte> input)
    {
        if (input.Length > 0)
        {
            Run(input.Span[0], input[1..]);
        }
    }

    public override int MaxLength => 640;

    protected abstract void Run(byte way, ReadOnlyMemory<byte> body);

    protected static bool IsSmall(byte way) => (way & 0x40) != 0;

    /// <summary>Reads it whole or in pieces, as the input has it; of every fourth both, which must be the same in every word.</summary>
    protected static StreamOutcome Read<T>(byte way, ReadOnlyMemory<byte> body, AnswerForm form, RunnerSettings settings)
        where T : class, IStreamItem
    {
        var mayRepeatEndMark = (way & 0x20) != 0;
        settings = IsSmall(way) ? s_small with { Events = settings.Events } : settings;
        var pieces = PiecesOf(body.Span);
        var whole = Reading.Stream<T>(body, (pieces & 2) == 0 ? 0 : pieces, form, settings, mayRepeatEndMark);
        if (whole.End is { Message: var message } && whole.Kind == nameof(LlmTimeoutException))
        {
            throw new BrokenRuleException($"Nothing takes time here: {message}");
        }

        if ((pieces & 12) == 0)
        {
            Reading.Stream<T>(body, (pieces & 2) == 0 ? pieces : 0, form, settings, mayRepeatEndMark).MustBe(whole, "In pieces it is another stream");
        }

        return whole;
    }

    /// <summary>Of the bytes themselves, so that an input always comes in the same pieces.</summary>
    public static uint PiecesOf(ReadOnlySpan<byte> body)
    {
        var hash = 2166136261;
        foreach (var value in body)
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash | 1;
    }
}
