using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Whole answers of the OpenAI-compatible API. Of several choices the first is the answer.</summary>
internal static class OpenAIAnswers
{
    public static ChatResponse ToResponse(ChatCompletion answer, Uri address, AnswerShape shape)
    {
        var choice = ChoiceOf(answer, address);
        var message = choice.MessageOnWire ?? new ChatCompletionMessage();
        var contents = AnswerContents.Whole(message.Content.Text, message.ReasoningText, shape, [.. ContentParts.Others(message.Content), .. Rest(message, shape)]);
        var id = answer.IdOnWire ?? OllamaAnswers.NewId();
        return new ChatResponse(new ChatMessage(Roles.From(message.Role), contents)
        {
            MessageId = id,
            CreatedAt = Time(answer.Created),
            RawRepresentation = answer,
            AdditionalProperties = WireMembers.Kept(WireMembers.OpenAI, Members(message)),
        })
        {
            ResponseId = id,
            ModelId = answer.ModelOnWire,
            CreatedAt = Time(answer.Created),
            FinishReason = FinishReasons.Of(choice.FinishReason?.Value, message.ToolCalls.Count > 0),
            Usage = Usage.Of(answer.Usage, answer.Timings),
            RawRepresentation = answer,
            AdditionalProperties = AnswerProperties.With(null, null, answer.PromptTruncation),
        };
    }

    /// <exception cref="LlmProtocolException">There is no answer in it.</exception>
    public static ChatCompletionChoice ChoiceOf(ChatCompletion answer, Uri address) => answer.Choices.FirstOrDefault(choice => choice is { Index: null or 0 })
        ?? throw new LlmProtocolException("The server's answer holds no choice, so no text and no reason for its end.") { Endpoint = address };

    /// <summary>What is asked for, and what was refused.</summary>
    public static IEnumerable<AIContent> Rest(ChatCompletionMessage message, AnswerShape shape)
    {
        foreach (var call in message.ToolCalls)
        {
            yield return CallContents.From(
                new LlmToolCall(string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id, call.FunctionOnWire?.Name ?? "", call.FunctionOnWire?.Arguments ?? "")
                {
                    AdditionalProperties = WireMembers.Join(call.AdditionalProperties, call.FunctionOnWire?.AdditionalProperties),
                },
                WireMembers.OpenAI, shape, call);
        }

        if (message.Refusal.Length > 0)
        {
            yield return new ErrorContent(message.Refusal) { ErrorCode = OpenAIConversation.Refusal };
        }
    }

    /// <summary>What the API knows and Microsoft.Extensions.AI does not goes back like the unknown. An empty list of citations says nothing.</summary>
    public static Dictionary<string, JsonElement>? Members(ChatCompletionMessage message)
    {
        var members = message.AdditionalProperties is { } unknown ? new Dictionary<string, JsonElement>(unknown, StringComparer.Ordinal) : [];
        Add("annotations", message.Annotations is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0 ? null : message.Annotations);
        Add("audio", message.Audio);
        Add("function_call", message.FunctionCall);
        return members;

        void Add(string name, JsonElement? value)
        {
            if (value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            {
                members[name] = given;
            }
        }
    }

    /// <summary>A time in seconds since 1970, where it is one.</summary>
    public static DateTimeOffset? Time(long? seconds) =>
        seconds is > 0 and { } time && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(time) : null;
}
