using OllamaSdk;
using OllamaSdk.Testing;
using Xunit;

namespace Tested;

public sealed class SummariesTests : IDisposable
{
    private readonly OllamaEmulator _emulator = new();
    private readonly OllamaClient _ollama;

    public SummariesTests() => _ollama = new OllamaClient(new OllamaClientOptions { Handler = _emulator, DefaultModel = "demo" });

    public void Dispose()
    {
        _ollama.Dispose();
        _emulator.Dispose();
    }

    [Fact]
    public async Task The_model_s_answer_is_the_summary()
    {
        _emulator.When("Moby Dick").Answer("A man hunts a whale.");

        var summary = await new Summaries(_ollama).OfAsync("Moby Dick", TestContext.Current.CancellationToken);

        Assert.Equal("A man hunts a whale.", summary);
        Assert.Equal("demo", _emulator.Requests[0].Json.GetProperty("model").GetString());
    }

    [Fact]
    public async Task A_server_without_memory_is_told_of()
    {
        _emulator.When("Moby Dick").Fail(Fault.OutOfMemory);

        var summary = await new Summaries(_ollama).OfAsync("Moby Dick", TestContext.Current.CancellationToken);

        Assert.StartsWith("No summary today.", summary);
    }
}
