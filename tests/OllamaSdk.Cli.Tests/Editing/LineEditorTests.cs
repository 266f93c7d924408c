using OllamaSdk.Cli.Chat.Editing;

namespace OllamaSdk.Cli.Tests.Editing;

/// <summary>What keys do to a text. The cursor is shown as <c>|</c>.</summary>
public sealed class LineEditorTests
{
    private readonly List<string> _kept = [];

    [Theory]
    [InlineData("one two|", "\u0001", "|one two")]
    [InlineData("one two|", "\u0001\u0005x", "one twox|")]
    [InlineData("one two three|", "\u001bb\u001bb", "one |two three")]
    [InlineData("|one two", "\u001bf\u001bf", "one two|")]
    [InlineData("one two|", "\u0017", "one |")]
    [InlineData("say a/b|", "\u001b\u007f", "say a/|")]
    [InlineData("a/b c.d|", "\u0017", "a/b |")]
    [InlineData("one |two", "\u000b", "one |")]
    [InlineData("one |two", "\u0015", "|two")]
    [InlineData("one |two", "\u000b\u0001\u0019", "two|one ")]
    [InlineData("one| two", "\u001bd", "one|")]
    [InlineData("ab|", "\u007f\u007f\u007f", "|")]
    [InlineData("|ab", "\u0004\u001b[3~\u001b[3~x", "x|")]
    // A line's ends are not the text's; deleting at one joins two lines.
    [InlineData("one\ntwo|", "\u0001\u0015", "one|two")]
    [InlineData("one\ntwo|", "\u0001\u007f", "one|two")]
    [InlineData("one|\ntwo", "\u000b", "one|two")]
    [InlineData("one\ntwo|", "\u001b[1;5H", "|one\ntwo")]
    [InlineData("one\ntwo|", "\u001b[A", "one|\ntwo")]
    [InlineData("long line\nab|\nlong line", "\u001b[A\u001b[B\u001b[B", "long line\nab\nlo|ng line")]
    [InlineData("日本\nabcd|", "\u001b[A", "日本|\nabcd")]
    [InlineData("日本\nabc|", "\u001b[A", "日|本\nabc")]
    // A character of several code points is one: a combining mark, a family, a flag.
    [InlineData("xe\u0301|", "\u007f", "x|")]
    [InlineData("x👨‍👩‍👧|", "\u001b[D", "x|👨‍👩‍👧")]
    [InlineData("|🇩🇪x", "\u0004", "|x")]
    // New lines by Alt+Enter, and by a backslash at the end.
    [InlineData("one|", "\u001b\rtwo", "one\ntwo|")]
    [InlineData(@"one\|", "\rtwo", "one\ntwo|")]
    [InlineData("|", "\"\"\"one\rtwo", "\"\"\"one\ntwo|")]
    [InlineData("a|c", "\u001b[200~1\r\n2\r3\u001b[201~", "a1\n2\n3|c")]
    public void A_key_changes_the_text(string before, string keys, string after)
    {
        var editor = Editor(before);

        Assert.All(Press(editor, keys), outcome => Assert.Equal(EditOutcome.Going, outcome));

        Assert.Equal(after, Shown(editor));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData(@"two backslashes\\")]
    [InlineData("\"\"\"one\ntwo\"\"\"")]
    [InlineData("\"\"\"\"\"\"")]
    public void Enter_sends_the_text(string text)
    {
        var editor = Editor(text + "|");

        Assert.Equal([EditOutcome.Accepted], Press(editor, "\r"));
        Assert.Equal(text, editor.Text);
        Assert.Equal([text], _kept);
    }

    [Fact]
    public void Enter_in_the_middle_sends_all_of_it()
    {
        var editor = Editor(@"one\| two");

        Assert.Equal([EditOutcome.Accepted], Press(editor, "\r"));
    }

    [Fact]
    public void Ctrl_D_ends_an_empty_text_alone()
    {
        var editor = Editor("a|");

        Assert.Equal([EditOutcome.Going, EditOutcome.Going, EditOutcome.Ended], Press(editor, "\u0004\u007f\u0004"));
    }

    [Fact]
    public void Ctrl_C_takes_the_text_away_and_another_key_brings_it_back()
    {
        var editor = Editor("a long question|");

        Assert.Equal([EditOutcome.Interrupted], Press(editor, "\u0003"));
        Assert.Equal("|", Shown(editor));
        Press(editor, "\u0019");
        Assert.Equal("a long question|", Shown(editor));
    }

    [Fact]
    public void The_arrows_go_over_the_lines_and_then_over_what_was_typed_before()
    {
        var editor = Editor("draft|", "first", "one\ntwo");

        Assert.Equal(
            ["one\ntwo|", "one|\ntwo", "first|", "first|", "one\ntwo|", "draft|", "draft|"],
            ((string[])["A", "A", "A", "A", "B", "B", "B"]).Select(key =>
            {
                Press(editor, "\u001b[" + key);
                return Shown(editor);
            }));
    }

    [Fact]
    public void What_was_sent_is_the_newest_unless_it_is_the_same_again_or_begins_with_a_blank()
    {
        var editor = Editor("|", "old");

        foreach (var text in (string[])["new\r", "new\r", " hidden\r", "\r"])
        {
            editor.Begin("");
            Press(editor, text);
        }

        Assert.Equal(["new"], _kept);
        editor.Begin("");
        Press(editor, "\u001b[A\u001b[A");
        Assert.Equal("old|", Shown(editor));
    }

    [Fact]
    public void No_more_than_a_thousand_are_remembered()
    {
        var editor = Editor("|", [.. Enumerable.Range(0, 1500).Select(number => $"text {number}")]);

        Press(editor, string.Concat(Enumerable.Repeat("\u001b[A", 1400)));

        Assert.Equal("text 500|", Shown(editor));
    }

    [Fact]
    public void A_search_finds_the_newest_and_then_older_ones()
    {
        var editor = Editor("draft|", "Why is the sky blue?", "how are you", "why not", "why not now");

        Press(editor, "\u0012");
        Assert.Equal("(search '') draft", editor.Prompt + editor.Text);
        Press(editor, "why");
        Assert.Equal("(search 'why') why not now", editor.Prompt + editor.Text);
        Press(editor, "\u0012\u0012");
        Assert.Equal("(search 'why') Why is the sky blue?", editor.Prompt + editor.Text);
        Press(editor, "\u0012");
        Assert.Equal("(not found 'why') Why is the sky blue?", editor.Prompt + editor.Text);
        Press(editor, "\u007f\u007f not\u007f\u007f\u007f\u007fhy n");
        Assert.Equal("(search 'why n') why not now", editor.Prompt + editor.Text);
        Press(editor, "\u001b[D!");
        Assert.Equal("why not no!|w", Shown(editor));
    }

    [Fact]
    public void A_search_that_is_left_brings_back_what_stood_there()
    {
        foreach (var key in (string[])["\u0003", "\u0007"])
        {
            var editor = Editor("draft|", "an old text");

            Assert.DoesNotContain(EditOutcome.Interrupted, Press(editor, "\u0012old" + key));
            Assert.Equal(">>> draft|", editor.Prompt + Shown(editor));
        }
    }

    [Fact]
    public void What_was_found_can_be_sent_at_once()
    {
        var editor = Editor("|", "an old text");

        Assert.Equal(EditOutcome.Accepted, Press(editor, "\u0012old\r")[^1]);
        Assert.Equal("an old text", editor.Text);
    }

    [Theory]
    [InlineData("/mo|", 0, "/model", "/model |")]
    [InlineData("/s|", 0, "/save,/system", "/s|")]
    [InlineData("/load no| x", 6, "notes/", "/load notes/| x")]
    [InlineData("/model lla|", 7, "llama3.2,llama3.1", "/model llama3.|")]
    [InlineData("/model LLA|", 7, "llama3.2,Llama3.1", "/model LLA|")]
    [InlineData("hello|", 0, "", "hello|")]
    public void A_completion_puts_in_what_all_proposals_have(string before, int start, string words, string after)
    {
        var editor = Editor(before);

        var isMore = editor.Complete(new Proposals(start, words.Split(',', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(after, Shown(editor));
        Assert.Equal(before != after, isMore);
    }

    [Fact]
    public void What_would_steer_the_terminal_is_cleaned_whichever_way_it_comes()
    {
        var editor = new LineEditor(new InputHistory(["old\u001b[2J"], _ => { }), text => text.Replace("\u001b", "!"));
        editor.Begin("draft\u001b");
        Assert.Equal("draft!", editor.Text);
        editor.Press(new EditKey(EditKeyKind.Paste, "a\u001b[2J\r\nb"));
        Assert.Equal("draft!a![2J\nb", editor.Text);
        Press(editor, "\u0012old");
        Assert.Equal("old![2J", editor.Text);
        Press(editor, "\u001b[C");
        Assert.Equal("old![2J", editor.Text);
    }

    private LineEditor Editor(string shown, params string[] history)
    {
        var editor = new LineEditor(new InputHistory(history, _kept.Add), static text => text);
        editor.Begin(shown.Replace("|", ""));
        Press(editor, "\u001b[1;5H" + string.Concat(Enumerable.Repeat("\u001b[C", new System.Globalization.StringInfo(shown[..shown.IndexOf('|')]).LengthInTextElements)));
        return editor;
    }

    private static List<EditOutcome> Press(LineEditor editor, string keys)
    {
        var decoder = new KeyDecoder();
        decoder.Add(keys);
        var outcomes = new List<EditOutcome>();
        while (decoder.TryRead(isAll: true, out var key))
        {
            outcomes.Add(editor.Press(key));
        }

        return outcomes;
    }

    private static string Shown(LineEditor editor) => editor.Text.Insert(editor.Cursor, "|");
}
