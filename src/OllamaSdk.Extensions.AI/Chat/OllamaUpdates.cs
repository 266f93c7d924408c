using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Makes the updates of one streamed answer of Ollama's native API.</summary>
internal sealed class OllamaUpdates(AnswerShape shape) : IUpdates<OllamaChatResponse>
{
    private readonly string _id = OllamaAnswers.NewId();
    private OllamaChatResponse? _last;
    private ChatAggregator? _rest;

    public ChatResponseUpdate? Next(OllamaChatResponse chunk)
    {
        _last = chunk;
        if (chunk.MessageOnWire is not { } message)
        {
            return null;
        }

        if (message.AdditionalProperties is not null || message.ToolCallsOnWire is { Count: > 0 })
        {
            // Calls may be told twice, and members in parts.
            (_rest ??= new ChatAggregator()).Add(chunk);
        }

        return AnswerContents.Of(message.Content, message.Thinking, shape) is { } contents ? Update(chunk, contents) : null;
    }

    public IEnumerable<ChatResponseUpdate> Last()
    {
        if (_last is not { } last)
        {
            yield break;
        }

        var rest = _rest?.ToResponse().Message;
        if (rest is not null)
        {
            var update = Update(last, [.. OllamaAnswers.Calls(rest, shape)]);
            update.AdditionalProperties = WireMembers.Kept(WireMembers.Ollama, rest.AdditionalProperties);
            yield return update;
        }

        var end = Update(last, [new UsageContent(Usage.Of(last))]);
        end.FinishReason = FinishReasons.Of(last.DoneReason?.Value, rest?.ToolCalls.Count > 0);
        end.AdditionalProperties = AnswerProperties.Of(last);
        // Properties of an update with an id are the message's.
        end.MessageId = end.AdditionalProperties is null ? _id : null;
        yield return end;
    }

    private ChatResponseUpdate Update(OllamaChatResponse chunk, IList<AIContent> contents) => new()
    {
        Role = ChatRole.Assistant,
        Contents = contents,
        ResponseId = _id,
        MessageId = _id,
        ModelId = chunk.ModelOnWire,
        CreatedAt = chunk.CreatedAt,
        RawRepresentation = chunk,
    };
}
