using System.Diagnostics;
using OllamaSdk.LiveTests.Models;
using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Llama;

/// <summary>The launcher with the real program. Every other test here starts its server by it too.</summary>
public sealed class LaunchTests(LlamaServers servers)
{
    [Fact]
    public async Task It_is_ready_when_it_is_there_and_gone_when_it_is_given_up()
    {
        var server = await servers.StartEndlessAsync();
        var id = server.Process.ProcessId!.Value;
        await using (var client = server.Llm())
        {
            Assert.Equal(ServerState.Ready, (await client.HealthCheckAsync(Live.Ct)).Servers[0].State);
        }

        Assert.True(server.Process.WasStarted);
        Assert.True(Live.IsAlive(id));

        await server.DisposeAsync();

        Assert.True(server.Process.HasExited);
        Assert.False(Live.IsAlive(id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_runs_already_is_used_and_left_alone(bool needsKey)
    {
        await using var server = StartedByHand.Start(TinyModels.Talker, needsKey ? ["--api-key", LlamaServers.Key] : []);
        await using (var client = server.Llm())
        {
            await client.WaitUntilReadyAsync(TestKit.Guard.Limit, Live.Ct);
        }

        var found = await OllamaServer.EnsureRunningAsync(server.Options, Live.Ct);
        await found.DisposeAsync();

        Assert.False(found.WasStarted);
        Assert.False(server.HasExited);
    }

    [Fact]
    public async Task A_model_that_is_none_is_told_in_the_servers_words()
    {
        using var folder = new ModelFolder();
        var file = Path.Combine(folder.FullName, "none.gguf");
        await File.WriteAllTextAsync(file, "no model at all", Live.Ct);

        var error = await Assert.ThrowsAsync<LlmLaunchException>(() => OllamaServer.EnsureRunningAsync(LlamaServer.OptionsFor(null, file), Live.Ct));

        Assert.Equal((LaunchFailure.ExitedEarly, 1), (error.Reason, error.ExitCode));
        Assert.Contains("failed to load model", error.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_argument_that_it_does_not_know_is_told_in_its_words()
    {
        var options = LlamaServer.OptionsFor(null, null, "--no-such-argument");

        var error = await Assert.ThrowsAsync<LlmLaunchException>(() => OllamaServer.EnsureRunningAsync(options, Live.Ct));

        Assert.Equal(LaunchFailure.ExitedEarly, error.Reason);
        Assert.Contains("--no-such-argument", error.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_kind_of_server_is_not_started_where_it_listens()
    {
        var server = await servers.TalkerAsync();
        var options = new OllamaServerOptions { Endpoint = server.Root, Program = LiveEnvironment.LlamaServer };

        var error = await Assert.ThrowsAsync<LlmLaunchException>(() => OllamaServer.EnsureRunningAsync(options, Live.Ct));

        Assert.Equal(LaunchFailure.PortInUse, error.Reason);
        Assert.Contains("llama.cpp answers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_killed_breaks_its_stream_and_another_one_answers()
    {
        var talker = await servers.TalkerAsync();
        await using var endless = await servers.StartEndlessAsync();
        await using var client = new LlmClient(new LlmTarget(endless.Provider, endless.Model, endless.Root), new LlmTarget(talker.Provider, talker.Model, talker.Root));
        var text = "";

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var update in client.ChatStreamAsync("hi", cancellationToken: Live.Ct))
            {
                var isFirst = text.Length == 0;
                text += update.ContentDelta;
                if (isFirst && text.Length > 0)
                {
                    using var process = Process.GetProcessById(endless.Process.ProcessId!.Value);
                    process.Kill();
                }
            }
        });
        await Live.WaitAsync(() => endless.Process.HasExited, () => endless.Log);
        var answer = await client.ChatAsync("hi", cancellationToken: Live.Ct);

        Assert.Equal(StreamFailure.Interrupted, error.Reason);
        Assert.StartsWith(text[..1], error.Partial?.Content, StringComparison.Ordinal);
        Assert.Equal((Said.Talker, true), (answer.Content, answer.UsedFallback));
    }
}
