namespace OllamaSdk.Llm;

/// <summary>The parts of a stream that both APIs make alike.</summary>
internal static class Updates
{
    /// <summary><see langword="null"/> where there is nothing new: some servers begin and end with such a chunk.</summary>
    public static LlmUpdate? Text(string? content, string? thinking) => string.IsNullOrEmpty(content) && string.IsNullOrEmpty(thinking)
        ? null
        : new LlmUpdate { ContentDelta = content ?? "", ThinkingDelta = thinking ?? "" };

    public static IEnumerable<LlmUpdate> Last(LlmResponse response)
    {
        if (response.ToolCalls.Count > 0)
        {
            yield return new LlmUpdate { ToolCalls = response.ToolCalls };
        }

        yield return new LlmUpdate { Response = response };
    }

    /// <summary>One server says that it stopped, another that it wants tools, and mean the same.</summary>
    public static string? FinishReason(string? reason, bool hasCalls) => reason switch
    {
        null or "" => hasCalls ? "tool_calls" : null,
        "stop" or "function_call" when hasCalls => "tool_calls",
        _ => reason,
    };
}
