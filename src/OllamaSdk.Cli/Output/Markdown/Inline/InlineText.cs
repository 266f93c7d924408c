using System.Buffers;
using System.Net;

namespace OllamaSdk.Cli.Output.Markdown.Inline;

/// <summary>Reads what stands within a block: emphasis, code, links, escapes. The time it takes grows with the text, whatever that is.</summary>
internal sealed class InlineText
{
    private const TextStyle LinkStyle = TextStyle.Underlined | TextStyle.Blue;
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const int LongestEntity = 32;

    private static readonly SearchValues<char> s_marks = SearchValues.Create("\\`*_~[]!&<h\n");
    private static readonly string[] s_breaks = ["<br>", "<br/>", "<br />"];

    private readonly string _text;
    private readonly int _end;
    private readonly bool _isOpen;
    private readonly List<Node> _nodes = [];
    private readonly List<Node> _marks = [];
    private readonly List<(Node Node, int Index, int Marks, bool IsActive)> _brackets = [];
    private Dictionary<int, int>? _ticks;
    private int _at;

    private InlineText(string text, bool isOpen)
    {
        (_text, _isOpen) = (text, isOpen);
        // What the last marks mean is not known until something follows them.
        _end = isOpen ? UndecidedEnd(text) : text.Length;
    }

    /// <param name="text">The text of a block.</param>
    /// <param name="isOpen">Whether more will come: what has been opened is then shown as if it had been closed behind the end.</param>
    public static List<Piece> Parse(string text, bool isOpen)
    {
        var parser = new InlineText(text, isOpen);
        parser.Read();
        return parser.Pieces();
    }

    /// <summary>Where the marks begin that the text ends with.</summary>
    public static int UndecidedEnd(string text) => text.AsSpan().TrimEnd("*_~`\\").Length;

    private void Read()
    {
        while (_at < _end)
        {
            var next = _text.AsSpan(_at, _end - _at).IndexOfAny(s_marks);
            if (next != 0)
            {
                AddText(_at, next < 0 ? _end - _at : next);
                continue;
            }

            var start = _at;
            if (!ReadMark(_text[_at]) && _at == start)
            {
                AddText(_at, 1);
            }
        }

        Emphasis.Pair(_marks, 0);
        if (_isOpen)
        {
            ShowOpened();
        }
    }

    private bool ReadMark(char mark) => mark switch
    {
        '\\' => ReadEscape(),
        '`' => ReadCode(),
        '*' or '_' or '~' => ReadEmphasis(mark),
        '!' => _at + 1 < _end && _text[_at + 1] == '[' && ReadBracket(isImage: true),
        '[' => ReadBracket(isImage: false),
        ']' => ReadClosing(),
        '&' => ReadEntity(),
        '<' => ReadAngle(),
        'h' => ReadAddress(),
        _ => ReadBreak(1),
    };

    private bool ReadBreak(int length)
    {
        _nodes.Add(new Node { Start = _at, Length = length, Text = "\n" });
        _at += length;
        return true;
    }

    private bool ReadEscape()
    {
        if (_at + 1 < _end && _text[_at + 1] == '\n')
        {
            // It makes the line's end a break, which it is anyway.
            _at++;
            return true;
        }

        if (_at + 1 >= _end || !Punctuation.Contains(_text[_at + 1]))
        {
            return false;
        }

        _nodes.Add(new Node { Start = _at, Length = 2, Text = _text.Substring(_at + 1, 1) });
        _at += 2;
        return true;
    }

    private bool ReadCode()
    {
        var length = RunLength('`');
        var close = ClosingTicks(_at, length);
        if (close < 0 && !_isOpen)
        {
            return AddText(_at, length);
        }

        var (start, end) = (_at + length, close < 0 ? _end : close);
        if (end - start > 2 && _text[start] == ' ' && _text[end - 1] == ' ' && close >= 0 && !_text.AsSpan(start, end - start).IsWhiteSpace())
        {
            (start, end) = (start + 1, end - 1);
        }

        _nodes.Add(new Node { Start = start, Length = end - start, Style = TextStyle.Cyan });
        _at = close < 0 ? _end : close + length;
        return true;
    }

    // The last run of each length is found once: a run with no partner costs no search.
    private int ClosingTicks(int at, int length)
    {
        if (_ticks is null)
        {
            _ticks = [];
            for (var i = at; i < _end;)
            {
                var run = RunLength('`', i);
                if (run > 0)
                {
                    _ticks[run] = i;
                }

                i += Math.Max(1, run);
            }
        }

        for (var i = at + length; _ticks.TryGetValue(length, out var last) && i <= last;)
        {
            var run = RunLength('`', i);
            if (run == length)
            {
                return i;
            }

            i += run > 0 ? run : Math.Max(1, _text.AsSpan(i, _end - i).IndexOf('`'));
        }

        return -1;
    }

    private bool ReadEmphasis(char mark)
    {
        var length = RunLength(mark);
        var (before, after) = (_at == 0 ? ' ' : _text[_at - 1], _at + length >= _text.Length ? ' ' : _text[_at + length]);
        var (spaceBefore, spaceAfter) = (char.IsWhiteSpace(before), char.IsWhiteSpace(after));
        var (signBefore, signAfter) = (IsSign(before), IsSign(after));
        var isLeft = !spaceAfter && (!signAfter || spaceBefore || signBefore);
        var isRight = !spaceBefore && (!signBefore || spaceAfter || signAfter);
        var node = new Node
        {
            Start = _at,
            Length = length,
            Mark = mark,
            OriginalLength = length,
            CanOpen = isLeft && (mark != '_' || !isRight || signBefore),
            CanClose = isRight && (mark != '_' || !isLeft || signAfter),
        };
        _nodes.Add(node);
        if ((node.CanOpen || node.CanClose) && (mark != '~' || length == 2))
        {
            _marks.Add(node);
        }

        _at += length;
        return true;
    }

    private bool ReadBracket(bool isImage)
    {
        var node = new Node { Start = _at, Length = isImage ? 2 : 1, Mark = '[', IsImage = isImage };
        _brackets.Add((node, _nodes.Count, _marks.Count, true));
        _nodes.Add(node);
        _at += node.Length;
        return true;
    }

    private bool ReadClosing()
    {
        if (_brackets.Count == 0)
        {
            return false;
        }

        var (node, index, marks, isActive) = _brackets[^1];
        _brackets.RemoveAt(_brackets.Count - 1);
        if (!isActive || LinkTarget.Read(_text, _at + 1, _end) is not { } target)
        {
            return false;
        }

        Emphasis.Pair(_marks, marks);
        _marks.RemoveRange(marks, _marks.Count - marks);
        node.Opens.Link++;
        (node.Length, node.Text) = (node.Length, "");
        var closing = new Node { Start = _at, Length = 1, Text = "" };
        closing.Closes.Link++;
        var isSame = index + 2 == _nodes.Count && _nodes[index + 1] is { Text: null } only && _text.AsSpan(only.Start, only.Length).SequenceEqual(target.Address);
        _nodes.Add(closing);
        if (target.Address.Length > 0 && !isSame)
        {
            _nodes.Add(new Node { Start = _at + 1, Length = 1, Text = " (", Style = TextStyle.Dim });
            _nodes.Add(new Node { Start = _at + 2, Length = target.End - _at - 3, Text = target.Address, Style = TextStyle.Dim });
            _nodes.Add(new Node { Start = target.End - 1, Length = 1, Text = ")", Style = TextStyle.Dim });
        }

        _at = target.End;
        if (!node.IsImage)
        {
            // A link holds no other. Once they are inactive, so are all below.
            for (var i = _brackets.Count - 1; i >= 0 && _brackets[i].IsActive; i--)
            {
                _brackets[i] = _brackets[i] with { IsActive = _brackets[i].Node.IsImage };
            }
        }

        return true;
    }

    private bool ReadEntity()
    {
        var length = _text.AsSpan(_at, Math.Min(LongestEntity, _end - _at)).IndexOf(';') + 1;
        if (length < 3)
        {
            return false;
        }

        var written = _text.Substring(_at, length);
        var meant = WebUtility.HtmlDecode(written);
        if (meant == written)
        {
            return false;
        }

        _nodes.Add(new Node { Start = _at, Length = length, Text = meant });
        _at += length;
        return true;
    }

    private bool ReadAngle()
    {
        var rest = _text.AsSpan(_at, _end - _at);
        if (Array.Find(s_breaks, tag => _text.AsSpan(_at, _end - _at).StartsWith(tag, StringComparison.OrdinalIgnoreCase)) is { } tag)
        {
            return ReadBreak(tag.Length);
        }

        var length = rest.IndexOfAny(">\n ") + 1;
        var address = length > 2 && rest[length - 1] == '>' ? rest[1..(length - 1)] : [];
        if (!(address.Contains("://", StringComparison.Ordinal) || address.StartsWith("mailto:")) || address.Contains('<'))
        {
            return false;
        }

        _nodes.Add(new Node { Start = _at + 1, Length = length - 2, Style = LinkStyle });
        _at += length;
        return true;
    }

    // An address as it stands: what looks like marks in it is none.
    private bool ReadAddress()
    {
        var rest = _text.AsSpan(_at, _end - _at);
        if ((_at > 0 && char.IsLetterOrDigit(_text[_at - 1])) || !(rest.StartsWith("https://") || rest.StartsWith("http://")))
        {
            return false;
        }

        var length = rest.IndexOfAny(" \n<>\"`*[]|");
        var address = rest[..(length < 0 ? rest.Length : length)].TrimEnd(".,;:!?'_~");
        var open = address.Count('(') - address.Count(')');
        while (open++ < 0 && address[^1] == ')')
        {
            address = address[..^1];
        }

        _nodes.Add(new Node { Start = _at, Length = address.Length, Style = _brackets.Count > 0 ? TextStyle.Plain : LinkStyle });
        _at += address.Length;
        return true;
    }

    private void ShowOpened()
    {
        foreach (var mark in _marks)
        {
            if (mark is { CanOpen: true, Length: > 0 } && mark.Start + mark.Length < _end)
            {
                mark.Opens.Add(mark.Mark == '~' ? new StyleCounts { Struck = 1 } : new StyleCounts { Bold = mark.Length > 1 ? 1 : 0, Italic = mark.Length % 2 }, 1);
                mark.Length = 0;
            }
        }
    }

    private List<Piece> Pieces()
    {
        var pieces = new List<Piece>(_nodes.Count);
        var counts = default(StyleCounts);
        foreach (var node in _nodes)
        {
            counts.Add(node.Closes, -1);
            if (node.Length > 0)
            {
                pieces.Add(new Piece(node.Start, node.Length, node.Text, counts.Style.With(node.Style)));
            }

            counts.Add(node.Opens, 1);
        }

        return pieces;
    }

    private bool AddText(int start, int length)
    {
        _at = start + length;
        if (_nodes.Count > 0 && _nodes[^1] is { Mark: '\0', Text: null, Style: TextStyle.Plain } last && last.Start + last.Length == start)
        {
            last.Length += length;
        }
        else
        {
            _nodes.Add(new Node { Start = start, Length = length });
        }

        return true;
    }

    private int RunLength(char mark) => RunLength(mark, _at);

    private int RunLength(char mark, int at)
    {
        var run = _text.AsSpan(at, _end - at).IndexOfAnyExcept(mark);
        return run < 0 ? _end - at : run;
    }

    private static bool IsSign(char c) => Punctuation.Contains(c) || char.IsPunctuation(c) || char.IsSymbol(c);
}
