using OllamaSdk.Testing;

namespace OllamaSdk.AotApp;

/// <summary>Many texts over a pool whose memory is full at first.</summary>
internal static class FleetScenarios
{
    private const int Texts = 100;

    public static async Task BulkAsync()
    {
        using var emulator = new OllamaEmulator();
        emulator.On("/api/embed").Fail(Fault.OutOfMemory).AsUsual();
        await using var first = await emulator.ListenAsync();
        await using var second = await emulator.ListenAsync();
        var pool = new LlmTarget(LlmProviders.Ollama, "demo-embed") { Endpoints = { first.Endpoint, second.Endpoint } };
        await using var client = new LlmClient(new LlmClientOptions { Targets = { pool }, OutOfMemoryRecovery = true });

        var seen = 0;
        await foreach (var result in client.EmbedManyAsync(NumbersAsync(), bulk: new BulkOptions { MaxBatchCount = 7 }))
        {
            Checks.Same(seen++, result.Index, "the place of the text");
            Checks.Same(true, result.Succeeded, $"whether text {result.Index} was embedded");
        }

        Checks.Same(Texts, seen, "how many texts came back");
    }

    private static async IAsyncEnumerable<string> NumbersAsync()
    {
        for (var i = 0; i < Texts; i++)
        {
            await Task.Yield();
            yield return $"number {i}";
        }
    }
}
