using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk.OpenAI;

/// <summary>
/// Adds the chunks of a streamed chat up to the answer that an unstreamed call would have given: text, reasoning, log probabilities, finish
/// reasons, usage, and tool calls, whether they come whole or in fragments.
/// </summary>
public sealed class ChatCompletionAggregator
{
    private readonly SortedDictionary<int, ChoiceParts> _choices = [];
    private (int Index, ChoiceParts Parts)? _latest;
    private ChatCompletionChunk? _first;
    private ChatCompletionChunk? _last;
    private CompletionUsage? _usage;
    private Dictionary<string, JsonElement>? _unknown;

    /// <summary>Adds the next chunk; the chunk itself is not changed.</summary>
    /// <param name="chunk">The next chunk, in the order in which they came.</param>
    public void Add(ChatCompletionChunk chunk)
    {
        ArgumentNullException.ThrowIfNull(chunk);
        _first ??= chunk;
        _last = chunk;
        // One server sends it in every chunk, others once, in a chunk without choices.
        _usage = chunk.Usage ?? _usage;
        UnknownMembers.KeepLast(ref _unknown, chunk.AdditionalProperties);
        var choices = chunk.Choices;
        for (var i = 0; i < choices.Count; i++)
        {
            // Nulls break the API's rules, but have nothing to add either.
            if (choices[i] is { } choice)
            {
                PartsOf(choice.Index ?? 0).Add(choice);
            }
        }
    }

    /// <summary>Adds text of the first choice that was read without its chunk, of which nothing else is new.</summary>
    internal void AddText(string text) => PartsOf(0).AddText(text);

    /// <summary>The answer so far; whole once the stream has ended.</summary>
    /// <returns>The whole answer, put together.</returns>
    /// <exception cref="InvalidOperationException">No chunk was added.</exception>
    public ChatCompletion ToCompletion()
    {
        if (_first is null || _last is null)
        {
            throw new InvalidOperationException("No chunk was added.");
        }

        return new ChatCompletion
        {
            Id = _first.IdOnWire,
            Object = OpenAIObject.ChatCompletion,
            Created = _first.Created,
            Model = _first.ModelOnWire,
            SystemFingerprint = _first.SystemFingerprintOnWire,
            ServiceTier = _last.ServiceTierOnWire ?? _first.ServiceTierOnWire,
            Timings = _last.Timings,
            Usage = _usage,
            Choices = [.. _choices.Select(c => c.Value.ToChoice(c.Key))],
            AdditionalProperties = _unknown is null ? null : new(_unknown),
        };
    }

    private ChoiceParts PartsOf(int index)
    {
        // One choice is the rule, and then no other is looked for.
        if (_latest is { } latest && latest.Index == index)
        {
            return latest.Parts;
        }

        if (!_choices.TryGetValue(index, out var parts))
        {
            _choices[index] = parts = new ChoiceParts();
        }

        _latest = (index, parts);
        return parts;
    }

    private sealed class ChoiceParts
    {
        private readonly ContentParts _content = new();
        private readonly StringBuilder _reasoning = new();
        private readonly StringBuilder _reasoningContent = new();
        private readonly StringBuilder _refusal = new();
        private readonly ToolCallAssembler _calls = new();
        private readonly List<ChatTokenLogprob> _logprobs = [];
        private ChatCompletionChunkChoice? _last;
        private FinishReason? _finishReason;
        private LlmRole? _role;
        private readonly UnknownMembers _unknown = new();
        private Dictionary<string, JsonElement>? _unknownOfChoice;

        public void Add(ChatCompletionChunkChoice choice)
        {
            _last = choice;
            _finishReason = FinishReason.Said(choice.FinishReason) ?? _finishReason;
            if (choice.Logprobs?.Content is { } logprobs)
            {
                _logprobs.AddRange(logprobs);
            }

            UnknownMembers.KeepLast(ref _unknownOfChoice, choice.AdditionalProperties);
            if (choice.DeltaOnWire is { } delta)
            {
                _role = delta.Role is { Value.Length: > 0 } role ? role : _role;
                _content.Add(delta.ContentOnWire ?? default);
                _reasoning.Append(delta.Reasoning);
                _reasoningContent.Append(delta.ReasoningContent);
                _refusal.Append(delta.Refusal);
                if (delta.ToolCallsOnWire is { } calls)
                {
                    foreach (var call in calls.Where(call => call is not null))
                    {
                        _calls.Add(call);
                    }
                }

                _unknown.Add(delta.AdditionalProperties);
            }
        }

        public void AddText(string text) => _content.Add(text);

        public ChatCompletionChoice ToChoice(int index) => new()
        {
            Index = index,
            FinishReason = _finishReason,
            StopReason = _last?.StopReason,
            Logprobs = _logprobs.Count > 0 ? new ChatLogprobs { Content = _logprobs } : null,
            Message = new ChatCompletionMessage
            {
                Role = _role ?? LlmRole.Assistant,
                Content = _content.ToContent(),
                Reasoning = TextOf(_reasoning),
                ReasoningContent = TextOf(_reasoningContent),
                Refusal = TextOf(_refusal),
                ToolCalls = _calls.ToCalls(),
                AdditionalProperties = _unknown.ToWhole(),
            },
            AdditionalProperties = _unknownOfChoice is null ? null : new(_unknownOfChoice),
        };

        private static string? TextOf(StringBuilder text) => text.Length > 0 ? text.ToString() : null;
    }
}
