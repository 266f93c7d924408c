namespace OllamaSdk.OpenAI;

/// <summary>Requests as the pickiest server takes them: no empty lists (vLLM refuses an empty <c>tools</c>), nothing null (mlx_lm closes the connection).</summary>
internal static class RequestShape
{
    public static ChatCompletionRequest Sendable(ChatCompletionRequest request)
    {
        if (request.TopLogprobs is < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(request), request.TopLogprobs, "TopLogprobs must not be negative.");
        }

        RequestChecks.Finite(request.Temperature, nameof(request.Temperature));
        RequestChecks.Finite(request.TopP, nameof(request.TopP));
        var hasTools = request.Tools is { Count: > 0 };
        return request with
        {
            Messages = request.Messages is { Count: > 0 } messages ? [.. messages.Select(Sendable)] : null,
            Tools = NullIfEmpty(request.Tools),
            // Servers refuse both without tools.
            ToolChoice = hasTools ? request.ToolChoice : null,
            ParallelToolCalls = hasTools ? request.ParallelToolCalls : null,
            Stop = request.Stop is { Texts.Count: > 0 } ? request.Stop : null,
            LogitBias = request.LogitBias is { Count: > 0 } ? request.LogitBias : null,
        };
    }

    public static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T>? list) => list is { Count: > 0 } ? list : null;

    private static ChatCompletionMessage Sendable(ChatCompletionMessage? message, int index)
    {
        if (string.IsNullOrEmpty(message?.Role?.Value))
        {
            throw new ArgumentException(message is null ? $"Message {index} is null." : $"Message {index} has no role.", nameof(message));
        }

        return message.ToolCalls is { Count: 0 } ? message with { ToolCalls = null } : message;
    }
}
