using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Who speaks.</summary>
internal static class Roles
{
    // OpenAI's newer word for it, which templates of open models do not know.
    private const string Developer = "developer";

    public static LlmRole To(ChatRole role) =>
        role == ChatRole.User ? LlmRole.User
        : role == ChatRole.Assistant ? LlmRole.Assistant
        : role == ChatRole.Tool ? LlmRole.Tool
        : role == ChatRole.System || role.Value == Developer ? LlmRole.System
        : new LlmRole(role.Value);

    /// <summary>Who answered: the model, where the server does not say otherwise.</summary>
    public static ChatRole From(LlmRole? role) => role is not { Value: { Length: > 0 } value } || value == "assistant" ? ChatRole.Assistant : new ChatRole(value);
}
