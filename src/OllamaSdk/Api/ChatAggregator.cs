using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>
/// Adds the chunks of a streamed chat up to the answer that an unstreamed call would have given: text, thinking, log probabilities,
/// the tool calls of every chunk, and the metrics of the last.
/// </summary>
public sealed class ChatAggregator
{
    private readonly StringBuilder _content = new();
    private readonly StringBuilder _thinking = new();
    private readonly List<OllamaToolCall> _toolCalls = [];
    private readonly List<TokenLogprob> _logprobs = [];
    private readonly UnknownMembers _unknown = new();
    private OllamaChatResponse? _last;
    private LlmRole? _role;
    private Dictionary<string, JsonElement>? _unknownOfAnswer;

    /// <summary>Adds the next chunk; the chunk itself is not changed.</summary>
    /// <param name="chunk">The next chunk, in the order in which they came.</param>
    public void Add(OllamaChatResponse chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        _last = chunk;
        // Most chunks say nothing but text, and there is one per token: what is absent is not even looked through.
        if (chunk.LogprobsOnWire is { } logprobs)
        {
            _logprobs.AddRange(logprobs);
        }

        UnknownMembers.KeepLast(ref _unknownOfAnswer, chunk.AdditionalProperties);
        if (chunk.MessageOnWire is { } message)
        {
            _role = message.Role is { Value.Length: > 0 } role ? role : _role;
            _content.Append(message.Content);
            _thinking.Append(message.Thinking);
            foreach (var call in message.ToolCallsOnWire ?? [])
            {
                ToolCalls.Add(_toolCalls, call);
            }

            _unknown.Add(message.AdditionalProperties);
        }
    }

    /// <summary>Adds text that was read without its chunk, of which nothing else is new.</summary>
    internal void AddText(string text) => _content.Append(text);

    /// <summary>The answer so far; whole once <see cref="OllamaChatResponse.Done"/> is set.</summary>
    /// <returns>The whole answer, put together.</returns>
    /// <exception cref="InvalidOperationException">No chunk was added.</exception>
    public OllamaChatResponse ToResponse()
    {
        var last = _last ?? throw new InvalidOperationException("No chunk was added.");
        return last with
        {
            Logprobs = _logprobs.Count > 0 ? [.. _logprobs] : null,
            Message = (last.MessageOnWire ?? new OllamaChatMessage()) with
            {
                Role = _role ?? LlmRole.Assistant,
                Content = _content.ToString(),
                Thinking = _thinking.Length > 0 ? _thinking.ToString() : null,
                ToolCalls = _toolCalls.Count > 0 ? [.. _toolCalls] : null,
                AdditionalProperties = _unknown.ToWhole(),
            },
            AdditionalProperties = _unknownOfAnswer is null ? null : new(_unknownOfAnswer),
        };
    }
}
