using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>Requests of Ollama's native API.</summary>
internal static class OllamaRequests
{
    /// <summary>Of several that say the same thing, the request's own counts, then the additional properties, then the options.</summary>
    public static OllamaChatRequest ToChat(IEnumerable<ChatMessage> messages, ChatOptions? options, OllamaChatRequest? raw, string? model)
    {
        var asked = new OllamaChatRequest
        {
            Model = options?.ModelId ?? model,
            Format = Format(options?.ResponseFormat),
            Think = Effort(options?.Reasoning?.Effort),
        };
        var request = WireMerge.Over(raw is null ? null : raw with { Messages = null, Options = null }, WireMerge.Over(GivenProperties.Read<OllamaChatRequest>(options?.AdditionalProperties), asked));
        var functions = Functions.Chosen(options);
        return request with
        {
            Messages = Conversation.Read(messages, options?.Instructions, WireMembers.Ollama, ToMessage),
            Tools = functions.Count == 0 ? request.Tools : new OllamaTools([.. request.Tools ?? [], .. functions.Select(Functions.ToDefinition)]),
            Options = WireMerge.Over(raw?.Options, WireMerge.Over(GivenProperties.Read<ModelOptions>(options?.AdditionalProperties), Options(options))),
        };
    }

    /// <summary>The form of the answer; <see langword="null"/> for free text.</summary>
    public static ResponseFormat? Format(ChatResponseFormat? format) =>
        format is not ChatResponseFormatJson json ? null : json.Schema is { } schema ? ResponseFormat.Schema(schema) : ResponseFormat.Json;

    public static Think? Effort(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.None => Think.Off,
        ReasoningEffort.Low => Think.Low,
        ReasoningEffort.Medium => Think.Medium,
        ReasoningEffort.High => Think.High,
        ReasoningEffort.ExtraHigh => Think.Max,
        _ => null,
    };

    private static ModelOptions Options(ChatOptions? options) => new()
    {
        Temperature = GivenProperties.Number(options?.Temperature),
        TopP = GivenProperties.Number(options?.TopP),
        TopK = options?.TopK,
        FrequencyPenalty = GivenProperties.Number(options?.FrequencyPenalty),
        PresencePenalty = GivenProperties.Number(options?.PresencePenalty),
        NumPredict = options?.MaxOutputTokens,
        Seed = options?.Seed,
        Stop = options?.StopSequences is { Count: > 0 } stop ? [.. stop] : null,
    };

    private static OllamaChatMessage ToMessage(LlmMessage message) => new()
    {
        Role = message.Role,
        Content = message.Content,
        Thinking = message.Thinking,
        Images = message.Images.Count > 0 ? message.Images : null,
        ToolCalls = message.ToolCalls.Count > 0 ? [.. message.ToolCalls.Select(ToCall)] : null,
        ToolName = message.ToolName,
        ToolCallId = message.ToolCallId,
        AdditionalProperties = message.AdditionalProperties is { } members ? new(members) : null,
    };

    private static OllamaToolCall ToCall(LlmToolCall call)
    {
        var (ofCall, ofFunction) = WireMembers.Split(call.AdditionalProperties);
        using var arguments = JsonDocument.Parse(CallArguments.ToObjectText(call.ArgumentsJson));
        return new()
        {
            Id = call.Id,
            Function = new OllamaToolCallFunction { Name = call.Name, Arguments = arguments.RootElement.Clone(), AdditionalProperties = ofFunction },
            AdditionalProperties = ofCall,
        };
    }
}
