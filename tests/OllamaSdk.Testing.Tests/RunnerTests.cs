namespace OllamaSdk.Testing.Tests;

/// <summary>A model in several forms, each for a runner of its own, as in Ollama 0.40.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly OllamaEmulator _emulator = new(new EmulatorOptions
    {
        Models =
        {
            new EmulatedModel("twin") { Runner = "mlx", Thinking = new() { Values = [Think.Off, "deep"] }, Capabilities = [ModelCapability.Completion, ModelCapability.Thinking] },
            new EmulatedModel("twin") { Runner = "llamacpp", Capabilities = [ModelCapability.Completion, ModelCapability.Vision], Size = 2_000_000 },
        },
    });

    private readonly OllamaClient _client;

    public RunnerTests() => _client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = _emulator, DefaultModel = "twin" });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task The_list_has_a_row_for_each()
    {
        var rows = (await _client.ListModelsAsync(cancellationToken: Cancellation)).Models.Where(row => row.Name == "twin:latest").ToList();

        Assert.Equal([("llamacpp", "gguf"), ("mlx", "safetensors")], rows.Select(row => (row.Details.Runner, row.Details.Format)).Order());
        Assert.Equal(2, rows.Select(row => row.Digest).Distinct().Count());
        Assert.Equal("", (await _client.ListModelsAsync(cancellationToken: Cancellation)).Models.First(row => row.Name == "demo:latest").Details.Runner);
    }

    [Fact]
    public async Task One_is_shown_with_the_others_named()
    {
        var chosen = await _client.ShowModelAsync(cancellationToken: Cancellation);
        var other = await _client.ShowModelAsync(new ShowModelRequest { Runner = "mlx" }, cancellationToken: Cancellation);
        var rows = (await _client.ListModelsAsync(cancellationToken: Cancellation)).Models;

        Assert.Equal(("llamacpp", TemplateSource.GoTemplate, null), (chosen.Details.Runner, chosen.TemplateSource, chosen.Thinking));
        Assert.Equal("mlx", other.Details.Runner);
        Assert.Equal([Think.Off, "deep"], other.Thinking!.Values);
        Assert.Equal([("llamacpp", "gguf", true), ("mlx", "safetensors", false)], Forms(chosen));
        Assert.Equal([("llamacpp", "gguf", false), ("mlx", "safetensors", true)], Forms(other));
        // Here the digest has its prefix, in the list it has not.
        Assert.All(chosen.Manifests, form => Assert.Contains(rows, row => $"sha256:{row.Digest}" == form.Digest && row.Details.Runner == form.Runner));
        Assert.Empty((await _client.ShowModelAsync("demo", cancellationToken: Cancellation)).Manifests);

        static IEnumerable<(string, string, bool)> Forms(ShowModelResponse shown) => shown.Manifests.Select(form => (form.Runner, form.Format, form.Selected == true)).Order();
    }

    [Fact]
    public async Task All_are_shown_at_once()
    {
        var forms = await _client.ShowModelFormsAsync(cancellationToken: Cancellation);
        var only = await _client.ShowModelFormsAsync("demo", cancellationToken: Cancellation);

        Assert.Equal(["llamacpp", "mlx"], forms.Select(form => form.Runner).Order());
        Assert.All(forms, form => Assert.Contains("no weights", form.License, StringComparison.Ordinal));
        Assert.Contains(ModelCapability.Vision, forms.Single(form => form.Runner == "llamacpp").Capabilities!);
        Assert.Equal(["deep"], forms.Single(form => form.Runner == "mlx").Thinking!.Values.Skip(1).Select(level => level.ToString()));
        Assert.Equal("", Assert.Single(only).Runner);
    }

    [Theory]
    [InlineData("twin", "ggml", false, 400, "no compatible manifest found")]
    [InlineData("demo", "mlx", false, 400, "no compatible manifest found")]
    [InlineData("twin", "fast", false, 400, "unknown runner \"fast\"")]
    [InlineData("none", "mlx", false, 404, "model 'none:latest' not found")]
    [InlineData("twin", "mlx", true, 400, "runner cannot be used with all_manifests")]
    public async Task What_is_not_there_is_refused(string model, string runner, bool all, int status, string words)
    {
        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => _client.ShowModelAsync(
            new ShowModelRequest { Model = model, Runner = runner, AllManifests = all }, cancellationToken: Cancellation));

        Assert.Equal((status, words), (error.Status, error.ServerMessage));
    }

    [Fact]
    public async Task Requests_choose_and_what_is_in_memory_says_by_what_it_runs()
    {
        await _client.ChatAsync("hi", cancellationToken: Cancellation);
        var thought = await _client.GenerateAsync(new GenerateRequest { Prompt = "hi", Runner = "mlx", Think = "deep" }, cancellationToken: Cancellation);
        var refused = await Assert.ThrowsAnyAsync<LlmApiException>(() => _client.ChatAsync(
            new OllamaChatRequest { Messages = [OllamaChatMessage.User("hi")], Runner = "ggml" }, cancellationToken: Cancellation));

        var running = (await _client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models;
        Assert.Equal(["llamacpp", "mlx"], running.Select(row => row.Runner).Order());
        Assert.Equal("no compatible manifest found", refused.ServerMessage);
        Assert.NotEmpty(thought.Thinking);
    }

    [Fact]
    public async Task A_name_stands_for_all_of_them()
    {
        await _client.CopyModelAsync("twin", "pair", cancellationToken: Cancellation);
        await _client.DeleteModelAsync("twin", cancellationToken: Cancellation);

        Assert.Equal(["pair:latest", "pair:latest"], (await _client.ListModelsAsync(cancellationToken: Cancellation)).Models.Where(row => row.Details.Runner.Length > 0).Select(row => row.Name));
        Assert.False(await _client.ModelExistsAsync("twin", cancellationToken: Cancellation));
        // It is a model in two forms still.
        Assert.Equal(2, (await _client.ShowModelAsync("pair", cancellationToken: Cancellation)).Manifests.Count);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("mlx", null)]
    [InlineData("mlx", "mlx")]
    public void Without_runners_that_tell_them_apart_a_name_is_there_once(string? first, string? second) => Assert.Throws<ArgumentException>(
        () => new OllamaEmulator(new EmulatorOptions { Models = { new EmulatedModel("x") { Runner = first }, new EmulatedModel("x") { Runner = second } } }));
}
