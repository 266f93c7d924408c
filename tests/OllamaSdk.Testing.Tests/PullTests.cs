namespace OllamaSdk.Testing.Tests;

public sealed class PullTests : EmulatorTest
{
    private const string Large = "demo-large:latest";

    [Fact]
    public async Task The_first_lines_have_no_completed_bytes_as_the_server_leaves_out_zeros()
    {
        var lines = await Client.PullModelStreamAsync("demo-large", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal("pulling manifest", lines[0].Status);
        Assert.Null(lines[1].Completed);
        Assert.Equal(lines[1].Digest, lines[2].Digest);
        Assert.True(lines[2].Completed > int.MaxValue / 8);
        Assert.Equal(["verifying sha256 digest", "writing manifest", "success"], lines.TakeLast(3).Select(line => line.Status));
        Assert.Equal([ModelCapability.Completion, ModelCapability.Vision], await Client.GetCapabilitiesAsync("demo-large", cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Who_leaves_early_has_no_model_but_need_not_begin_again()
    {
        var seen = 0L;
        await foreach (var line in Client.PullModelStreamAsync("demo-large", cancellationToken: Cancellation))
        {
            seen = line.Completed ?? 0;
            if (seen > 0)
            {
                break;
            }
        }

        Assert.False(await Client.ModelExistsAsync(Large, cancellationToken: Cancellation));
        var lines = await Client.PullModelStreamAsync("demo-large", cancellationToken: Cancellation).ToListAsync(Cancellation);
        Assert.True(lines[1].Completed >= seen);
        Assert.True(await Client.ModelExistsAsync(Large, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task What_is_there_is_not_downloaded_again()
    {
        var lines = await Client.PullModelStreamAsync("demo", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.All(lines.Where(line => line.Digest is not null), line => Assert.Equal(line.Total, line.Completed));
        Assert.Equal(lines.Count, lines.DistinctBy(line => line.Status).Count());
    }

    [Fact]
    public async Task An_unknown_model_is_an_error_line()
    {
        var failure = await Assert.ThrowsAsync<LlmStreamException>(() => Client.PullModelAsync("nope", cancellationToken: Cancellation));

        Assert.Equal(StreamFailure.ServerError, failure.Reason);
        Assert.Contains("pull model manifest: file does not exist", failure.Message);
    }

    [Fact]
    public async Task The_registry_is_what_the_options_say()
    {
        var options = new EmulatorOptions { Registry = { new EmulatedModel("someone/tool:v2") { Size = 10_000 } } };
        using var emulator = new OllamaEmulator(options);
        using var client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = emulator });

        await client.PullModelAsync("someone/tool:v2", cancellationToken: Cancellation);

        Assert.Equal(10_000, (await client.ListModelsAsync(cancellationToken: Cancellation)).Models!.Single(model => model.Name == "someone/tool:v2").Size);
        var twice = new EmulatorOptions { Registry = { new EmulatedModel("DEMO") } };
        Assert.Contains("registry hold 'DEMO:latest' twice", Assert.Throws<ArgumentException>(() => new OllamaEmulator(twice)).Message);
    }
}
