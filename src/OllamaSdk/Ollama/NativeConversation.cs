using System.Runtime.CompilerServices;

namespace OllamaSdk.Loop;

/// <summary>A conversation over Ollama's native API.</summary>
internal sealed class NativeConversation(OllamaClient client, OllamaChatRequest request, ToolSet tools, CallOptions? options)
    : ToolConversation<OllamaChatMessage, OllamaChatResponse>(request.Messages)
{
    private readonly OllamaChatRequest _request = request with { Tools = tools.Count > 0 ? tools.ToDefinitions() : null };

    public override string? Model => Answer?.ModelOnWire ?? _request.Model;

    public override async IAsyncEnumerable<TurnDelta> TakeTurnAsync(bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var answer = new ChatAggregator();
        var next = _request with { Messages = [.. Messages] };
        if (streamed)
        {
            await foreach (var chunk in client.ChatStreamAsync(next, options, cancellationToken).ConfigureAwait(false))
            {
                answer.Add(chunk);
                yield return new(chunk.MessageOnWire?.Content, chunk.MessageOnWire?.Thinking);
            }
        }
        else
        {
            // Through the aggregator too, which gives ids to calls that came without.
            answer.Add(await client.ChatAsync(next, options, cancellationToken).ConfigureAwait(false));
        }

        End(answer.ToResponse());
    }

    public override OllamaChatMessage ResultMessage(ToolInvocation call, string content, IReadOnlyList<LlmImage> images) =>
        OllamaChatMessage.Tool(new OllamaToolCall { Id = call.Id, Function = new OllamaToolCallFunction { Name = call.Name } }, content) with { Images = images.Count > 0 ? images : null };

    protected override OllamaChatMessage WithCalls(OllamaChatMessage message, TextCallsFound found) => message with
    {
        Content = found.Rest,
        ToolCalls = [.. found.Calls.Select(call => new OllamaToolCall
        {
            Id = call.Id,
            Function = new OllamaToolCallFunction { Name = call.Name, Arguments = call.Arguments.ToJson() },
        })],
    };

    private void End(OllamaChatResponse answer)
    {
        var message = answer.Message;
        EndTurn(answer, message, new(message.Content, message.Thinking,
            [.. message.ToolCalls.Select(call => new LoopCall(call.Id, call.FunctionOnWire?.Name ?? "", new(call.FunctionOnWire?.Arguments)))],
            answer.HitTokenLimit));
    }
}
