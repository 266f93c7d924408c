namespace OllamaSdk.Testing.Tests;

public sealed class ModelTests : EmulatorTest
{
    [Fact]
    public async Task Lists_its_models_with_what_they_can()
    {
        var models = (await Client.ListModelsAsync(cancellationToken: Cancellation)).Models!;

        Assert.Equal(["demo:latest", "demo-embed:latest", "demo-decide:latest"], models.Select(model => model.Name));
        Assert.Equal([ModelCapability.Completion, ModelCapability.Tools, ModelCapability.Thinking], models[0].Capabilities!);
        Assert.Matches("^[0-9a-f]{64}$", models[0].Digest);
        Assert.NotEqual(models[0].Digest, models[1].Digest);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("DEMO:latest")]
    [InlineData("registry.ollama.ai/library/demo")]
    public async Task Shows_a_model_by_any_of_its_names(string name)
    {
        var model = await Client.ShowModelAsync(name, cancellationToken: Cancellation);

        Assert.Contains(ModelCapability.Thinking, model.Capabilities!);
        Assert.Equal("emulator", model.ModelInfo!["general.architecture"].GetString());
        Assert.Equal(131_072, model.ModelInfo["emulator.context_length"].GetInt32());
    }

    [Fact]
    public async Task Tells_its_version() =>
        Assert.Equal(Emulator.Version, await Client.GetVersionAsync(cancellationToken: Cancellation));

    [Fact]
    public async Task A_model_that_was_used_stays_in_memory_for_five_minutes()
    {
        await Client.ChatAsync("hello", cancellationToken: Cancellation);
        var running = Assert.Single(await RunningAsync());
        Assert.Equal("demo:latest", running.Name);
        Assert.Equal(Clock.GetUtcNow().AddMinutes(5), running.ExpiresAt);

        Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public async Task Keep_alive_is_honoured_and_zero_unloads()
    {
        await Client.ChatAsync(new OllamaChatRequest { Messages = [], KeepAlive = KeepAlive.Forever }, cancellationToken: Cancellation);
        Clock.Advance(TimeSpan.FromDays(1000));
        Assert.Single(await RunningAsync());

        var unload = await Client.GenerateAsync(new GenerateRequest { KeepAlive = KeepAlive.Unload }, cancellationToken: Cancellation);

        Assert.Equal(DoneReason.Unload, unload.DoneReason);
        Assert.Empty(await RunningAsync());
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var twice = new EmulatorOptions { Models = { new EmulatedModel("Demo:latest") } };
        Assert.Contains("Demo:latest", Assert.Throws<ArgumentException>(() => new OllamaEmulator(twice)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OllamaEmulator(new EmulatorOptions { TokenDelay = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentException>(() => new EmulatedModel("no spaces"));
        Assert.Throws<ArgumentException>(() => new EmulatedModel(""));
    }

    private async Task<IReadOnlyList<RunningModel>> RunningAsync() =>
        (await Client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models!;
}
