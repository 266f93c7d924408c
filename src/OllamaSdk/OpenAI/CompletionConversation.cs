using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Loop;

/// <summary>A conversation over the OpenAI-compatible API. Where several choices are asked for, the first is gone on with.</summary>
internal sealed class CompletionConversation(OpenAICompatibleClient client, ChatCompletionRequest request, ToolSet tools, CallOptions? options)
    : ToolConversation<ChatCompletionMessage, ChatCompletion>(request.Messages)
{
    private readonly ChatCompletionRequest _request = request with { Tools = tools };

    public override string? Model => Answer?.ModelOnWire ?? _request.Model;

    public override async IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = _request with { Messages = [.. Messages], ToolChoice = Answer is not null && DemandsCall(_request.ToolChoice) ? null : _request.ToolChoice };
        if (!streamed)
        {
            End(await client.ChatAsync(next, options, cancellationToken).ConfigureAwait(false));
            yield break;
        }

        var (answer, isEmpty) = (new ChatCompletionAggregator(), true);
        await foreach (var chunk in client.ChatStreamAsync(next, options, cancellationToken).ConfigureAwait(false))
        {
            isEmpty = false;
            answer.Add(chunk);
            if (chunk.Choices.FirstOrDefault(choice => choice is { Index: null or 0 })?.DeltaOnWire is { } delta)
            {
                yield return new(delta.Content, delta.ReasoningText);
            }
        }

        End(isEmpty ? new ChatCompletion() : answer.ToCompletion());
    }

    public override ChatCompletionMessage ResultMessage(ToolInvocation call, string content, IReadOnlyList<LlmImage> images)
    {
        var message = ChatCompletionMessage.Tool(new ChatToolCall { Id = call.Id, Function = new ChatToolCallFunction { Name = ToolName.WithoutDots(call.Name) } }, content);
        return images.Count == 0 ? message : message with { Content = ChatContentPart.Join(content, images) };
    }

    protected override ChatCompletionMessage WithCalls(ChatCompletionMessage message, TextCallsFound found) => message with
    {
        Content = found.Rest.Length > 0 ? found.Rest : default(ChatContent?),
        ToolCalls = [.. found.Calls.Select(call => new ChatToolCall
        {
            Id = call.Id,
            Type = "function",
            Function = new ChatToolCallFunction { Name = call.Name, Arguments = call.Arguments.ToString() },
        })],
    };

    private void End(ChatCompletion answer)
    {
        var choice = answer.Choices.FirstOrDefault(choice => choice is { Index: null or 0 }) ?? throw MissingChoice.At(client.Endpoint);
        var message = choice.MessageOnWire ?? new();
        ChatToolCall[] calls = [.. message.ToolCalls.OfType<ChatToolCall>().Select(call => string.IsNullOrEmpty(call.Id) ? call with { Id = $"call_{Guid.NewGuid():N}" } : call)];
        message = message with
        {
            Role = message.Role is { Value.Length: > 0 } role ? role : LlmRole.Assistant,
            // Servers refuse a message that has neither.
            Content = message.ContentOnWire is null && calls.Length == 0 ? "" : message.ContentOnWire,
            ToolCalls = RequestShape.NullIfEmpty(calls),
        };
        EndTurn(answer, message, new(
            message.ContentOnWire?.Text ?? "", message.ReasoningText, [.. calls.Select(call => new LoopCall(call.Id, call.FunctionOnWire?.Name ?? "", new(call.FunctionOnWire?.Arguments)))],
            choice.HitTokenLimit));
    }

    // A model that must ask for a tool in each of its turns would never come to an answer.
    private static bool DemandsCall(ToolChoice? choice) => choice?.Word == ToolChoice.Required.Word
        || (choice?.Value is { } value && value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("function"u8));
}
