using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests.Work;

/// <summary>generate --schema: JSON that is checked.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task A_short_form_says_what_the_answer_has()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "generate", "Invent a dog.", "--schema", "name: its call name, age int, tags string[], kind small|large, wild bool?");

        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Output.TrimEnd().Split('\n'));
        Assert.Equal(JsonValueKind.Number, result.Json().GetProperty("age").ValueKind);
        Assert.Equal(JsonValueKind.Array, result.Json().GetProperty("tags").ValueKind);
        var sent = server.Emulator.Requests[^1].Json;
        Assert.Equal(
            """{"type":"object","properties":{"name":{"description":"its call name","type":"string"},"age":{"type":"integer"},"tags":{"type":"array","items":{"type":"string"}},"kind":{"type":"string","enum":["small","large"]},"wild":{"type":"boolean"}},"required":["name","age","tags","kind"],"additionalProperties":false}""",
            sent.GetProperty("format").GetRawText());
        Assert.Contains("Answer with JSON that fits this schema:", sent.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("@")]
    [InlineData("")]
    public async Task A_file_holds_a_schema(string sign)
    {
        await using var server = await DemoServer.StartAsync();
        using var folder = new Folder();
        var file = folder.Write("dog.json", """{"type":"object","properties":{"age":{"type":"integer"}},"required":["age"],"not":{}}""");

        var result = await CliProcess.RunAsync(server.Start, "generate", "--json", "--schema", sign + file, "Invent a dog.");

        Assert.Equal(JsonValueKind.Number, result.Json().GetProperty("value").GetProperty("age").ValueKind);
        Assert.True(result.Json().GetProperty("done").GetBoolean());
        Assert.Contains("nothing is checked by not", result.Errors);
    }

    [Fact]
    public async Task An_answer_that_does_not_fit_is_asked_for_once_more_and_then_has_an_exit_code_of_its_own()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(Lines.Chat("""{\"name\":\"Rex\"}"""), Lines.ChatEnd));

        var result = await CliProcess.RunAsync(new CliStart { Host = server.Url.ToString() }, "generate", "-m", "tiny", "--schema", "name, age int", "Invent a dog.");

        Assert.Equal((8, ""), (result.ExitCode, result.Output));
        Assert.Contains("'age' is missing", result.Errors);
        Assert.Equal(2, server.Requests.Count);
        Assert.Contains("'age' is missing", server.Requests[1].Text);
    }

    [Theory]
    [InlineData("there is no type 'date'", "--schema", "born date")]
    [InlineData("names 'a' twice", "--schema", "a, a int")]
    [InlineData("names no member", "--schema", " , ")]
    [InlineData("'a b c' is not a name and a type", "--schema", "a b c")]
    [InlineData("an empty word", "--schema", "a x||y")]
    [InlineData("schema cannot be read", "--schema", "@none.json")]
    [InlineData("holds no JSON schema", "--schema", "{ no")]
    [InlineData("--schema and --format do not go together", "--schema", "a", "--format", "json")]
    [InlineData("--schema and --tools do not go together", "--schema", "a", "--tools", "time")]
    public async Task What_is_no_schema_is_wrong_usage(string expected, params string[] args)
    {
        var result = await CliProcess.RunAsync(["generate", "--demo", .. args, "--", "hello"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Errors);
    }
}
