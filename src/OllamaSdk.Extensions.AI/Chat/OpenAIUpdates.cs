using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Makes the updates of one streamed answer of the OpenAI-compatible API. Of several choices the first is the answer.</summary>
/// <param name="shape">What the options say of the answer.</param>
/// <param name="noteThinking">Hears the last piece of thinking at the end, under each of the two names that servers have for it.</param>
internal sealed class OpenAIUpdates(AnswerShape shape, Action<string?, string?> noteThinking) : IUpdates<ChatCompletionChunk>
{
    private ChatCompletionChunk? _last;
    private ChatCompletionAggregator? _rest;
    private CompletionUsage? _usage;
    private JsonElement? _timings;
    private string? _finish;
    private string? _id;
    private string? _reasoningContent;
    private string? _reasoning;
    private DateTimeOffset? _created;

    public ChatResponseUpdate? Next(ChatCompletionChunk chunk)
    {
        _last = chunk;
        _id ??= chunk.IdOnWire;
        _created ??= OpenAIAnswers.Time(chunk.Created);
        // Written only where there is something: a reference that is written costs more than one that is read, and there is a chunk per token.
        // One server sends it in every chunk, others once, in a chunk without choices.
        if (chunk.Usage is { } usage)
        {
            _usage = usage;
        }

        if (chunk.Timings is { } timings)
        {
            _timings = timings;
        }

        if (chunk.Choices is not [{ Index: null or 0 } choice, ..])
        {
            return null;
        }

        if (choice.FinishReason is { Value: { Length: > 0 } reason })
        {
            _finish = reason;
        }

        if (choice.DeltaOnWire is not { } delta)
        {
            return null;
        }

        if (delta.ToolCallsOnWire is { Count: > 0 } || delta.RefusalOnWire is not null || delta.AdditionalProperties is not null)
        {
            // All three come in pieces.
            (_rest ??= new ChatCompletionAggregator()).Add(chunk);
        }

        var thinking = delta.ReasoningText;
        if (thinking.Length > 0)
        {
            (_reasoningContent, _reasoning) = (delta.ReasoningContentOnWire, delta.ReasoningOnWire);
        }

        return AnswerContents.Of(delta.Content, thinking, shape) is { } contents ? Update(chunk, contents) : null;
    }

    public IEnumerable<ChatResponseUpdate> Last()
    {
        if (_last is not { } last)
        {
            yield break;
        }

        noteThinking(_reasoningContent, _reasoning);
        var rest = _rest?.ToCompletion().Choices is [{ MessageOnWire: { } message }, ..] ? message : null;
        if (rest is not null)
        {
            var update = Update(last, [.. OpenAIAnswers.Rest(rest, shape)]);
            update.AdditionalProperties = WireMembers.Kept(WireMembers.OpenAI, OpenAIAnswers.Members(rest));
            yield return update;
        }

        var end = Update(last, Usage.Of(_usage, _timings) is { } usage ? [new UsageContent(usage)] : []);
        end.FinishReason = FinishReasons.Of(_finish, rest?.ToolCalls.Count > 0);
        end.AdditionalProperties = AnswerProperties.With(null, null, _usage?.PromptTruncation);
        // Properties of an update with an id are the message's.
        end.MessageId = end.AdditionalProperties is null ? _id : null;
        yield return end;
    }

    private ChatResponseUpdate Update(ChatCompletionChunk chunk, IList<AIContent> contents) => new()
    {
        Role = ChatRole.Assistant,
        Contents = contents,
        ResponseId = _id ??= OllamaAnswers.NewId(),
        MessageId = _id,
        ModelId = chunk.ModelOnWire,
        CreatedAt = _created,
        RawRepresentation = chunk,
    };
}
