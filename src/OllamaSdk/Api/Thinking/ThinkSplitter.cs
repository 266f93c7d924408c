namespace OllamaSdk;

/// <summary>
/// Takes <c>&lt;think&gt;…&lt;/think&gt;</c> from the beginning of a text that comes in pieces. Only what may be a part of a tag, or white space beside
/// one, is held back until more is there; wherever a text is cut, the same comes out in the end.
/// </summary>
internal sealed class ThinkSplitter
{
    private const string Open = "<think>";
    private const string Close = "</think>";

    private State _state;
    private string _held = "";

    private enum State
    {
        Begin,
        BehindOpen,
        Thinking,
        BehindClose,
        Text,
    }

    /// <summary>Whether the rest of the text is the answer, so that there is nothing more to look for.</summary>
    public bool IsDone => _state == State.Text;

    public Pieces Add(string? piece)
    {
        if (IsDone)
        {
            return new(piece ?? "", "");
        }

        var rest = _held + piece;
        _held = "";
        if (_state == State.Begin && !TryOpen(ref rest))
        {
            return new(rest, "");
        }

        SkipSpace(ref rest, State.BehindOpen, State.Thinking);
        var thinking = _state == State.Thinking ? TakeThinking(ref rest) : "";
        SkipSpace(ref rest, State.BehindClose, State.Text);
        return new(rest, thinking);
    }

    /// <summary>No more comes: what was held back is what it looked like.</summary>
    public Pieces End()
    {
        var held = _held;
        var isText = _state == State.Begin;
        (_held, _state) = ("", State.Text);
        return isText ? new(held, "") : new("", held);
    }

    /// <summary>A whole text at once.</summary>
    public static Pieces Split(string text)
    {
        var splitter = new ThinkSplitter();
        return splitter.Add(text) + splitter.End();
    }

    // Leaves in rest what is text, or what stands behind the tag.
    private bool TryOpen(ref string rest)
    {
        var begun = rest.AsSpan().TrimStart();
        if (begun.StartsWith(Open, StringComparison.Ordinal))
        {
            rest = begun[Open.Length..].ToString();
            _state = State.BehindOpen;
            return true;
        }

        if (Open.AsSpan().StartsWith(begun, StringComparison.Ordinal))
        {
            (_held, rest) = (rest, "");
        }
        else
        {
            _state = State.Text;
        }

        return false;
    }

    private void SkipSpace(ref string rest, State here, State next)
    {
        if (_state == here)
        {
            rest = rest.TrimStart();
            _state = rest.Length > 0 ? next : here;
        }
    }

    private string TakeThinking(ref string rest)
    {
        var end = rest.IndexOf(Close, StringComparison.Ordinal);
        if (end >= 0)
        {
            var thought = rest[..end];
            rest = rest[(end + Close.Length)..];
            _state = State.BehindClose;
            return thought;
        }

        var held = Math.Min(rest.Length, Close.Length - 1);
        while (!Close.AsSpan().StartsWith(rest.AsSpan(rest.Length - held), StringComparison.Ordinal))
        {
            held--;
        }

        var thinking = rest[..^held];
        (_held, rest) = (rest[^held..], "");
        return thinking;
    }

    /// <summary>What became of a piece.</summary>
    public readonly record struct Pieces(string Text, string Thinking)
    {
        public static Pieces operator +(Pieces left, Pieces right) => new(left.Text + right.Text, left.Thinking + right.Thinking);
    }
}
