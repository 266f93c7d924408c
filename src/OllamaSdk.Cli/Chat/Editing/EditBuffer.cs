using System.Globalization;

namespace OllamaSdk.Cli.Chat.Editing;

/// <summary>A text that is being typed, and the place in it. The place never stands inside a character, of however many code points.</summary>
internal sealed class EditBuffer
{
    private string _deleted = "";

    public string Text { get; private set; } = "";

    public int Cursor { get; private set; }

    private int LineStart => Cursor == 0 ? 0 : Text.LastIndexOf('\n', Cursor - 1) + 1;

    private int LineEnd => Text.IndexOf('\n', Cursor) is var end && end < 0 ? Text.Length : end;

    private int Previous
    {
        get
        {
            var place = LineStart;
            if (place == Cursor)
            {
                return Math.Max(0, Cursor - 1);
            }

            var last = place;
            while (place < Cursor)
            {
                last = place;
                place += StringInfo.GetNextTextElementLength(Text.AsSpan(place));
            }

            return last;
        }
    }

    private int Next => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text.AsSpan(Cursor));

    /// <summary>Puts another text in the place of this one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cursor">The place in it; its end where there is none.</param>
    public void Set(string text, int? cursor = null) => (Text, Cursor) = (text, cursor ?? text.Length);

    public void Insert(string text) => Replace(Cursor, Cursor, text);

    /// <summary>Puts a text in the place of a part, and the cursor behind it.</summary>
    public void Replace(int start, int end, string text) => Set(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)), start + text.Length);

    /// <summary>Moves or deletes, where the key does that.</summary>
    /// <returns>Whether it does.</returns>
    public bool Press(EditKeyKind key)
    {
        switch (key)
        {
            case EditKeyKind.Left: Cursor = Previous; break;
            case EditKeyKind.Right: Cursor = Next; break;
            case EditKeyKind.LineStart: Cursor = LineStart; break;
            case EditKeyKind.LineEnd: Cursor = LineEnd; break;
            case EditKeyKind.TextStart: Cursor = 0; break;
            case EditKeyKind.TextEnd: Cursor = Text.Length; break;
            case EditKeyKind.WordLeft: Cursor = WordStart(IsWord); break;
            case EditKeyKind.WordRight: Cursor = WordEnd(); break;
            case EditKeyKind.Backspace: Replace(Previous, Cursor, ""); break;
            case EditKeyKind.Delete or EditKeyKind.DeleteOrEnd: Set(Text.Remove(Cursor, Next - Cursor), Cursor); break;
            case EditKeyKind.DeleteWordLeft: Cut(WordStart(IsWord), Cursor); break;
            case EditKeyKind.DeleteWordRight: Cut(Cursor, WordEnd()); break;
            case EditKeyKind.DeleteToBlank: Cut(WordStart(static c => !char.IsWhiteSpace(c)), Cursor); break;
            case EditKeyKind.DeleteToLineStart: Cut(LineStart == Cursor ? Previous : LineStart, Cursor); break;
            case EditKeyKind.DeleteToLineEnd: Cut(Cursor, LineEnd == Cursor ? Next : LineEnd); break;
            case EditKeyKind.Yank: Insert(_deleted); break;
            case EditKeyKind.NewLine: Insert("\n"); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Takes everything away; the key that brings back what was deleted brings it back.</summary>
    public void CutAll() => Cut(0, Text.Length);

    /// <summary>Moves to the line above or below, as far to the right as before.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveLine(bool up)
    {
        if (up ? LineStart == 0 : LineEnd == Text.Length)
        {
            return false;
        }

        var column = Cells.Of(Text.AsSpan(LineStart, Cursor - LineStart));
        Cursor = up ? LineStart - 1 : LineEnd + 1;
        var (place, end) = (LineStart, LineEnd);
        while (place < end && StringInfo.GetNextTextElementLength(Text.AsSpan(place)) is var length && Cells.Of(Text.AsSpan(place, length)) is var cells && cells <= column)
        {
            (place, column) = (place + length, column - cells);
        }

        Cursor = place;
        return true;
    }

    private void Cut(int start, int end)
    {
        if (start < end)
        {
            _deleted = Text[start..end];
            Replace(start, end, "");
        }
    }

    private int WordStart(Predicate<char> isWord)
    {
        var place = Cursor;
        while (place > 0 && !isWord(Text[place - 1]))
        {
            place--;
        }

        while (place > 0 && isWord(Text[place - 1]))
        {
            place--;
        }

        return place;
    }

    private int WordEnd()
    {
        var place = Cursor;
        while (place < Text.Length && !IsWord(Text[place]))
        {
            place++;
        }

        while (place < Text.Length && IsWord(Text[place]))
        {
            place++;
        }

        return place;
    }

    // Halves of a character, marks and joiners stay with what they belong to.
    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '\u200d' || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
