using System.Text.Json;

namespace OllamaSdk.Llm;

/// <summary>Requests and answers between the shared terms and Ollama's native ones.</summary>
internal static class NativeConversion
{
    public static OllamaChatRequest ToChat(LlmAttempt attempt)
    {
        var request = attempt.Request;
        return new OllamaChatRequest
        {
            Model = attempt.Model,
            Messages = request.Conversation.Select(message => ToMessage(message, ExtraMembers.GoTo(attempt.Target.Provider, message))).ToArray(),
            Tools = request.Tools is { Count: > 0 } tools ? tools.ToDefinitions() : null,
            Format = request.Format,
            Think = request.Think,
            KeepAlive = attempt.Target.Given.KeepAlive,
            Options = ToOptions(request, attempt.Target.Given),
        };
    }

    public static LlmResponse ToResponse(OllamaChatResponse answer)
    {
        var message = answer.MessageOnWire;
        var calls = message?.ToolCalls is { Count: > 0 } made ? ToCalls(made) : [];
        return new LlmResponse
        {
            Content = message?.Content ?? "",
            Thinking = string.IsNullOrEmpty(message?.Thinking) ? null : message.Thinking,
            ToolCalls = calls,
            Model = answer.ModelOnWire,
            FinishReason = Updates.FinishReason(answer.DoneReason?.Value, calls.Length > 0),
            Usage = new LlmUsage(answer.PromptEvalCount, answer.EvalCount, answer.PromptEvalCount + answer.EvalCount, answer.PromptEvalCachedCount),
            TokensPerSecond = answer.TokensPerSecond,
            MemoryRecovery = answer.MemoryRecovery,
            PromptTruncation = answer.PromptTruncation,
            AdditionalProperties = ExtraMembers.Of(message?.AdditionalProperties),
        };
    }

    private static ModelOptions? ToOptions(LlmRequest request, LlmTarget target) =>
        (request.Temperature, request.TopP, request.MaxTokens, request.Seed, target.ContextLength) is (null, null, null, null, null) && request.Stop.Count == 0
            ? null
            : new ModelOptions
            {
                Temperature = request.Temperature,
                TopP = request.TopP,
                NumPredict = request.MaxTokens,
                Seed = request.Seed,
                Stop = request.Stop.Count > 0 ? request.Stop : null,
                NumCtx = target.ContextLength,
            };

    private static OllamaChatMessage ToMessage(LlmMessage message, bool withExtras) => new()
    {
        Role = message.Role,
        Content = message.Content,
        Thinking = message.Thinking,
        Images = message.Images.Count > 0 ? message.Images : null,
        ToolCalls = message.ToolCalls.Count > 0 ? [.. message.ToolCalls.Select(call => ToCall(call, withExtras))] : null,
        ToolName = message.ToolName,
        ToolCallId = message.ToolCallId,
        AdditionalProperties = withExtras ? ExtraMembers.Of(message.AdditionalProperties) : null,
    };

    private static LlmToolCall[] ToCalls(IReadOnlyList<OllamaToolCall> made)
    {
        var calls = new List<OllamaToolCall>();
        foreach (var call in made)
        {
            ToolCalls.Add(calls, call);
        }

        return [.. calls.Select(FromCall)];
    }

    private static LlmToolCall FromCall(OllamaToolCall call) => new(call.Id, call.FunctionOnWire?.Name ?? "", call.FunctionOnWire?.Arguments?.GetRawText() ?? "{}")
    {
        AdditionalProperties = ExtraMembers.OfCall(call.AdditionalProperties, call.FunctionOnWire?.AdditionalProperties),
    };

    private static OllamaToolCall ToCall(LlmToolCall call, bool withExtras)
    {
        var (ofCall, ofFunction) = withExtras ? ExtraMembers.Split(call) : default;
        return new()
        {
            Id = call.Id,
            Function = new OllamaToolCallFunction { Name = call.Name, Arguments = ParseArguments(call.ArgumentsJson), AdditionalProperties = ofFunction },
            AdditionalProperties = ofCall,
        };
    }

    private static JsonElement ParseArguments(string json)
    {
        using var document = JsonDocument.Parse(CallArguments.ToObjectText(json));
        return document.RootElement.Clone();
    }
}
