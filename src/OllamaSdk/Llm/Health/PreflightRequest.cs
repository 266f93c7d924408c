using OllamaSdk.Models;

namespace OllamaSdk.Llm;

/// <summary>What a request would need of a server and a model, whatever kind of request it is.</summary>
internal sealed class PreflightRequest
{
    private readonly ModelCapability[] _needs;

    public PreflightRequest(LlmRequest request)
    {
        (Format, Think, HasImages) = (request.Format, request.Think, request.Conversation.Any(m => m.Images.Count > 0));
        // Models that embed or decide cannot chat.
        _needs = [ModelCapability.Completion, .. CapabilityCheck.Needs(new OllamaChatRequest
        {
            Messages = [.. request.Conversation.Select(m => new OllamaChatMessage { Images = m.Images })],
            Tools = request.Tools?.ToDefinitions(),
            Think = request.Think,
        })];
    }

    public PreflightRequest(SystemOneRequest request)
    {
        HasImages = request.Images is { Count: > 0 };
        _needs = [.. CapabilityCheck.Needs(request)];
    }

    public ResponseFormat? Format { get; }

    public Think? Think { get; }

    public bool HasImages { get; }

    /// <summary>What the model needs, as far as the provider's lists have a word for it: that one chats or decides is said by Ollama only.</summary>
    public IEnumerable<ModelCapability> NeedsOf(LlmProvider provider) =>
        provider.IsNative ? _needs : _needs.Where(capability => capability != ModelCapability.Completion && capability != ModelCapability.Decision);
}
