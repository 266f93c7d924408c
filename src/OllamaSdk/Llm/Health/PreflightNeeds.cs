using OllamaSdk.Models;

namespace OllamaSdk.Llm;

/// <summary>What a server and a model must be able to do for a request.</summary>
/// <param name="Format">Whether the form of the answer is asked for.</param>
/// <param name="Images">Whether there are pictures.</param>
/// <param name="Capabilities">What the model needs, by Ollama's names.</param>
internal sealed record PreflightNeeds(bool Format, bool Images, IReadOnlyList<ModelCapability> Capabilities)
{
    // Models that embed or decide cannot chat.
    public static PreflightNeeds Of(LlmRequest request) => new(request.Format is not null, request.Conversation.Any(m => m.Images.Count > 0), [ModelCapability.Completion, .. CapabilityCheck.Needs(new OllamaChatRequest
    {
        Messages = [.. request.Conversation.Select(m => new OllamaChatMessage { Images = m.Images })],
        Tools = request.Tools?.ToDefinitions(),
        Think = request.Think,
    })]);

    public static PreflightNeeds Of(SystemOneRequest request) => new(false, request.Images is { Count: > 0 }, [.. CapabilityCheck.Needs(request)]);

    /// <summary>What this server's lists can tell of it: that a model chats or decides is said by Ollama only.</summary>
    public IReadOnlyList<ModelCapability> CapabilitiesAt(LlmProvider provider) =>
        provider.IsNative ? Capabilities : [.. Capabilities.Where(capability => capability != ModelCapability.Completion && capability != ModelCapability.Decision)];
}
