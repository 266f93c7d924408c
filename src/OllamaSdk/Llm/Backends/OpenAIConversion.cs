using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Providers;

namespace OllamaSdk.Llm;

/// <summary>Requests and answers between the shared terms and those of the OpenAI-compatible API, with each server's peculiarities.</summary>
internal static class OpenAIConversion
{
    private const string Reasoning = "reasoning";
    private const string ReasoningContent = "reasoning_content";

    private static readonly JsonElement AnyObject = Parse("""{"type":"object"}"""u8);
    private static readonly JsonElement ThinkingOn = Parse("""{"enable_thinking":true}"""u8);
    private static readonly JsonElement ThinkingOff = Parse("""{"enable_thinking":false}"""u8);

    public static ChatCompletionRequest ToChat(LlmAttempt attempt, LlmProvider provider)
    {
        var request = attempt.Request;
        return new ChatCompletionRequest
        {
            Model = attempt.Model,
            Messages = request.Conversation.Select(message => ToMessage(message, provider)).ToArray(),
            Temperature = request.Temperature,
            TopP = request.TopP,
            MaxTokens = request.MaxTokens,
            Seed = request.Seed,
            Stop = request.Stop.Count > 0 ? new StopSequences(request.Stop) : null,
            Tools = request.Tools is { Count: > 0 } tools ? tools.ToChatTools() : null,
            ResponseFormat = provider.SupportsResponseFormat && request.Format is { } format ? ToFormat(format, provider, request.Call is { StrictSchema: true }) : null,
            ReasoningEffort = provider.ThinksByTemplate || request.Think is not { } level ? default(ReasoningEffort?) : EffortCheck.Of(level, null),
            AdditionalProperties = provider.ThinksByTemplate && request.Think is { } think
                ? new() { ["chat_template_kwargs"] = think == Think.Off ? ThinkingOff : ThinkingOn }
                : null,
        };
    }

    /// <exception cref="LlmProtocolException">There is no answer in it.</exception>
    public static LlmResponse ToResponse(ChatCompletion answer, Uri address)
    {
        if (answer.Choices.FirstOrDefault(c => c is { Index: null or 0 }) is not { } choice)
        {
            throw MissingChoice.At(address);
        }

        var message = choice.MessageOnWire;
        var calls = message?.ToolCalls is { Count: > 0 } made ? made.Where(call => call is not null).Select(ToCall).ToArray() : [];
        var usage = answer.Usage;
        return new LlmResponse
        {
            // A refusal stands where the text should be.
            Content = message?.Content.Text + message?.RefusalText,
            Thinking = string.IsNullOrEmpty(message?.ReasoningText) ? null : message.ReasoningText,
            ThinkingName = !string.IsNullOrEmpty(message?.ReasoningContent) ? ReasoningContent : !string.IsNullOrEmpty(message?.Reasoning) ? Reasoning : null,
            ToolCalls = calls,
            Model = answer.ModelOnWire,
            FinishReason = Updates.FinishReason(choice.FinishReason?.Value, calls.Length > 0),
            ResponseId = answer.IdOnWire,
            Usage = new LlmUsage(
                usage?.PromptTokens, usage?.CompletionTokens, usage?.TotalTokens ?? usage?.PromptTokens + usage?.CompletionTokens, usage?.PromptTokensDetails?.CachedTokens),
            TokensPerSecond = answer.Timings.Member("predicted_per_second").AsRate(),
            PromptTruncation = answer.PromptTruncation,
            AdditionalProperties = message is null ? null : Extras(message),
        };
    }

    private static ChatCompletionMessage ToMessage(LlmMessage message, LlmProvider provider)
    {
        var content = message.Images.Count == 0
            ? new ChatContent(message.Content)
            : ChatContentPart.Join(message.Content, message.Images);
        var withExtras = ExtraMembers.GoTo(provider, message);
        var saysContent = message.ThinkingName is { } name && message.Provider == provider.Name ? name == ReasoningContent : provider.SaysReasoningContent;
        return new()
        {
            Role = message.Role,
            Content = content,
            Reasoning = saysContent ? null : message.Thinking,
            ReasoningContent = saysContent ? message.Thinking : null,
            ToolCalls = message.ToolCalls.Count > 0 ? [.. message.ToolCalls.Select(call => FromCall(call, withExtras))] : null,
            ToolCallId = message.ToolCallId,
            Name = message is { Role: var role, ToolName: { } tool } && role == LlmRole.Tool ? ToolName.WithoutDots(tool) : null,
            AdditionalProperties = withExtras ? ExtraMembers.Of(message.AdditionalProperties) : null,
        };
    }

    // What the API knows and the shared terms do not goes back like the unknown. An empty list of citations says nothing.
    private static Dictionary<string, JsonElement>? Extras(ChatCompletionMessage message)
    {
        var extras = new Dictionary<string, JsonElement>(message.AdditionalProperties ?? []);
        AddTo(extras, "annotations", message.Annotations is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() == 0 ? null : message.Annotations);
        AddTo(extras, "audio", message.Audio);
        AddTo(extras, "function_call", message.FunctionCall);
        return ExtraMembers.Of(extras);
    }

    private static void AddTo(Dictionary<string, JsonElement> extras, string name, JsonElement? value)
    {
        if (value is { } given)
        {
            extras[name] = given;
        }
    }

    private static ChatResponseFormat ToFormat(ResponseFormat format, LlmProvider provider, bool isStrict) => format.Value.ValueKind == JsonValueKind.Object
        ? ChatResponseFormat.ForSchema("answer", format.Value, isStrict ? true : null)
        : provider.RefusesJsonObject ? ChatResponseFormat.ForSchema("answer", AnyObject) : ChatResponseFormat.ForJsonObject();

    private static LlmToolCall ToCall(ChatToolCall call) => new(
        string.IsNullOrEmpty(call.Id) ? $"call_{Guid.NewGuid():N}" : call.Id,
        call.FunctionOnWire?.Name ?? "",
        string.IsNullOrEmpty(call.FunctionOnWire?.Arguments) ? "{}" : call.FunctionOnWire.Arguments)
    {
        AdditionalProperties = ExtraMembers.OfCall(call.AdditionalProperties, call.FunctionOnWire?.AdditionalProperties),
    };

    private static ChatToolCall FromCall(LlmToolCall call, bool withExtras)
    {
        var (ofCall, ofFunction) = withExtras ? ExtraMembers.Split(call) : default;
        return new()
        {
            Id = call.Id,
            Type = "function",
            Function = new ChatToolCallFunction { Name = ToolName.WithoutDots(call.Name), Arguments = call.ArgumentsJson, AdditionalProperties = ofFunction },
            AdditionalProperties = ofCall,
        };
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
