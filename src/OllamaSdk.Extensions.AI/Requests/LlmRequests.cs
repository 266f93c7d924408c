using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Requests of an <see cref="LlmClient"/>.</summary>
internal static class LlmRequests
{
    /// <summary>Of several that say the same thing, the request's own counts, then the additional properties, then the options.</summary>
    public static LlmRequest ToChat(IEnumerable<ChatMessage> messages, ChatOptions? options, object? raw, string? model)
    {
        var given = raw as LlmRequest ?? new LlmRequest();
        var read = GivenProperties.Read<OllamaChatRequest>(options?.AdditionalProperties);
        var functions = Functions.Chosen(options);
        return given with
        {
            System = null,
            Prompt = null,
            Messages = Conversation.Read(messages, options?.Instructions, null, static message => message),
            Model = given.Model ?? options?.ModelId ?? model,
            Temperature = given.Temperature ?? GivenProperties.Number(options?.Temperature),
            TopP = given.TopP ?? GivenProperties.Number(options?.TopP),
            MaxTokens = given.MaxTokens ?? options?.MaxOutputTokens,
            Seed = given.Seed ?? options?.Seed,
            Stop = given.Stop.Count > 0 ? given.Stop : [.. options?.StopSequences ?? []],
            Tools = functions.Count == 0 ? given.Tools : new ToolSet([.. given.Tools?.AsEnumerable() ?? [], .. functions.Select(Functions.ToTool)]),
            Format = given.Format ?? read?.Format ?? OllamaRequests.Format(options?.ResponseFormat),
            Think = given.Think ?? read?.Think ?? OllamaRequests.Effort(options?.Reasoning?.Effort),
            Call = given.Call ?? raw as CallOptions,
        };
    }
}
