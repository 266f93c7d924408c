using System.Text;
using System.Text.Json;

namespace OllamaSdk.OpenAI;

/// <summary>Adds the chunks of a streamed completion up to the answer that an unstreamed call would have given.</summary>
internal sealed class CompletionAggregator
{
    private readonly SortedDictionary<int, ChoiceParts> _choices = [];
    private CompletionChunk? _first;
    private CompletionChunk? _last;
    private CompletionUsage? _usage;

    public void Add(CompletionChunk chunk)
    {
        _first ??= chunk;
        _last = chunk;
        _usage = chunk.Usage ?? _usage;
        foreach (var choice in chunk.Choices)
        {
            var index = choice.Index ?? 0;
            if (!_choices.TryGetValue(index, out var parts))
            {
                _choices[index] = parts = new ChoiceParts();
            }

            parts.Add(choice);
        }
    }

    /// <exception cref="InvalidOperationException">No chunk was added.</exception>
    public Completion ToCompletion()
    {
        if (_first is null || _last is null)
        {
            throw new InvalidOperationException("No chunk was added.");
        }

        return new Completion
        {
            Id = _first.IdOnWire,
            Object = _first.Object,
            Created = _first.Created,
            Model = _first.ModelOnWire,
            SystemFingerprint = _first.SystemFingerprintOnWire,
            Timings = _last.Timings,
            Usage = _usage,
            Choices = [.. _choices.Select(choice => choice.Value.ToChoice(choice.Key))],
            AdditionalProperties = _last.AdditionalProperties,
        };
    }

    private sealed class ChoiceParts
    {
        private readonly StringBuilder _text = new();
        private readonly List<JsonElement> _logprobs = [];
        private CompletionChoice? _last;
        private FinishReason? _finishReason;

        public void Add(CompletionChoice choice)
        {
            _last = choice;
            _finishReason = FinishReason.Said(choice.FinishReason) ?? _finishReason;
            _text.Append(choice.Text);
            if (choice.Logprobs is { } logprobs)
            {
                _logprobs.Add(logprobs);
            }
        }

        public CompletionChoice ToChoice(int index) => new()
        {
            Index = index,
            Text = _text.ToString(),
            FinishReason = _finishReason,
            StopReason = _last?.StopReason,
            Logprobs = JoinedJson.Of(_logprobs),
            AdditionalProperties = _last?.AdditionalProperties,
        };
    }
}
