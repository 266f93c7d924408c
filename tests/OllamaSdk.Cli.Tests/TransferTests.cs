using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Cli.Tests;

/// <summary>Pull and push as real servers answer them.</summary>
public sealed class TransferTests
{
    // PP1-layer-without-last-tick.ndjson and CL1-pull-unknown-model.ndjson of the field's cases.
    private static readonly string[] s_lastTickMissing = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "PP1-layer-without-last-tick.ndjson"));
    private static readonly string[] s_unknownModel = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Cases", "CL1-pull-unknown-model.ndjson"));

    [Fact]
    public async Task A_program_sees_a_finished_pull_end_at_its_whole_size()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(s_lastTickMissing));

        var result = await CliProcess.RunAsync("pull", "m", "--json", "-u", server.Url.ToString());

        using var last = JsonDocument.Parse(result.Output.Trim().Split('\n')[^1]);
        Assert.Equal(
            ("success", 64_100_961L, 64_100_961L),
            (last.RootElement.GetProperty("status").GetString(), last.RootElement.GetProperty("completed").GetInt64(), last.RootElement.GetProperty("total").GetInt64()));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_pipe_is_told_the_size_of_each_layer()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(s_lastTickMissing));

        var result = await CliProcess.RunAsync("pull", "m", "-u", server.Url.ToString());

        Assert.Equal(
            ["pulling manifest", "pulling 111111111111 (64 MB)", "pulling 222222222222 (102 B)", "pulling 333333333333 (59 B)", "verifying sha256 digest", "writing manifest", "success"],
            result.Errors.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("nope", "the library")]
    [InlineData("somebody/nope", "the library")]
    [InlineData("registry.local:5000/lib/nope", "the registry registry.local:5000")]
    public async Task Who_pulls_is_told_that_there_is_no_such_model_and_not_to_pull(string model, string where)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(s_unknownModel));

        var result = await CliProcess.RunAsync("pull", model, "-u", server.Url.ToString());

        Assert.Contains($"ollama-sdk: there is no model '{model}' in {where}; check its name", result.Errors);
        Assert.DoesNotContain("200", result.Errors);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public async Task An_unknown_model_that_is_told_before_the_stream_is_told_in_the_same_words()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"model 'nope' not found"}""", 404));

        var result = await CliProcess.RunAsync("pull", "nope", "-u", server.Url.ToString());

        Assert.Equal($"ollama-sdk: there is no model 'nope' in the library; check its name{Environment.NewLine}", result.Errors);
        Assert.Equal(4, result.ExitCode);
    }

    [Theory]
    [InlineData("pull", true)]
    [InlineData("pull", false)]
    [InlineData("push", true)]
    [InlineData("push", false)]
    public async Task A_registry_of_one_s_own_may_be_insecure(string command, bool insecure)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync("""{"status":"success"}"""));

        var result = await CliProcess.RunAsync([command, "registry.local:5000/lib/x", .. insecure ? (string[])["--insecure"] : [], "-u", server.Url.ToString()]);

        Assert.Equal(0, result.ExitCode);
        var request = Assert.Single(server.Requests).Json();
        Assert.Equal(insecure, request.TryGetProperty("insecure", out var said) && said.GetBoolean());
        Assert.Equal("registry.local:5000/lib/x", request.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Other_servers_tell_their_version_too()
    {
        await using var server = new ScriptedServer(connection => connection.Request.Path == "/props"
            ? connection.RespondJsonAsync("""{"build_info":"b11669-abc"}""")
            : connection.RespondJsonAsync("""{"error":{"code":404,"message":"File Not Found","type":"not_found_error"}}""", 404));

        var result = await CliProcess.RunAsync("version", "--server", "-p", "llamacpp", "-u", $"{server.Url}v1");

        Assert.Contains("llama.cpp b11669-abc", result.Output);
        Assert.Equal(0, result.ExitCode);
    }
}
