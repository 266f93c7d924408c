using OllamaSdk.Streaming;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionChunk : IStreamItem, ILlmTextPart
{
    // Where a model refuses to answer, its words stand where the text should be.
    string? ILlmTextPart.Text => First is { RefusalText: { Length: > 0 } refusal } delta ? delta.Content + refusal : First?.Content;

    string? ILlmTextPart.Thinking => First?.ReasoningText;

    // Of several answers only the first is read: mixed, they would make no sense.
    private ChatCompletionDelta? First => Choices is [{ Index: null or 0, DeltaOnWire: { } delta }, ..] ? delta : null;

    // [DONE] is the end; a server that closes without it has at least given its finish reason, and the token counts come after that.
    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => Choices is [.., { FinishReason: not null }];

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        if (First is not { } delta)
        {
            return;
        }

        partial.AppendContent(delta.Content);
        partial.AppendThinking(delta.ReasoningText);
        foreach (var call in delta.ToolCalls)
        {
            // A null among them breaks the API's rules, but not the stream.
            partial.AppendToolCall(call?.Id, call?.FunctionOnWire?.Name, call?.FunctionOnWire?.Arguments);
        }
    }
}

public sealed partial record CompletionChunk : IStreamItem, ILlmTextPart
{
    string? ILlmTextPart.Text => Choices is [{ Index: null or 0 } choice, ..] ? choice.Text : null;

    string? ILlmTextPart.Thinking => null;

    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => Choices is [.., { FinishReason: not null }];

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        if (Choices is [{ Index: null or 0 } choice, ..])
        {
            partial.AppendContent(choice.Text);
        }
    }
}

public sealed partial record ResponseStreamEvent : IStreamItem, ILlmTextPart
{
    string? ILlmTextPart.Text => Type == ResponseEventType.OutputTextDelta || Type == ResponseEventType.RefusalDelta ? Delta : null;

    string? ILlmTextPart.Thinking => Type == ResponseEventType.ReasoningTextDelta || Type == ResponseEventType.ReasoningSummaryTextDelta ? Delta : null;

    bool IStreamItem.IsLast =>
        Type == ResponseEventType.Completed || Type == ResponseEventType.Incomplete || Type == ResponseEventType.Failed;

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        if (Type == ResponseEventType.OutputTextDelta)
        {
            partial.AppendContent(Delta);
        }
        else if (Type == ResponseEventType.ReasoningTextDelta || Type == ResponseEventType.ReasoningSummaryTextDelta)
        {
            partial.AppendThinking(Delta);
        }
        else if (Type == ResponseEventType.OutputItemDone && Item?.Type == ResponseItemType.FunctionCall)
        {
            partial.AppendToolCall(Item!.CallId, Item.Name, Item.Arguments);
        }
    }
}
