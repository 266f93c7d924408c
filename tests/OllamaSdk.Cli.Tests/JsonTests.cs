using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>--json: what a program gets, of every command.</summary>
public sealed class JsonTests
{
    public static TheoryData<string, string[]> Documents => new()
    {
        { "embeddings", ["embed", "sky", "sea"] },
        { "answers", ["decide", "--yes-no", "q", "sky"] },
        { "models", ["models"] },
        { "model_info", ["show", "demo"] },
        { "models", ["ps"] },
        { "status", ["copy", "demo", "mine"] },
        { "status", ["delete", "demo"] },
        { "status", ["load", "demo"] },
        { "status", ["unload", "demo"] },
        { "servers", ["health"] },
        { "version", ["version"] },
        { "server", ["version", "--server"] },
        { "buckets", ["usage"] },
        { "included", ["balance"] },
        { "results", ["web-search", "sky"] },
        { "content", ["web-fetch", "https://example.com"] },
        { "script", ["completion", "bash"] },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Is_one_document(string member, string[] args)
    {
        await using var server = await DemoServer.StartAsync(new OllamaAccount { Name = "someone" });

        var result = await CliProcess.RunAsync(server.Start, [.. args, "--json"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Errors);
        Assert.Equal(JsonValueKind.Object, result.Json().ValueKind);
        Assert.True(result.Json().TryGetProperty(member, out _), result.Output);
    }

    [Fact]
    public async Task What_a_server_cannot_write_in_full_is_printed_as_it_came()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""
            {"details":{"family":"f","new":"\ud800"},
             "more":["\ud800", {"\udfaa": 1}]}
            """));

        var result = await CliProcess.RunAsync("show", "tiny", "--json", "-u", server.Url.ToString());

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(2, result.Output.Split("\\ud800").Length - 1);
        Assert.Contains("""["\ud800",{"\udfaa":1}]""", Assert.Single(result.Output.TrimEnd().Split('\n')));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("generate")]
    public async Task An_answer_is_a_line_for_each_part_and_the_whole_at_the_end(string command)
    {
        await using var server = await DemoServer.StartAsync();

        var lines = (await CliProcess.RunAsync(server.Start, command, "hello", "--json")).JsonLines();

        var parts = lines.SkipLast(1).Select(line => line.TryGetProperty("content", out var content) ? content.GetString() : "");
        Assert.True(lines[^1].GetProperty("done").GetBoolean());
        Assert.Equal(string.Concat(parts), lines[^1].GetProperty("content").GetString());
        Assert.Equal("demo:latest", lines[^1].GetProperty("model").GetString());
        Assert.Equal("ollama", lines[^1].GetProperty("provider").GetString());
        Assert.Equal("stop", lines[^1].GetProperty("finish_reason").GetString());
        Assert.True(lines[^1].GetProperty("usage").GetProperty("completion_tokens").GetInt64() > 0);
        Assert.All(lines.SkipLast(1), line => Assert.False(line.TryGetProperty("done", out _)));
    }

    [Theory]
    [InlineData("pull", "demo-large")]
    [InlineData("create", "mine", "--from", "demo")]
    public async Task A_transfer_is_a_line_for_each_step(params string[] args)
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, [.. args, "--json"]);

        var lines = result.JsonLines();
        Assert.True(lines.Count > 1);
        Assert.All(lines, line => Assert.Equal(JsonValueKind.String, line.GetProperty("status").ValueKind));
        Assert.Equal("success", lines[^1].GetProperty("status").GetString());
        Assert.Equal("", result.Errors);
    }

    [Fact]
    public async Task Letters_get_through_an_output_that_has_none_of_them()
    {
        var start = new CliStart { Variables = new() { ["LC_ALL"] = "en_US.ISO-8859-1" } };

        var lines = (await CliProcess.RunAsync(start, "chat", "--demo", "--json", "Grüße, 你好")).JsonLines();

        Assert.Contains("Grüße, 你好", lines[^1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_failure_leaves_standard_output_to_what_came_before_it()
    {
        await using var server = await DemoServer.StartAsync();

        var result = await CliProcess.RunAsync(server.Start, "show", "nope", "--json");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("nope", result.Errors);
    }

    [Fact]
    public async Task Health_of_a_dead_server_is_a_document_and_an_exit_code()
    {
        var result = await CliProcess.RunAsync("health", "--json", "-u", FailureTests.ClosedAddress);

        Assert.Equal(3, result.ExitCode);
        Assert.False(result.Json().GetProperty("healthy").GetBoolean());
        Assert.Equal("unreachable", result.Json().GetProperty("servers")[0].GetProperty("state").GetString());
    }
}
