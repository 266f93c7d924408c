namespace OllamaSdk.Testing.Tests;

/// <summary>Everything that can happen to a model, in one server, as a program would do it.</summary>
public sealed class LifeOfAModelTests : EmulatorTest
{
    private const string Mine = "mine:latest";
    private const string Shared = "someone/shared:v1";

    [Fact]
    public async Task From_a_file_to_the_registry_and_back()
    {
        await CreateAsync();
        await ShowAsync();
        await Client.CopyModelAsync("mine", Shared, cancellationToken: Cancellation);
        Assert.Equal([Shared, Mine, "demo:latest", "demo-embed:latest", "demo-decide:latest"], await NamesAsync());
        await RunAndUnloadAsync();
        await PushModelAsync();
        await DeleteAsync();
        await PullModelAsync();

        var answer = await Client.ChatAsync("are you back?", Shared, cancellationToken: Cancellation);
        Assert.Contains("are you back?", answer.Message?.Content);
        Assert.Equal("brief", (await Client.ShowModelAsync(Shared, cancellationToken: Cancellation)).System);
    }

    private async Task CreateAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".gguf");
        await File.WriteAllBytesAsync(file, [.. "GGUF"u8, .. new byte[100_000]], Cancellation);
        var progress = new Reports();
        try
        {
            var request = new CreateModelRequest { Model = "mine", System = "brief", License = "free", Parameters = new() { Temperature = 0.5, Stop = ["<end>"] } };
            await Client.CreateModelFromFilesAsync(file, request, progress, cancellationToken: Cancellation);
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Contains(progress.All, step => step.Status.StartsWith("uploading ", StringComparison.Ordinal) && step.Fraction == 1);
        Assert.Equal(["parsing GGUF", "verifying conversion"], progress.All.Select(step => step.Status).Where(status => status is "parsing GGUF" or "verifying conversion"));
        Assert.Equal("success", progress.All[^1].Status);
        var listed = (await Client.ListModelsAsync(cancellationToken: Cancellation)).Models![0];
        Assert.Equal(Mine, listed.Name);
        Assert.InRange(listed.Size!.Value, 100_004, 101_000);
        Assert.Equal(Clock.GetUtcNow(), listed.ModifiedAt);
    }

    private async Task ShowAsync()
    {
        var shown = await Client.ShowModelAsync("mine", cancellationToken: Cancellation);

        Assert.Equal(("brief", "free"), (shown.System, shown.License));
        Assert.Equal("stop                           \"<end>\"\ntemperature                    0.5", shown.Parameters);
        Assert.Contains("SYSTEM brief\nPARAMETER stop <end>\nPARAMETER temperature 0.5\nLICENSE free\n", shown.Modelfile);
        Assert.Equal([ModelCapability.Completion], shown.Capabilities!);
    }

    private async Task RunAndUnloadAsync()
    {
        await Client.ChatAsync("hello", "mine", cancellationToken: Cancellation);
        Assert.Equal(Mine, Assert.Single(await RunningAsync()).Name);

        await Client.UnloadModelAsync("mine", cancellationToken: Cancellation);

        Assert.Empty(await RunningAsync());
    }

    private async Task PushModelAsync()
    {
        var progress = new Reports();

        await Client.PushModelAsync(Shared, progress, cancellationToken: Cancellation);

        Assert.Equal("retrieving manifest", progress.All[0].Status);
        Assert.Equal(1, progress.All[^1].Fraction);
    }

    private async Task DeleteAsync()
    {
        await Client.ChatAsync("hello", "mine", cancellationToken: Cancellation);
        await Client.DeleteModelAsync("mine", cancellationToken: Cancellation);
        await Client.DeleteModelAsync(Shared, cancellationToken: Cancellation);

        Assert.Empty(await RunningAsync());
        Assert.Equal(["demo:latest", "demo-embed:latest", "demo-decide:latest"], await NamesAsync());
        Assert.False(await Client.ModelExistsAsync(Shared, cancellationToken: Cancellation));
        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => Client.ChatAsync("hello", Shared, cancellationToken: Cancellation));
    }

    private async Task PullModelAsync()
    {
        var progress = new Reports();

        await Client.PullModelAsync(Shared, progress, cancellationToken: Cancellation);

        var fractions = progress.All.Select(step => step.Layers.Count > 0 ? step.Layers[0].Fraction : null).OfType<double>().Distinct().ToList();
        Assert.True(fractions.Count > 5, "The download of the weights is seen to grow.");
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, progress.All[^1].Fraction);
        Assert.Equal([Shared, "demo:latest", "demo-embed:latest", "demo-decide:latest"], await NamesAsync());
    }

    private async Task<IEnumerable<string?>> NamesAsync() =>
        (await Client.ListModelsAsync(cancellationToken: Cancellation)).Models!.Select(model => model.Name);

    private async Task<IReadOnlyList<RunningModel>> RunningAsync() =>
        (await Client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models!;

    // Progress<T> would report on other threads, in any order.
    private sealed class Reports : IProgress<TransferProgress>
    {
        public List<TransferProgress> All { get; } = [];

        public void Report(TransferProgress value) => All.Add(value);
    }
}
