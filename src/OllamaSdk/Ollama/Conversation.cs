using System.Runtime.CompilerServices;

namespace OllamaSdk;

/// <summary>A conversation that keeps its own history. One turn at a time; for parallel conversations make several.</summary>
/// <remarks>A turn enters the history when its answer is complete. One that failed or was left leaves the history as it was.</remarks>
public sealed class Conversation
{
    private readonly OllamaClient _client;
    private readonly List<OllamaChatMessage> _messages;

    internal Conversation(OllamaClient client, string model, List<OllamaChatMessage> messages) =>
        (_client, Request, _messages) = (client, new OllamaChatRequest { Model = model }, messages);

    /// <summary>What every turn is sent with: model, options, tools, format. Its messages are ignored in favour of <see cref="Messages"/>.</summary>
    public OllamaChatRequest Request { get; set; }

    /// <summary>The history, oldest first; yours to change between turns.</summary>
    public IList<OllamaChatMessage> Messages => _messages;

    /// <summary>Says something and waits for the whole answer.</summary>
    /// <inheritdoc cref="OllamaClient.ChatAsync(OllamaChatRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public async Task<OllamaChatResponse> SendAsync(OllamaChatMessage message, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _client.ChatAsync(With(message), options, cancellationToken).ConfigureAwait(false);
        Keep(message, answer);
        return answer;
    }

    /// <inheritdoc cref="SendAsync(OllamaChatMessage, CallOptions?, CancellationToken)"/>
    public Task<OllamaChatResponse> SendAsync(string text, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(OllamaChatMessage.User(text), options, cancellationToken);

    /// <summary>Says something and delivers the answer in chunks, as the server makes them.</summary>
    /// <inheritdoc cref="OllamaClient.ChatStreamAsync(OllamaChatRequest, CallOptions?, CancellationToken)" path="/returns|/exception"/>
    public async IAsyncEnumerable<OllamaChatResponse> SendStreamAsync(
        OllamaChatMessage message, CallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var answer = new ChatAggregator();
        await foreach (var chunk in _client.ChatStreamAsync(With(message), options, cancellationToken).ConfigureAwait(false))
        {
            answer.Add(chunk);
            if (chunk.Done == true)
            {
                Keep(message, answer.ToResponse());
            }

            yield return chunk;
        }
    }

    /// <inheritdoc cref="SendStreamAsync(OllamaChatMessage, CallOptions?, CancellationToken)"/>
    public IAsyncEnumerable<OllamaChatResponse> SendStreamAsync(string text, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        SendStreamAsync(OllamaChatMessage.User(text), options, cancellationToken);

    private OllamaChatRequest With(OllamaChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Request with { Messages = [.. _messages, message] };
    }

    private void Keep(OllamaChatMessage message, OllamaChatResponse answer)
    {
        _messages.Add(message);
        // Servers refuse a message without a role.
        var said = answer.MessageOnWire ?? new();
        _messages.Add(said.Role is { Value.Length: > 0 } ? said : said with { Role = OllamaChatRole.Assistant });
    }
}
