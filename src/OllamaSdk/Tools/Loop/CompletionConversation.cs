using System.Runtime.CompilerServices;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Loop;

/// <summary>A conversation over the OpenAI-compatible API. Where several choices are asked for, the first is gone on with.</summary>
internal sealed class CompletionConversation(OpenAICompatibleClient client, ChatCompletionRequest request, ToolSet tools, CallOptions? options)
    : ToolConversation<ChatCompletionMessage, ChatCompletion>(request.Messages)
{
    private readonly ChatCompletionRequest _request = request with { Tools = [.. tools.Select(Definition)] };

    public override string? Model => Answer?.Model ?? _request.Model;

    public override async IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = _request with { Messages = [.. Messages] };
        if (!streamed)
        {
            End(await client.ChatAsync(next, options, cancellationToken).ConfigureAwait(false));
            yield break;
        }

        var answer = new ChatCompletionAggregator();
        await foreach (var chunk in client.ChatStreamAsync(next, options, cancellationToken).ConfigureAwait(false))
        {
            answer.Add(chunk);
            if (First(chunk.Choices, choice => choice.Index)?.Delta is { } delta)
            {
                yield return new(delta.Content, delta.ReasoningContent ?? delta.Reasoning);
            }
        }

        End(answer.ToCompletion());
    }

    public override ChatCompletionMessage ResultMessage(ToolInvocation call, string content) =>
        ChatCompletionMessage.Tool(new ChatToolCall { Id = call.Id, Function = new ChatToolCallFunction { Name = call.Name } }, content);

    private void End(ChatCompletion answer)
    {
        var message = First(answer.Choices, choice => choice.Index)?.Message ?? ChatCompletionMessage.Assistant("");
        if (message.ToolCalls is { Count: > 0 } calls)
        {
            message = message with { ToolCalls = [.. calls.Select(call => string.IsNullOrEmpty(call.Id) ? call with { Id = $"call_{Guid.NewGuid():N}" } : call)] };
        }

        EndTurn(answer, message, new(message.Content?.Text ?? "", message.ReasoningText,
            [.. (message.ToolCalls ?? []).Select(call => new LoopCall(call.Id!, call.Function?.Name ?? "", new(call.Function?.Arguments)))]));
    }

    private static TChoice? First<TChoice>(IReadOnlyList<TChoice>? choices, Func<TChoice, int?> index)
        where TChoice : class => choices?.FirstOrDefault(choice => (index(choice) ?? 0) == 0);

    private static ChatTool Definition(LlmTool tool)
    {
        var function = tool.ToDefinition().Function!;
        return new() { Type = "function", Function = new() { Name = function.Name, Description = function.Description, Parameters = function.Parameters } };
    }
}
