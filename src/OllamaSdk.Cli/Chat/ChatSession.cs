namespace OllamaSdk.Cli.Chat;

/// <summary>A conversation: what was said, by which model, under which instructions.</summary>
internal sealed class ChatSession
{
    /// <summary>The model; <see langword="null"/> where each server is asked for its own.</summary>
    public string? Model { get; set; }

    public string? System { get; set; }

    public List<LlmMessage> Messages { get; } = [];

    /// <summary>Everything that the model is to see.</summary>
    public IReadOnlyList<LlmMessage> Conversation(LlmMessage question) =>
        [.. string.IsNullOrEmpty(System) ? (LlmMessage[])[] : [LlmMessage.System(System)], .. Messages, question];
}
