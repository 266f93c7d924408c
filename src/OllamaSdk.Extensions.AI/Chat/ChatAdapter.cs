using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>What the adapters of all clients have in common.</summary>
internal abstract class ChatAdapter(object client, string? model, ChatClientMetadata metadata) : IChatClient
{
    // Under it, where no middleware has a source of its own, Microsoft's invocation of functions tells of each function.
    private static readonly ActivitySource Source = new(LlmTelemetry.SourceName, BuildInfo.Version);

    /// <summary>The model of requests that name none; the client's own where <see langword="null"/>.</summary>
    protected string? Model => model;

    public abstract Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? metadata
            : serviceType == typeof(ActivitySource) ? Source
            : serviceType.IsInstanceOfType(client) ? client
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <summary>Nothing: the client belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    /// <summary>The request of a program that writes it itself.</summary>
    protected object? Raw(ChatOptions? options) => options?.RawRepresentationFactory?.Invoke(this);

    /// <exception cref="NotSupportedException">The options ask the server to remember the conversation.</exception>
    protected static void Check(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        if (options?.ConversationId is not null)
        {
            // Only the new messages would come with it, and the model would answer without the others.
            throw new NotSupportedException("The server remembers no conversations: send all messages, and no ConversationId.");
        }
    }
}
