using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Whole answers of Ollama's native API.</summary>
internal static class OllamaAnswers
{
    public static ChatResponse ToResponse(OllamaChatResponse answer, AnswerShape shape)
    {
        // Gives calls an id where the server gave none.
        var whole = new ChatAggregator();
        whole.Add(answer);
        var message = whole.ToResponse().Message;
        var id = NewId();
        var contents = AnswerContents.Whole(message.Content, message.Thinking, shape, Calls(message, shape));
        return new ChatResponse(new ChatMessage(Roles.From(message.Role), contents)
        {
            MessageId = id,
            CreatedAt = answer.CreatedAt,
            RawRepresentation = answer,
            AdditionalProperties = WireMembers.Kept(WireMembers.Ollama, message.AdditionalProperties),
        })
        {
            ResponseId = id,
            ModelId = answer.ModelOnWire,
            CreatedAt = answer.CreatedAt,
            FinishReason = FinishReasons.Of(answer.DoneReason?.Value, message.ToolCalls.Count > 0),
            Usage = Usage.Of(answer),
            RawRepresentation = answer,
            AdditionalProperties = AnswerProperties.Of(answer),
        };
    }

    /// <summary>An id for an answer: this API gives none, and what tells one answer from the next needs it.</summary>
    public static string NewId() => $"chat_{Guid.NewGuid():N}";

    public static IEnumerable<FunctionCallContent> Calls(OllamaChatMessage message, AnswerShape shape) => message.ToolCalls.Select(call => CallContents.From(
        new LlmToolCall(call.Id, call.FunctionOnWire?.Name ?? "", call.FunctionOnWire?.Arguments?.GetRawText() ?? "{}")
        {
            AdditionalProperties = WireMembers.Join(call.AdditionalProperties, call.FunctionOnWire?.AdditionalProperties),
        },
        WireMembers.Ollama, shape, call));
}
