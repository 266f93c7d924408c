using System.Diagnostics;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Bench;

/// <summary>Measures a model's answers, one after the other.</summary>
/// <param name="clients">The server.</param>
/// <param name="model">The model.</param>
/// <param name="maxTokens">The longest answer.</param>
internal sealed class BenchRun(Clients clients, string model, int maxTokens)
{
    private const string Text = "A river begins as a spring in the hills, gathers brooks on its way through woods and meadows, passes mills and towns, and comes to the sea at last. ";

    private static readonly string s_prompt = string.Concat(Enumerable.Repeat(Text, 10)) + "Tell a long story about a journey along this river.";

    /// <summary>Has the model answer in a word, so that it is in memory.</summary>
    /// <returns>How long the server says that it loaded; <see langword="null"/> where it does not say.</returns>
    public async Task<double?> WarmUpAsync(CancellationToken cancellationToken)
    {
        if (!clients.Provider.IsNative)
        {
            await MeasureAsync("Say hello.", 1, cancellationToken);
            return null;
        }

        var answer = await clients.Native.ChatAsync(Request("Say hello.", 1), cancellationToken: cancellationToken);
        return answer.LoadDuration?.TotalSeconds;
    }

    /// <summary>Measures an answer.</summary>
    /// <param name="prompt">The question; a usual one where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<BenchRound> MeasureAsync(string? prompt, CancellationToken cancellationToken)
    {
        // Each begins otherwise: what a server has kept of an earlier prompt would not be read again.
        var text = $"{string.Join(' ', Enumerable.Range(0, 4).Select(_ => Random.Shared.Next(100, 1000)))}. {prompt ?? s_prompt}";
        return clients.Provider.IsNative ? MeasureNativeAsync(text, cancellationToken) : MeasureAsync(text, maxTokens, cancellationToken);
    }

    private async Task<BenchRound> MeasureNativeAsync(string prompt, CancellationToken cancellationToken)
    {
        var (started, first) = (Stopwatch.GetTimestamp(), (double?)null);
        OllamaChatResponse? last = null;
        await foreach (var part in clients.Native.ChatStreamAsync(Request(prompt, maxTokens), cancellationToken: cancellationToken))
        {
            first ??= part.Message is { } message && (!string.IsNullOrEmpty(message.Content) || !string.IsNullOrEmpty(message.Thinking)) ? Since(started) : null;
            last = part;
        }

        return new(
            first, last?.PromptEvalCount, last?.PromptEvalDuration is { TotalSeconds: > 0 } read ? last.PromptEvalCount / read.TotalSeconds : null,
            last?.EvalCount, last?.TokensPerSecond, Since(started));
    }

    // What a server does not tell of the prompt is what lies before the first token.
    private async Task<BenchRound> MeasureAsync(string prompt, int length, CancellationToken cancellationToken)
    {
        var (started, first) = (Stopwatch.GetTimestamp(), (double?)null);
        LlmResponse? answer = null;
        await foreach (var update in clients.Any.ChatStreamAsync(new LlmRequest(prompt) { Model = model, MaxTokens = length }, cancellationToken))
        {
            first ??= update.ContentDelta.Length + update.ThinkingDelta.Length > 0 ? Since(started) : null;
            answer = update.Response ?? answer;
        }

        return new(first, answer?.Usage.PromptTokens, answer?.Usage.PromptTokens / first, answer?.Usage.CompletionTokens, answer?.TokensPerSecond, Since(started));
    }

    private OllamaChatRequest Request(string prompt, int length) =>
        new() { Model = model, Messages = [OllamaChatMessage.User(prompt)], Options = new ModelOptions { NumPredict = length } };

    private static double Since(long started) => Stopwatch.GetElapsedTime(started).TotalSeconds;
}
