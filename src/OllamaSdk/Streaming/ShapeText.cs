using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Unicode;

namespace OllamaSdk.Streaming;

/// <summary>Which value of a form is the text of the answer, found by putting words in each and looking at what they become.</summary>
internal sealed class ShapeText
{
    private const string Probe = "a probe";
    private const int None = -1;

    private readonly int _text = None;
    private readonly int _thinking = None;

    private ShapeText(int text, int thinking, IStreamItem? silent) => (_text, _thinking, Silent) = (text, thinking, silent);

    /// <summary>The item that stands for each whose text was written; <see langword="null"/> where none can.</summary>
    public IStreamItem? Silent { get; }

    public static ShapeText Of<T>(ItemShape shape)
        where T : class, IStreamItem
    {
        var (text, thinking) = (None, None);
        for (var i = 0; i < shape.Holes.Length; i++)
        {
            if (shape.Holes[i].IsText && Filled<T>(shape, shape.With(i, "a probe"u8)) is { } probe)
            {
                var told = new PartialAnswer();
                probe.AppendTo(told);
                text = told.Content == Probe ? i : text;
                thinking = told.Thinking == Probe ? i : thinking;
            }
        }

        return new(text, thinking, text == None ? null : SilentOf<T>(shape, text, thinking));
    }

    /// <summary>Writes the text of the line that has matched; <see langword="false"/> where it or anything else is unusual, and nothing was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryWrite(ReadOnlySpan<byte> line, ItemShape shape, IBufferWriter<byte> target, PartialAnswer partial)
    {
        if (Silent is null)
        {
            return false;
        }

        var holes = shape.Holes;
        for (var i = 0; i < holes.Length; i++)
        {
            ref readonly var hole = ref holes[i];
            if (i != _text && (hole.IsEscaped || (i == _thinking ? hole.FoundLength > 0 : !Utf8.IsValid(line.Slice(hole.FoundAt, hole.FoundLength)))))
            {
                return false;
            }
        }

        ref readonly var text = ref holes[_text];
        var raw = line.Slice(text.FoundAt, text.FoundLength);
        var room = target.GetSpan(raw.Length + 1);
        if (text.IsEscaped)
        {
            if (!TryUnescape(line.Slice(text.FoundAt - 1, text.FoundLength + 2), room, out var length))
            {
                return false;
            }

            raw = room[..length];
        }
        else if (Utf8.IsValid(raw))
        {
            raw.CopyTo(room);
        }
        else
        {
            return false;
        }

        partial.AppendContent(raw);
        target.Advance(raw.Length);
        return true;
    }

    private static bool TryUnescape(ReadOnlySpan<byte> quoted, Span<byte> room, out int length)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            length = reader.CopyString(room);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No text: whoever reads the item says so.
            length = 0;
            return false;
        }
    }

    // Without the text it must say nothing that a failure should keep, since it is told of each time.
    private static T? SilentOf<T>(ItemShape shape, int text, int thinking)
        where T : class, IStreamItem
    {
        var line = shape.With(text, default);
        if (thinking != None && shape.Matches(line))
        {
            ref readonly var hole = ref shape.Holes[thinking];
            line = [.. line.AsSpan(0, hole.FoundAt), .. line.AsSpan(hole.FoundAt + hole.FoundLength)];
        }

        var told = new PartialAnswer();
        var parts = default(OpenParts);
        if (Filled<T>(shape, line) is not { } silent)
        {
            return null;
        }

        silent.AppendTo(told);
        silent.Follow(ref parts);
        return told is { Content: "", Thinking: "", ToolCalls.Count: 0, Status: null } && !parts.HasCounts
            && silent is ILlmTextPart { Text: null or "", Thinking: null or "" } ? silent : null;
    }

    private static T? Filled<T>(ItemShape shape, byte[] line)
        where T : class, IStreamItem => shape.Matches(line) ? T.TryFill(shape.Known, new VaryingValues(line, shape)) as T : null;
}
