using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>What is sent, by where the prompt comes from and by the options.</summary>
public sealed class PromptTests
{
    [Fact]
    public async Task Standard_input_is_the_prompt_where_there_are_no_words() =>
        Assert.Equal("from a pipe", await PromptOfAsync(new CliStart { Input = "from a pipe\n" }));

    // As PowerShell and Notepad begin what they write.
    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task What_a_pipes_first_bytes_say_of_its_encoding_is_heeded_and_no_text(string encoding) =>
        Assert.Equal("größer 漢字", await PromptOfAsync(new CliStart { Input = "größer 漢字\n", InputEncoding = Encoding.GetEncoding(encoding) }));

    [Fact]
    public async Task A_dash_is_standard_input_among_words() =>
        Assert.Equal("Translate: from a pipe", await PromptOfAsync(new CliStart { Input = "from a pipe\n" }, "Translate:", "-"));

    [Fact]
    public async Task Standard_input_is_left_alone_where_there_are_words() =>
        Assert.Equal("words", await PromptOfAsync(new CliStart { Input = "from a pipe\n" }, "words"));

    [Fact]
    public async Task An_at_sign_names_a_file_and_two_are_one()
    {
        using var folder = new Folder();
        var file = folder.Write("question.txt", "from a file\n");

        Assert.Equal("Sum up: from a file for @you", await PromptOfAsync(new CliStart(), "Sum up:", $"@{file}", "for", "@@you"));
    }

    [Fact]
    public async Task What_looks_like_an_option_is_text_behind_two_dashes_and_between_quotes() =>
        Assert.Equal("what does ls -la do? --and -x", await PromptOfAsync(new CliStart(), "what does ls -la do?", "--", "--and", "-x"));

    [Fact]
    public async Task Options_reach_the_server()
    {
        using var folder = new Folder();
        var (image, schema) = (folder.Write("cat.png", "picture"), folder.Write("schema.json", """{"type":"object"}"""));

        var sent = await SentAsync(
            new CliStart(), "hello", "--system", "Be brief.", "-t", "0", "--max-tokens", "7", "--image", image, "--image", image, "--format", schema, "--think", "high");

        Assert.Equal("Be brief.", sent.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(2, sent.GetProperty("messages")[1].GetProperty("images").GetArrayLength());
        Assert.Equal(0, sent.GetProperty("options").GetProperty("temperature").GetDouble());
        Assert.Equal(7, sent.GetProperty("options").GetProperty("num_predict").GetInt32());
        Assert.Equal("object", sent.GetProperty("format").GetProperty("type").GetString());
        Assert.Equal("high", sent.GetProperty("think").GetString());
    }

    [Theory]
    [InlineData("--think", true)]
    [InlineData("--think=on", true)]
    [InlineData("--think=off", false)]
    public async Task Thinking_is_switched(string option, bool value) =>
        Assert.Equal(value, (await SentAsync(new CliStart(), "hello", option)).GetProperty("think").GetBoolean());

    [Fact]
    public async Task A_level_of_the_models_own_is_taken() =>
        Assert.Equal("deep", (await SentAsync(new CliStart(), "hello", "--think=deep")).GetProperty("think").GetString());

    [Fact]
    public async Task What_is_not_said_is_not_sent()
    {
        var sent = await SentAsync(new CliStart(), "hello", "--format", "json");

        Assert.Equal(["format", "messages", "model", "stream"], sent.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal("json", sent.GetProperty("format").GetString());
    }

    [Fact]
    public async Task Stats_are_told_on_standard_error()
    {
        var result = await CliProcess.RunAsync("generate", "--demo", "--stats", "hello");

        Assert.Matches(@"^ollama-sdk: \d+ tokens in, \d+ tokens out, [\d.]+ tokens/s, [\d.]+ s, demo:latest at ollama\s*$", result.Errors);
        Assert.DoesNotContain("tokens/s", result.Output);
    }

    [Fact]
    public async Task Lines_of_standard_input_are_texts_to_embed()
    {
        var result = await CliProcess.RunAsync(new CliStart { Input = "sky\nsea\n" }, "embed", "--demo");

        Assert.Equal(2, result.JsonLines().Count);
        Assert.All(result.JsonLines(), vector => Assert.Equal(JsonValueKind.Array, vector.ValueKind));
    }

    private static async Task<string?> PromptOfAsync(CliStart start, params string[] args) =>
        (await SentAsync(start, args)).GetProperty("messages")[0].GetProperty("content").GetString();

    private static async Task<JsonElement> SentAsync(CliStart start, params string[] args)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("yes"), Lines.ChatEnd));
        var result = await CliProcess.RunAsync(start, ["generate", "-m", "tiny", "-u", server.Url.ToString(), .. args]);
        Assert.Equal("", result.Errors);
        // Of thinking it first asks which levels the model knows.
        return Assert.Single(server.Requests, request => request.Path == "/api/chat").Json();
    }
}
