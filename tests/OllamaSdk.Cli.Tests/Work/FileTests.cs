using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Work;

/// <summary>Files of generate and embed.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task Texts_stand_before_the_question_in_their_order_and_pictures_are_shown()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("an answer"), Lines.ChatEnd));
        using var folder = new Folder();
        var (one, two, picture) = (folder.Write("one.txt", "first\n"), folder.Write("two.md", "\uFEFFsecond"), Path.Combine(folder.Path, "dot.dat"));
        await File.WriteAllBytesAsync(picture, [0x89, .. "PNG\r\n\u001a\n"u8], TestContext.Current.CancellationToken);

        var result = await CliProcess.RunAsync(new CliStart { Host = server.Url.ToString() }, "generate", "-m", "tiny", "-f", two, "--file", picture, "--file", one, "Compare", "them.");

        Assert.Equal(0, result.ExitCode);
        var message = Assert.Single(server.Requests).Json().GetProperty("messages")[0];
        Assert.Equal($"--- {two} ---\nsecond\n\n--- {one} ---\nfirst\n\nCompare them.", message.GetProperty("content").GetString());
        Assert.Equal(1, message.GetProperty("images").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_neither_text_nor_picture_is_refused()
    {
        using var folder = new Folder();

        var result = await CliProcess.RunAsync("generate", "--demo", "--file", folder.Write("x.bin", "a\0b"), "What is it?");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("neither a text in UTF-8 nor a picture", result.Errors);
    }

    [Fact]
    public async Task Each_file_becomes_a_vector_with_its_name()
    {
        await using var server = await DemoServer.StartAsync();
        using var folder = new Folder();
        var (one, two) = (folder.Write("one.txt", "the sky"), folder.Write("two.txt", "the sea"));

        var lines = (await CliProcess.RunAsync(server.Start, "embed", "-m", "demo-embed", "--file", one, "--file", two)).JsonLines();

        Assert.Equal([(one, 0), (two, 1)], lines.Select(line => (line.GetProperty("file").GetString()!, line.GetProperty("index").GetInt32())));
        Assert.All(lines, line => Assert.False(line.TryGetProperty("line", out _)));
        Assert.Equal(await VectorAsync(server, "the sea"), lines[1].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
    }

    [Fact]
    public async Task Lines_become_vectors_in_batches_and_keep_their_order()
    {
        await using var server = await DemoServer.StartAsync();
        using var folder = new Folder();
        var many = folder.Write("many.txt", string.Concat(Enumerable.Range(1, 150).Select(number => $"line {number}\n\n")));
        var start = new CliStart { Host = server.Url, Input = "from input\n" };

        var lines = (await CliProcess.RunAsync(start, "embed", "-m", "demo-embed", "--lines", "--file", many, "--file", "-")).JsonLines();

        Assert.Equal(Enumerable.Range(0, 151), lines.Select(line => line.GetProperty("index").GetInt32()));
        Assert.Equal(Enumerable.Range(0, 150).Select(number => (2 * number) + 1), lines.SkipLast(1).Select(line => line.GetProperty("line").GetInt32()));
        Assert.Equal("-", lines[^1].GetProperty("file").GetString());
        Assert.Equal(await VectorAsync(server, "line 100"), lines[99].GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle()));
        Assert.Equal(3, server.Emulator.Requests.Count(request => request.Path == "/api/embed") - 1);
    }

    [Theory]
    [InlineData("Texts and --file do not go together", "--file", "x", "text")]
    [InlineData("--lines goes with --file", "--lines", "text")]
    [InlineData("cannot be read", "--file", "no-such-file")]
    public async Task What_does_not_go_together_is_wrong_usage(string expected, params string[] args)
    {
        var result = await CliProcess.RunAsync(["embed", "--demo", .. args]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors);
    }

    private static async Task<IEnumerable<float>> VectorAsync(DemoServer server, string text) =>
        JsonElement.Parse((await CliProcess.RunAsync(server.Start, "embed", "-m", "demo-embed", text)).Output).EnumerateArray().Select(number => number.GetSingle());
}
