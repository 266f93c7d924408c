using System.Text.Json;

namespace OllamaSdk;

/// <summary>Tool calls in a conversation that is sent: the server refuses all of it where the arguments of one are no object.</summary>
internal static class CallShape
{
    public static IReadOnlyList<OllamaChatMessage>? Sendable(IReadOnlyList<OllamaChatMessage>? messages) =>
        messages?.Any(message => message.ToolCalls.Any(NeedsObject)) == true ? [.. messages.Select(Sendable)] : messages;

    private static OllamaChatMessage Sendable(OllamaChatMessage message) => message.ToolCalls.Any(NeedsObject)
        ? message with { ToolCalls = [.. message.ToolCalls.Select(call => NeedsObject(call) ? Sendable(call) : call)] }
        : message;

    private static OllamaToolCall Sendable(OllamaToolCall call) =>
        call with { Function = call.Function with { Arguments = CallArguments.ToObject(call.Function.Arguments!.Value) } };

    private static bool NeedsObject(OllamaToolCall? call) =>
        call?.FunctionOnWire?.Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Undefined) };
}
