using System.Text;
using OllamaSdk.Launching;

namespace OllamaSdk.Tests.Launching;

public sealed class OutputLogTests
{
    private static readonly SafeText s_safe = new("hunter22");

    [Fact]
    public void What_fits_is_kept_whole()
    {
        var log = new OutputLog();
        log.Append("one\ntwo"u8);

        Assert.Equal("one\ntwo", log.Read(s_safe));
    }

    [Fact]
    public void Of_what_does_not_fit_whole_lines_at_the_end_are_kept()
    {
        var log = new OutputLog();
        for (var i = 0; i < 20_000; i++)
        {
            log.Append(Encoding.UTF8.GetBytes($"line {i:00000}\n"));
        }

        var lines = log.Read(s_safe).TrimEnd().Split('\n');
        Assert.Equal("line 19999", lines[^1]);
        Assert.All(lines, line => Assert.Equal(10, line.Length));
        Assert.InRange(lines.Length, (OutputLog.Capacity / 11) - 1, OutputLog.Capacity / 11);
    }

    [Fact]
    public void Of_a_line_that_does_not_fit_whole_words_at_the_end_are_kept()
    {
        var log = new OutputLog();
        for (var i = 0; i < 20_000; i++)
        {
            log.Append(Encoding.UTF8.GetBytes($"word{i:00000}\r"));
        }

        log.Append("done\n"u8);

        var words = log.Read(s_safe).Split(["\r", "\\r", @"\u000d"], StringSplitOptions.None);
        Assert.Equal("done\n", words[^1]);
        Assert.StartsWith("word", words[0], StringComparison.Ordinal);
        Assert.InRange(words.Length, (OutputLog.Capacity / 10) - 2, (OutputLog.Capacity / 10) + 1);
    }

    [Fact]
    public void Half_a_secret_never_stands_at_the_beginning()
    {
        var log = new OutputLog();
        log.Append(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("hunter22", OutputLog.Capacity / 4))));
        log.Append(Encoding.UTF8.GetBytes("x\n" + new string('y', OutputLog.Capacity / 4)));

        Assert.Equal(new string('y', OutputLog.Capacity / 4), log.Read(s_safe));
    }

    [Fact]
    public async Task What_has_been_read_to_its_end_is_closed()
    {
        var stream = new MemoryStream("one"u8.ToArray());
        var log = new OutputLog();

        await log.DrainAsync(stream);

        Assert.Equal("one", log.Read(s_safe));
        Assert.False(stream.CanRead);
    }

    [Fact]
    public void Secrets_and_terminal_codes_are_not_shown()
    {
        var log = new OutputLog();
        log.Append("password hunt"u8);
        log.Append("er22 \u001b[2J"u8);

        Assert.Equal(@"password *** \u001b[2J", log.Read(s_safe));
    }
}
