using System.Diagnostics;
using OllamaSdk.Launching;

namespace OllamaSdk.Tests.Launching;

/// <summary>Arguments as one line, split again by .NET, which takes a line apart by Windows' rules on every system.</summary>
public sealed class WindowsCommandLineTests
{
    public static TheoryData<string> Arguments =>
    [
        "", "plain", "two words", "a\ttab", "a\nline", "\"", "\"quoted\"", @"C:\models\", @"C:\my models\", @"\", @"\\", @"\""", @"a\\""b", @"ends in two \\", @"\\server\share x",
        "--template={\"role\": \"user\"}", "ünïcödé 漢字", "%PATH%", "^&|<>",
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task An_argument_comes_through_as_it_is(string argument)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/printf"), "There is no printf to show what came through.");
        var line = WindowsCommandLine.Join("/usr/bin/printf", [@"%s\0", argument, "the next"]);
        Assert.StartsWith("\"/usr/bin/printf\" ", line, StringComparison.Ordinal);

        var start = new ProcessStartInfo("/usr/bin/printf", line["\"/usr/bin/printf\" ".Length..]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var came = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal([argument, "the next", ""], came.Split('\0'));
    }

    [Fact]
    public void Variables_stand_in_order_and_end_twice()
    {
        var block = WindowsCommandLine.Block([new("b", "2"), new("A", "x=y"), new("c", "")]);

        Assert.Equal("A=x=y\0b=2\0c=\0\0", block);
        Assert.Equal("\0\0", WindowsCommandLine.Block([]));
    }
}
