namespace OllamaSdk.Cli.Output.Markdown.Blocks;

/// <summary>
/// Reads Markdown line by line: what a line begins, what it goes on with, what it ends. It is small enough to be copied at each piece of text, so that what
/// has come of a line can be shown as if the text ended there; and what it has settled depends on the text alone, however that was cut.
/// </summary>
internal sealed class BlockReader
{
    // Deeper, and narrower, what would begin a quote or a list is text.
    private const int DeepestContainer = 12;
    private const int NarrowestContent = 16;
    private const int CodeIndent = 4;
    private const int TabWidth = 4;

    private Leaf? _leaf;
    private bool _hasBlank;
    private bool _hasRows;

    public BlockReader(int width, int height) => Page = new Page(width, height);

    private BlockReader(BlockReader other) =>
        (Page, _leaf, _hasBlank, _hasRows) = (other.Page.Clone(), other._leaf?.Clone(), other._hasBlank, other._hasRows);

    public Page Page { get; }

    /// <summary>A copy that shows what stands there so far.</summary>
    public BlockReader Copy() => new(this);

    /// <summary>Reads a line, or the first part of one.</summary>
    public void StartLine(string line)
    {
        var text = WithoutTabs(line);
        var (matched, at) = Match(text);
        var rest = text.AsSpan(at);
        if (_leaf is CodeLeaf code && matched == Page.Containers.Count && GoesOn(code, rest))
        {
            return;
        }

        if (rest.IsWhiteSpace())
        {
            CloseTo(matched);
            _hasBlank = true;
            return;
        }

        var containers = Page.Containers.Count;
        var isInside = matched == containers;
        var hasOpened = false;
        while (true)
        {
            var indent = LineStart.Indent(text.AsSpan(at));
            rest = text.AsSpan(at + indent);
            if (indent >= CodeIndent || rest.Length == 0)
            {
                break;
            }

            if (MayNest(matched) && rest[0] == '>')
            {
                Begin(matched, hasOpened);
                Page.Open(Container.Quote);
                at += indent + (rest.Length > 1 && rest[1] == ' ' ? 2 : 1);
            }
            else if (BeginsBlock(rest, indent, matched, isInside, hasOpened))
            {
                return;
            }
            else if (MayNest(matched) && Item(rest, matched, isInside, hasOpened) is var (item, start))
            {
                Begin(matched, hasOpened);
                Page.Open(item with { Indent = item.Indent + indent });
                at += indent + start;
            }
            else
            {
                break;
            }

            (hasOpened, matched) = (true, Page.Containers.Count);
        }

        AddText(text.AsSpan(Math.Min(at, text.Length)), matched, isInside, hasOpened);
    }

    /// <summary>Adds to the line.</summary>
    public void Append(string text)
    {
        if (_leaf is null)
        {
            Begin(Page.Containers.Count, hasOpened: false);
            _leaf = new TextLeaf("", 0);
        }

        _leaf.Append(Page, text.Replace('\t', ' '));
    }

    public void EndLine()
    {
        if (_leaf?.EndLine(Page) == true)
        {
            CloseLeaf(isOpen: false);
        }
    }

    /// <summary>Ends all that is open.</summary>
    /// <param name="isOpen">Whether more will come, which may change it.</param>
    public void End(bool isOpen)
    {
        CloseLeaf(isOpen);
        Page.Close(0);
    }

    /// <summary>Whether nothing can be shown of a line's part, since what comes will decide what it is.</summary>
    public bool IsUndecided(string part) => _leaf is CodeLeaf { IsFenced: true } code ? code.IsPartOfEnd(part.AsSpan().TrimStart()) : LineStart.IsUndecided(part);

    /// <summary>Leaves what has been shown as it is: the terminal has another size now.</summary>
    public void Resize(int width, int height)
    {
        (Page.Width, Page.Height) = (width, height);
        Page.MarkShown();
        _leaf?.Drop(Page);
    }

    private bool MayNest(int matched) =>
        matched < DeepestContainer && Page.Width - Page.Containers.Take(matched).Sum(container => container.Width) > NarrowestContent;

    // Which of the containers the line belongs to, and where its own text begins.
    private (int Matched, int At) Match(string text)
    {
        var (matched, at) = (0, 0);
        for (; matched < Page.Containers.Count; matched++)
        {
            var container = Page.Containers[matched];
            var rest = text.AsSpan(at);
            var indent = LineStart.Indent(rest);
            if (!container.IsQuote)
            {
                if (indent < container.Indent && indent < rest.Length)
                {
                    break;
                }

                at += Math.Min(indent, container.Indent);
            }
            else if (indent < CodeIndent && indent < rest.Length && rest[indent] == '>')
            {
                at += indent + (indent + 1 < rest.Length && rest[indent + 1] == ' ' ? 2 : 1);
            }
            else
            {
                break;
            }
        }

        return (matched, at);
    }

    private bool GoesOn(CodeLeaf code, ReadOnlySpan<char> rest)
    {
        if (code.IsFenced)
        {
            if (code.IsEnd(rest))
            {
                CloseLeaf(isOpen: false);
            }
            else
            {
                code.AddLine(Page, rest);
            }

            return true;
        }

        if (!rest.IsWhiteSpace() && LineStart.Indent(rest) < CodeIndent)
        {
            return false;
        }

        code.AddLine(Page, rest[Math.Min(rest.Length, CodeIndent)..]);
        return true;
    }

    private bool BeginsBlock(ReadOnlySpan<char> rest, int indent, int matched, bool isInside, bool hasOpened)
    {
        var above = isInside && !hasOpened && _leaf is TextLeaf { IsParagraph: true } paragraph ? paragraph : null;
        if (LineStart.HeadingLevel(rest) is > 0 and var level)
        {
            Begin(matched, hasOpened);
            _leaf = new TextLeaf(rest[level..].Trim().ToString(), level);
        }
        else if (LineStart.FenceLength(rest) is > 0 and var length)
        {
            Begin(matched, hasOpened);
            _leaf = CodeLeaf.Fenced(Page, rest, length, indent);
        }
        else if (above is not null && TableLeaf.Begin(above.LastLine, rest) is { } table)
        {
            _leaf = above.RemoveLastLine() ? above : null;
            CloseLeaf(isOpen: false);
            _leaf = table;
        }
        else if (above is not null && LineStart.Underlined(rest) is > 0 and var line)
        {
            above.MakeHeading(line);
        }
        else if (LineStart.IsRule(rest))
        {
            Begin(matched, hasOpened);
            Page.AddRow(new string('─', Page.ContentWidth), TextStyle.Dim);
        }
        else
        {
            return false;
        }

        return true;
    }

    private (Container Item, int Start)? Item(ReadOnlySpan<char> rest, int matched, bool isInside, bool hasOpened)
    {
        var before = hasOpened || matched == Page.Containers.Count ? null : Page.Containers[matched];
        if (LineStart.Item(rest, Page.Containers.Take(matched).Count(container => !container.IsQuote), before) is not var (item, start))
        {
            return null;
        }

        // A text goes on with a number at a line's begin, unless that is 1.
        return isInside && !hasOpened && _leaf is TextLeaf && (item.Number is > 1 || rest[start..].IsWhiteSpace()) ? null : (item, start);
    }

    private void AddText(ReadOnlySpan<char> text, int matched, bool isInside, bool hasOpened)
    {
        if (text.IsWhiteSpace())
        {
            return;
        }

        if (!hasOpened && _leaf is TextLeaf paragraph)
        {
            paragraph.AddLine(text.TrimStart().ToString());
        }
        else if (!hasOpened && isInside && _leaf is TableLeaf table && text.Contains('|'))
        {
            table.AddLine(text.ToString());
        }
        else
        {
            Begin(matched, hasOpened);
            if (LineStart.Indent(text) >= CodeIndent)
            {
                var code = CodeLeaf.Indented();
                code.AddLine(Page, text[CodeIndent..]);
                _leaf = code;
            }
            else
            {
                _leaf = new TextLeaf(text.TrimStart().ToString(), 0);
            }
        }
    }

    // A new block: what is open below its containers ends, and a blank line of the source is one on the screen.
    private void Begin(int matched, bool hasOpened)
    {
        if (hasOpened)
        {
            return;
        }

        CloseTo(matched);
        if (_hasBlank && _hasRows)
        {
            Page.AddRow("", TextStyle.Plain);
        }

        (_hasBlank, _hasRows) = (false, true);
    }

    private void CloseTo(int matched)
    {
        CloseLeaf(isOpen: false);
        Page.Close(matched);
    }

    private void CloseLeaf(bool isOpen)
    {
        _leaf?.Close(Page, isOpen);
        _leaf = null;
    }

    private static string WithoutTabs(string line)
    {
        if (!line.Contains('\t', StringComparison.Ordinal))
        {
            return line;
        }

        var text = new System.Text.StringBuilder();
        foreach (var c in line)
        {
            text.Append(c == '\t' ? ' ' : c, c == '\t' ? TabWidth - (text.Length % TabWidth) : 1);
        }

        return text.ToString();
    }
}
