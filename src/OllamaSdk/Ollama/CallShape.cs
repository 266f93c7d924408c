using System.Text.Json;
using OllamaSdk.Transport;

namespace OllamaSdk;

/// <summary>Tool calls in a conversation that is sent: the server refuses all of it where the arguments of one are no object.</summary>
internal static class CallShape
{
    public static IReadOnlyList<OllamaChatMessage>? Sendable(IReadOnlyList<OllamaChatMessage>? messages) =>
        NeedsObject(messages) ? [.. messages!.Select(Sendable)] : messages;

    // Looked at before each request, and so without garbage.
    private static bool NeedsObject(IReadOnlyList<OllamaChatMessage>? messages)
    {
        foreach (var message in IHistoryRequest.ItemsOf(messages))
        {
            if (((OllamaChatMessage)message!).ToolCallsOnWire is { } calls && calls.Any(NeedsObject))
            {
                return true;
            }
        }

        return false;
    }

    private static OllamaChatMessage Sendable(OllamaChatMessage message) => message.ToolCalls.Any(NeedsObject)
        ? message with { ToolCalls = [.. message.ToolCalls.Select(call => NeedsObject(call) ? Sendable(call) : call)] }
        : message;

    private static OllamaToolCall Sendable(OllamaToolCall call) =>
        call with { Function = call.Function with { Arguments = CallArguments.ToObject(call.Function.Arguments!.Value) } };

    private static bool NeedsObject(OllamaToolCall? call) =>
        call?.FunctionOnWire?.Arguments is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Undefined) };
}
