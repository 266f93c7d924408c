using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Why an answer ended.</summary>
internal static class FinishReasons
{
    /// <summary>One server says that it stopped, another that it wants functions called, and mean the same.</summary>
    public static ChatFinishReason? Of(string? reason, bool hasCalls) => reason switch
    {
        null or "" => hasCalls ? ChatFinishReason.ToolCalls : null,
        "stop" => hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        "content_filter" => ChatFinishReason.ContentFilter,
        _ => new ChatFinishReason(reason),
    };
}
