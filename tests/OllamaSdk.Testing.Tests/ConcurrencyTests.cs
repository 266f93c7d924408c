namespace OllamaSdk.Testing.Tests;

public sealed class ConcurrencyTests : EmulatorTest
{
    [Fact]
    public async Task Many_at_once_lose_nothing()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), Cancellation, async (i, cancellation) =>
        {
            var name = $"model-{i}";
            await Client.CreateModelAsync(new CreateModelRequest { Model = name, From = "demo", System = name }, cancellationToken: cancellation);
            await Client.ChatAsync("hello", name, cancellationToken: cancellation);
            await Client.CopyModelAsync(name, name + ":copy", cancellationToken: cancellation);
            await Client.PushModelAsync(name + ":copy", cancellationToken: cancellation);
            await Client.DeleteModelAsync(name + ":copy", cancellationToken: cancellation);
            await Client.PullModelAsync(i % 2 == 0 ? name + ":copy" : "demo-large", cancellationToken: cancellation);
            await Client.ListModelsAsync(cancellationToken: cancellation);
        });

        var models = (await Client.ListModelsAsync(cancellationToken: Cancellation)).Models!;
        var running = (await Client.ListRunningModelsAsync(cancellationToken: Cancellation)).Models!;
        Assert.Equal(3 + 64 + 32 + 1, models.DistinctBy(model => model.Name).Count());
        Assert.Equal(64, running.Count);
    }

    [Fact]
    public async Task Of_many_who_delete_one_model_one_does()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            async () =>
            {
                try
                {
                    await Client.DeleteModelAsync("demo", cancellationToken: Cancellation);
                    return 1;
                }
                catch (LlmModelNotFoundException)
                {
                    return 0;
                }
            },
            Cancellation)));

        Assert.Equal(1, outcomes.Sum());
    }
}
