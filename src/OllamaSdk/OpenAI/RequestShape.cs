using System.Text.Json;

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
            Tools = hasTools ? request.Tools : null,
            // Servers refuse both without tools.
            ToolChoice = hasTools ? request.ToolChoice : null,
            ParallelToolCalls = hasTools ? request.ParallelToolCalls : null,
            Stop = request.Stop is { Texts.Count: > 0 } ? request.Stop : null,
            LogitBias = request.LogitBias is { Count: > 0 } ? request.LogitBias : null,
        };
    }

    /// <summary>Asks for the token counts where nothing is said: <c>mlx_lm.server</c> breaks off at options that do not.</summary>
    public static StreamOptions Explicit(StreamOptions? options) => (options ?? new StreamOptions()) with { IncludeUsage = options?.IncludeUsage ?? true };

    /// <exception cref="ArgumentException">It is there and empty.</exception>
    public static void NotEmpty(int? count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException($"{name} is empty: give at least one text or item.", name);
        }
    }

    public static IReadOnlyList<T>? NullIfEmpty<T>(IReadOnlyList<T>? list) => list is { Count: > 0 } ? list : null;

    private static ChatCompletionMessage Sendable(ChatCompletionMessage? message, int index)
    {
        if (string.IsNullOrEmpty(message?.Role?.Value))
        {
            throw new ArgumentException(message is null ? $"Message {index} is null." : $"Message {index} has no role.", nameof(message));
        }

        if (message is { ToolCallsOnWire: null, Annotations: null } && message.ContentOnWire?.SingleText is not null)
        {
            return message;
        }

        // Answers go back as they came, and vLLM's hold an empty list where nothing was said.
        return message with
        {
            Content = message.ContentOnWire is { Parts.Count: 0 } ? null : message.ContentOnWire,
            ToolCalls = NullIfEmpty(message.ToolCalls.OfType<ChatToolCall>().Select(Sendable).ToArray()),
            Annotations = message.Annotations is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0 ? null : message.Annotations,
        };
    }

    private static ChatToolCall Sendable(ChatToolCall call) => call.FunctionOnWire is { } function
        ? call with { Function = function with { Arguments = CallArguments.ToObjectText(function.Arguments) } }
        : call;
}
