using System.Runtime.CompilerServices;
using OllamaSdk.Loop;

namespace OllamaSdk.Llm;

/// <summary>A tool loop's conversation over whichever server answers each turn.</summary>
internal sealed class LoopConversation(LlmClient client, LlmRequest request) : ToolConversation<LlmMessage, LlmResponse>(request.Conversation)
{
    public override string? Model => Answer?.Model ?? request.Model;

    public override async IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var next = request with { System = null, Messages = [.. Messages], Prompt = null };
        if (!streamed)
        {
            End(await client.ChatAsync(next, cancellationToken).ConfigureAwait(false));
            yield break;
        }

        await foreach (var update in client.ChatStreamAsync(next, cancellationToken).ConfigureAwait(false))
        {
            if (update.Response is { } answer)
            {
                End(answer);
            }

            yield return new(update.ContentDelta, update.ThinkingDelta, update.IsRestart);
        }
    }

    public override LlmMessage ResultMessage(ToolInvocation call, string content, IReadOnlyList<LlmImage> images) =>
        LlmMessage.Tool(new LlmToolCall(call.Id, call.Name, "{}"), content) with { Images = images };

    protected override LlmMessage WithCalls(LlmMessage message, TextCallsFound found) => message with
    {
        Content = found.Rest,
        ToolCalls = [.. found.Calls.Select(call => new LlmToolCall(call.Id, call.Name, call.Arguments.ToString()))],
    };

    private void End(LlmResponse answer) => EndTurn(
        answer, answer.ToMessage(), new(answer.Content, answer.Thinking, [.. answer.ToolCalls.Select(call => new LoopCall(call.Id, call.Name, new(call.ArgumentsJson)))],
            answer.HitTokenLimit));
}
