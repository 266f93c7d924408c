using System.Runtime.CompilerServices;
using OllamaSdk.Json;

namespace OllamaSdk.Streaming;

/// <summary>
/// The form of an item that came before: bytes that stay the same, and between them the values that vary. A line of the same form is compared, not
/// parsed.
/// </summary>
internal sealed class ItemShape
{
    private const int MaxDigits = 18;

    private readonly byte[] _line;
    private readonly Hole[] _holes;
    private readonly int _tail;

    private ItemShape(byte[] line, Hole[] holes, IStreamItem known)
    {
        (_line, _holes, Known) = (line, holes, known);
        _tail = holes[^1].End;
        foreach (var hole in holes)
        {
            Members |= 1 << hole.Member;
        }
    }

    /// <summary>What was read of the line that the form was learned from. It is never given away.</summary>
    public IStreamItem Known { get; set; }

    /// <summary>Whether a line had another value in a member that seldom has one, so that a newer line would be the better copy.</summary>
    public bool HasDrifted { get; set; }

    /// <summary>A bit for each of the varying members that lines of this form have.</summary>
    public int Members { get; }

    /// <summary>The time of the last item; the next has most of its digits.</summary>
    public KnownSecond Second { get; } = new();

    /// <summary>The form of a line; <see langword="null"/> where it has none that can be used again.</summary>
    /// <param name="line">Was read and has the usual form.</param>
    /// <param name="known">What was read; nobody else has it.</param>
    /// <param name="varying">The paths of the members that may vary.</param>
    public static ItemShape? Of(ReadOnlySpan<byte> line, IStreamItem known, string[] varying)
    {
        var holes = ShapeLearner.HolesOf(line, varying);
        return holes is null ? null : new ItemShape(line.ToArray(), holes, known);
    }

    /// <summary>Which of the values is the text of the answer; <see langword="null"/> until somebody asked.</summary>
    public ShapeText? Text { get; set; }

    /// <summary>The values that vary, with their places in the line that matched last.</summary>
    public ReadOnlySpan<Hole> Holes => _holes;

    /// <summary>The line that the form was learned from, with another value in one place.</summary>
    public byte[] With(int hole, ReadOnlySpan<byte> value) => [.. _line.AsSpan(0, _holes[hole].Start), .. value, .. _line.AsSpan(_holes[hole].End)];

    /// <summary>Whether the line has this form, and nothing follows; the values that vary can then be asked for.</summary>
    public bool Matches(ReadOnlySpan<byte> line) => LengthIn(line) == line.Length;

    /// <summary>The length of what has this form at the beginning of a text; -1 where it does not begin so. The values that vary can then be asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int LengthIn(ReadOnlySpan<byte> text)
    {
        var same = 0;
        var rest = text;
        foreach (ref var hole in _holes.AsSpan())
        {
            var literal = _line.AsSpan(same, hole.Start - same);
            if (!rest.StartsWith(literal))
            {
                return -1;
            }

            rest = rest[literal.Length..];
            var length = hole.IsText ? TextLength(rest, out hole.IsEscaped) : NumberLength(rest);
            if (length < 0)
            {
                return -1;
            }

            (hole.FoundAt, hole.FoundLength) = (text.Length - rest.Length, length);
            rest = rest[length..];
            same = hole.End;
        }

        var tail = _line.AsSpan(_tail);
        return rest.StartsWith(tail) ? text.Length - rest.Length + tail.Length : -1;
    }

    /// <summary>The place of a member's value in the line that matched last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ref readonly Hole HoleOf(int member)
    {
        var i = 0;
        while (_holes[i].Member != member)
        {
            i++;
        }

        return ref _holes[i];
    }

    // Up to the quotation mark; -1 where there is none, or a character that JSON does not allow.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TextLength(ReadOnlySpan<byte> text, out bool isEscaped)
    {
        isEscaped = false;
        var length = 0;
        while (true)
        {
            var next = JsonText.EndOfPlain(text[length..]);
            if (next < 0)
            {
                return -1;
            }

            length += next;
            if (text[length] == '"')
            {
                return length;
            }

            if (text[length] != '\\' || length + 1 >= text.Length)
            {
                return -1;
            }

            isEscaped = true;
            length += 2;
        }
    }

    // Whole numbers as servers count. Others, and those that JSON does not allow, are unusual.
    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && (uint)(text[length] - '0') <= 9)
        {
            length++;
        }

        return length is 0 or > MaxDigits || (length > 1 && text[0] == '0') ? -1 : length;
    }

    /// <summary>A value that varies.</summary>
    /// <param name="Start">Where it began in the line that was learned, behind the quotation mark of a text.</param>
    /// <param name="End">Where it ended there.</param>
    /// <param name="Member">Which of the varying members it is.</param>
    /// <param name="IsText">Whether it is a text; a number otherwise.</param>
    internal record struct Hole(int Start, int End, int Member, bool IsText)
    {
        public int FoundAt;
        public int FoundLength;
        public bool IsEscaped;
    }
}
