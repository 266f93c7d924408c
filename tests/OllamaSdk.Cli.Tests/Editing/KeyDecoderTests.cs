using OllamaSdk.Cli.Chat.Editing;

namespace OllamaSdk.Cli.Tests.Editing;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("hé日🙂", "Text:hé日🙂")]
    [InlineData("a\rb\n", "Text:a Enter Text:b Enter")]
    [InlineData("a\r\nb", "Text:a Enter Text:b")]
    [InlineData("\u0001\u0005\u000b\u0015\u0017\u0012\u000c", "LineStart LineEnd DeleteToLineEnd DeleteToLineStart DeleteToBlank Search Clear")]
    [InlineData("\u007f\b\u0003\u0004\u001a", "Backspace Backspace Interrupt DeleteOrEnd Suspend")]
    // The two forms of the cursor keys, and those of Home and End.
    [InlineData("\u001b[A\u001bOA\u001b[B\u001b[C\u001bOD", "Up Up Down Right Left")]
    [InlineData("\u001b[H\u001bOF\u001b[1~\u001b[4~\u001b[7~\u001b[8~\u001b[3~", "LineStart LineEnd LineStart LineEnd LineStart LineEnd Delete")]
    // Ctrl and Alt with them.
    [InlineData("\u001b[1;5D\u001b[1;3C\u001b\u001b[D\u001b[3;5~\u001b[1;5H", "WordLeft WordRight WordLeft DeleteWordRight TextStart")]
    [InlineData("\u001bb\u001bf\u001bd\u001b\u007f", "WordLeft WordRight DeleteWordRight DeleteWordLeft")]
    // Alt+Enter, and Shift+Enter where a terminal tells it apart.
    [InlineData("\u001b\r\u001b[13;2u\u001b[27;2;13~\u001b[13u", "NewLine NewLine NewLine Enter")]
    // Every key in the newer form.
    [InlineData("\u001b[99;5u\u001b[98;3u\u001b[27u\u001b[127;5u\u001b[97u\u001b[9u\u001b[100:68;5:1u", "Interrupt WordLeft Escape DeleteWordLeft Text:a Tab DeleteOrEnd")]
    // What means nothing here.
    [InlineData("\u001b[5~\u001b[200;300R\u001bOP\u001b[?1;2c\u001bz\u0000x\u001b[57441u", "Text:x")]
    public void A_terminal_s_bytes_are_keys(string input, string keys) => Assert.Equal(keys, Read(input));

    [Fact]
    public void A_key_may_come_in_pieces()
    {
        foreach (var sequence in (string[])["\u001b[1;5D", "\u001bOA", "\u001b[200~one\rtwo\u001b[201~", "\u001b\r"])
        {
            var decoder = new KeyDecoder();
            foreach (var letter in sequence[..^1])
            {
                decoder.Add(letter.ToString());
                Assert.False(decoder.TryRead(isAll: false, out _));
            }

            decoder.Add(sequence[^1..]);
            Assert.True(decoder.TryRead(isAll: false, out _));
            Assert.False(decoder.IsWaiting);
        }
    }

    [Fact]
    public void Esc_alone_is_that_key_once_nothing_follows()
    {
        var decoder = new KeyDecoder();
        decoder.Add("\u001b");

        Assert.False(decoder.TryRead(isAll: false, out _));
        Assert.True(decoder.IsWaiting);
        Assert.True(decoder.TryRead(isAll: true, out var key));
        Assert.Equal(EditKeyKind.Escape, key.Kind);
    }

    [Fact]
    public void What_is_pasted_is_one_text_whatever_it_holds()
    {
        Assert.Equal("Text:a Paste:one\rtwo\u0003\u001b[A\tx Enter", Read("a\u001b[200~one\rtwo\u0003\u001b[A\tx\u001b[201~\r"));
        Assert.Equal("Paste: Text:b", Read("\u001b[200~\u001b[201~b"));
    }

    [Fact]
    public void What_never_ends_is_no_key_and_what_follows_is()
    {
        var decoder = new KeyDecoder();
        decoder.Add("\u001b[12");
        Assert.False(decoder.TryRead(isAll: true, out _));

        decoder.Add("a");
        Assert.True(decoder.TryRead(isAll: false, out var key));
        Assert.Equal("a", key.Text);
    }

    private static string Read(string input)
    {
        var decoder = new KeyDecoder();
        decoder.Add(input);
        var keys = new List<string>();
        while (decoder.TryRead(isAll: true, out var key))
        {
            keys.Add(key.Kind is EditKeyKind.Text or EditKeyKind.Paste ? $"{key.Kind}:{key.Text}" : $"{key.Kind}");
        }

        return string.Join(' ', keys);
    }
}
