using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Whole answers of an <see cref="LlmClient"/>.</summary>
internal static class LlmAnswers
{
    public static ChatResponse ToResponse(LlmResponse answer, AnswerShape shape)
    {
        var contents = AnswerContents.Whole(answer.Content, answer.Thinking ?? "", shape, Calls(answer, shape));
        var id = answer.ResponseId ?? OllamaAnswers.NewId();
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)
        {
            MessageId = id,
            RawRepresentation = answer,
            AdditionalProperties = WireMembers.Kept(ApiOf(answer), answer.AdditionalProperties),
        })
        {
            ResponseId = id,
            ModelId = answer.Model,
            FinishReason = FinishReasons.Of(answer.FinishReason, answer.ToolCalls.Count > 0),
            Usage = Usage.Of(answer.Usage),
            RawRepresentation = answer,
            AdditionalProperties = AnswerProperties.Of(answer),
        };
    }

    public static IEnumerable<FunctionCallContent> Calls(LlmResponse answer, AnswerShape shape) =>
        answer.ToolCalls.Select(call => CallContents.From(call, ApiOf(answer), shape, call));

    /// <summary>The API of the server that answered, to whose like unknown members may go back.</summary>
    public static string ApiOf(LlmResponse answer) =>
        LlmProviders.All.FirstOrDefault(provider => provider.Name == answer.Provider)?.IsNative == true ? WireMembers.Ollama : WireMembers.OpenAI;
}
