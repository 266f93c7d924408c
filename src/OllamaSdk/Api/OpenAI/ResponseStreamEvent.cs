using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Streaming;

namespace OllamaSdk.OpenAI;

public sealed partial record ResponseStreamEvent : IStreamItem, ILlmTextPart
{
    string? ILlmTextPart.Text => Type == ResponseEventType.OutputTextDelta || Type == ResponseEventType.RefusalDelta ? Delta : null;

    string? ILlmTextPart.Thinking => Type == ResponseEventType.ReasoningTextDelta || Type == ResponseEventType.ReasoningSummaryTextDelta ? Delta : null;

    // Servers that know no form of this route's own send that of the others.
    bool IWireModel.TellsError => Type == ResponseEventType.Error
        || (MessageOnWire is not null && AdditionalProperties?.TryGetValue("object", out var form) == true && form.GetRawText() == $"\"{ErrorForms.Object}\"");

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

    static IReadOnlyList<IStreamItem>? IStreamItem.FromWhole(ReadOnlySpan<byte> json)
    {
        var whole = JsonSerializer.Deserialize(json, (JsonTypeInfo<OpenAIResponse>)LlmJson.Options.GetTypeInfo(typeof(OpenAIResponse)));
        if (whole is null || whole.AdditionalProperties?.ContainsKey("type") == true || (whole.OutputOnWire is null && whole.Object != OpenAIObject.Response))
        {
            return null;
        }

        if (whole.Error is { } error && error.ValueKind != JsonValueKind.Null)
        {
            return [new ResponseStreamEvent { Type = ResponseEventType.Error }];
        }

        var last = whole.Status == ResponseStatus.Incomplete ? ResponseEventType.Incomplete
            : whole.Status == ResponseStatus.Failed || whole.Status == ResponseStatus.Cancelled ? ResponseEventType.Failed
            : ResponseEventType.Completed;
        return [.. whole.Output.SelectMany(Events), new ResponseStreamEvent { Type = last, Response = whole }];
    }

    /// <summary>The response that the events of a stream make: the last one holds it.</summary>
    internal static OpenAIResponse ToWhole(IReadOnlyList<ResponseStreamEvent> events)
    {
        var whole = events[^1].Response ?? throw new LlmProtocolException("The last event of the stream holds no response.");
        // Some say in it only what is new: its status and the counts.
        return whole.Output.Count > 0 ? whole : whole with
        {
            Output = events.Where(one => one.Type == ResponseEventType.OutputItemDone).Select(one => one.Item).OfType<ResponseItem>().ToArray() is { Length: > 0 } items ? items : whole.OutputOnWire,
        };
    }

    private static IEnumerable<ResponseStreamEvent> Events(ResponseItem item, int place)
    {
        foreach (var (part, index) in item.Summary.Select((part, index) => (part, index)))
        {
            yield return Of(ResponseEventType.ReasoningSummaryTextDelta, part.Text) with { SummaryIndex = index };
        }

        if (item.Content.Parts.Count == 0 && item.Content.Text.Length > 0)
        {
            yield return Of(ResponseEventType.OutputTextDelta, item.Content.Text);
        }

        foreach (var (part, index) in item.Content.Parts.Select((part, index) => (part, index)))
        {
            var type = part.Type == ResponseContentPartType.Refusal ? ResponseEventType.RefusalDelta
                : item.Type == ResponseItemType.Reasoning ? ResponseEventType.ReasoningTextDelta
                : ResponseEventType.OutputTextDelta;
            yield return Of(type, part.Type == ResponseContentPartType.Refusal ? part.Refusal : part.Text) with { ContentIndex = index };
        }

        yield return new() { Type = ResponseEventType.OutputItemDone, OutputIndex = place, Item = item };

        ResponseStreamEvent Of(ResponseEventType type, string text) => new() { Type = type, Delta = text, OutputIndex = place, ItemId = item.IdOnWire };
    }
}
