using OllamaSdk.Testing;

namespace OllamaSdk.Tests.Transport;

/// <summary>What the log says of each call, at levels that a quiet program does not see.</summary>
public sealed class CallLogTests
{
    private static CancellationToken Ct => TestClient.Ct;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_begins_and_ends(bool streamed)
    {
        var logs = new CapturingLogs();
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, LoggerFactory = logs });

        var answer = streamed
            ? await client.ChatStreamAsync("hi", "demo", cancellationToken: Ct).ToResponseAsync(Ct)
            : await client.ChatAsync("hi", "demo", cancellationToken: Ct);

        var lines = logs.Lines.ToArray();
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Debug chat of demo begins at http://", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Debug chat of demo at http://", lines[1], StringComparison.Ordinal);
        Assert.Contains($"{answer.PromptEvalCount} tokens in, {answer.EvalCount} out", lines[1], StringComparison.Ordinal);
        Assert.Contains("FinishReason=stop", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_says_of_what_kind()
    {
        var logs = new CapturingLogs();
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, LoggerFactory = logs });

        await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", "absent", cancellationToken: Ct));

        Assert.StartsWith("Information chat of absent at http://", logs.Lines.Last(), StringComparison.Ordinal);
        Assert.Contains("ErrorType=model_not_found", logs.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_costs_no_tokens_is_not_told()
    {
        var logs = new CapturingLogs();
        using var emulator = new OllamaEmulator();
        await using var client = new OllamaClient(new OllamaClientOptions { Handler = emulator, LoggerFactory = logs });

        await client.ListModelsAsync(cancellationToken: Ct);

        Assert.Empty(logs.Lines);
    }
}
