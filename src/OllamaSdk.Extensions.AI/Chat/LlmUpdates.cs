using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Makes the updates of one streamed answer of an <see cref="LlmClient"/>.</summary>
internal sealed class LlmUpdates(AnswerShape shape) : IUpdates<LlmUpdate>
{
    private const string Restart = "is_restart";

    private string _id = OllamaAnswers.NewId();
    private LlmUpdate? _whole;

    public ChatResponseUpdate? Next(LlmUpdate part)
    {
        if (part.Response is not null)
        {
            _whole = part;
            return null;
        }

        if (part.IsRestart)
        {
            // Another message: what was said before is no part of it.
            _id = OllamaAnswers.NewId();
            var update = Update(part, AnswerContents.Of(part.ContentDelta, part.ThinkingDelta, shape) ?? []);
            update.AdditionalProperties = new() { [Restart] = true };
            return update;
        }

        return AnswerContents.Of(part.ContentDelta, part.ThinkingDelta, shape) is { } contents ? Update(part, contents) : null;
    }

    public IEnumerable<ChatResponseUpdate> Last()
    {
        if (_whole is not { Response: { } answer } part)
        {
            yield break;
        }

        if (answer.ToolCalls.Count > 0 || answer.AdditionalProperties is { Count: > 0 })
        {
            var update = Update(part, [.. LlmAnswers.Calls(answer, shape)]);
            update.ModelId = answer.Model;
            update.AdditionalProperties = WireMembers.Kept(LlmAnswers.ApiOf(answer), answer.AdditionalProperties);
            yield return update;
        }

        var end = Update(part, [new UsageContent(Usage.Of(answer.Usage))]);
        end.ModelId = answer.Model;
        end.FinishReason = FinishReasons.Of(answer.FinishReason, answer.ToolCalls.Count > 0);
        end.AdditionalProperties = AnswerProperties.Of(answer);
        // Properties of an update with an id are the message's.
        end.MessageId = end.AdditionalProperties is null ? _id : null;
        yield return end;
    }

    private ChatResponseUpdate Update(LlmUpdate part, IList<AIContent> contents) => new()
    {
        Role = ChatRole.Assistant,
        Contents = contents,
        ResponseId = _id,
        MessageId = _id,
        RawRepresentation = part,
    };
}
