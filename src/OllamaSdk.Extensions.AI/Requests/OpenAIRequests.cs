using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;
using ReasoningEffort = OllamaSdk.OpenAI.ReasoningEffort;
using WireFormat = OllamaSdk.OpenAI.ChatResponseFormat;

namespace OllamaSdk.Extensions.AI;

/// <summary>Requests of the OpenAI-compatible API.</summary>
internal static class OpenAIRequests
{
    /// <summary>The additional property that asks OpenAI's servers to keep to schemas to the letter.</summary>
    public const string Strict = "strict";

    private const string SchemaName = "answer";

    /// <summary>Of several that say the same thing, the request's own counts, then the additional properties, then the options.</summary>
    public static ChatCompletionRequest ToChat(IEnumerable<ChatMessage> messages, ChatOptions? options, ChatCompletionRequest? raw, string? model, bool reasoningContent)
    {
        var strict = GivenProperties.Flag(options?.AdditionalProperties, Strict);
        var asked = new ChatCompletionRequest
        {
            Model = options?.ModelId ?? model,
            Temperature = GivenProperties.Number(options?.Temperature),
            TopP = GivenProperties.Number(options?.TopP),
            FrequencyPenalty = GivenProperties.Number(options?.FrequencyPenalty),
            PresencePenalty = GivenProperties.Number(options?.PresencePenalty),
            MaxTokens = options?.MaxOutputTokens,
            Seed = options?.Seed,
            Stop = options?.StopSequences is { Count: > 0 } stop ? new StopSequences(stop) : null,
            ParallelToolCalls = options?.AllowMultipleToolCalls,
            ToolChoice = Choice(options?.ToolMode),
            ResponseFormat = Format(options?.ResponseFormat, strict),
            ReasoningEffort = Effort(options?.Reasoning?.Effort),
        };
        if (options?.TopK is { } topK)
        {
            // OpenAI has no such member; the servers of open models do.
            asked.AdditionalProperties = new() { ["top_k"] = JsonNumber.Of(topK) };
        }

        var request = WireMerge.Over(raw is null ? null : raw with { Messages = null }, WireMerge.Over(GivenProperties.Read<ChatCompletionRequest>(options?.AdditionalProperties), asked));
        var functions = Functions.All(options);
        return request with
        {
            Messages = new OpenAIConversation(reasoningContent).Read(messages, options?.Instructions),
            Tools = functions.Count == 0 ? request.Tools : new ChatTools([.. request.Tools ?? [], .. functions.Select(function => Functions.ToChatTool(function, strict))]),
        };
    }

    private static ToolChoice? Choice(ChatToolMode? mode) => mode switch
    {
        NoneChatToolMode => ToolChoice.None,
        AutoChatToolMode => ToolChoice.Auto,
        RequiredChatToolMode { RequiredFunctionName: { } name } => ToolChoice.Function(AnswerShape.WithoutDots(name)),
        RequiredChatToolMode => ToolChoice.Required,
        _ => null,
    };

    private static WireFormat? Format(ChatResponseFormat? format, bool? strict)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return null;
        }

        if (json.Schema is not { } schema)
        {
            return WireFormat.ForJsonObject();
        }

        var named = WireFormat.ForSchema(json.SchemaName ?? SchemaName, schema, strict);
        return json.SchemaDescription is { } words ? named with { JsonSchema = named.JsonSchema! with { Description = words } } : named;
    }

    private static ReasoningEffort? Effort(Microsoft.Extensions.AI.ReasoningEffort? effort) => effort switch
    {
        Microsoft.Extensions.AI.ReasoningEffort.None => ReasoningEffort.None,
        Microsoft.Extensions.AI.ReasoningEffort.Low => ReasoningEffort.Low,
        Microsoft.Extensions.AI.ReasoningEffort.Medium => ReasoningEffort.Medium,
        Microsoft.Extensions.AI.ReasoningEffort.High => ReasoningEffort.High,
        Microsoft.Extensions.AI.ReasoningEffort.ExtraHigh => ReasoningEffort.ExtraHigh,
        _ => default(ReasoningEffort?),
    };
}
