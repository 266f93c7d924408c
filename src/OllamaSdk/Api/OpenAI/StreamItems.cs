using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Streaming;

namespace OllamaSdk.OpenAI;

public sealed partial record ChatCompletionChunk : IStreamItem, ILlmTextPart
{
    // The whole answer has it where the chunks have a delta.
    private const string Message = "message";

    // Where a model refuses to answer, its words stand where the text should be.
    string? ILlmTextPart.Text => First is { RefusalText: { Length: > 0 } refusal } delta ? delta.Content + refusal : First?.Content;

    string? ILlmTextPart.Thinking => First?.ReasoningText;

    // Of several answers only the first is read: mixed, they would make no sense.
    private ChatCompletionDelta? First => Choices is [{ Index: null or 0, DeltaOnWire: { } delta }, ..] ? delta : null;

    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };

    // [DONE] is the end; a server that closes without it has at least given its finish reasons, and the token counts come after those.
    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => OpenParts.Of(this).AnyEnded;

    IStreamItem IStreamItem.InUsualForm(OddForm odd)
    {
        if (!Choices.Any(IsMessage))
        {
            return this;
        }

        odd.Note("a whole message where a part of one is due");
        // One that does not say what it is, or says "chunk", may well be followed by more.
        odd.IsWhole = Object == OpenAIObject.ChatCompletion;
        return this with { Choices = [.. Choices.Select(choice => IsMessage(choice) ? ToPart(choice) : choice)] };
    }

    void IStreamItem.Follow(ref OpenParts parts)
    {
        parts.HasCounts = Usage is not null;
        var choices = Choices;
        for (var i = 0; i < choices.Count; i++)
        {
            parts.Add(choices[i].Index ?? 0, FinishReason.Said(choices[i].FinishReason) is not null);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        if (First is not { } delta)
        {
            return;
        }

        partial.AppendContent(delta.Content);
        partial.AppendThinking(delta.ReasoningText);
        if (delta.ToolCallsOnWire is not { Count: > 0 } calls)
        {
            return;
        }

        foreach (var call in calls)
        {
            partial.AppendToolCall(call.Id, call.FunctionOnWire?.Name, call.FunctionOnWire?.Arguments);
        }
    }

    private static bool IsMessage(ChatCompletionChunkChoice choice) =>
        choice is { DeltaOnWire: null, AdditionalProperties: { } others } && others.TryGetValue(Message, out var message) && message.ValueKind == JsonValueKind.Object;

    // The members have the same names, and those that only one of them has are kept.
    private static ChatCompletionChunkChoice ToPart(ChatCompletionChunkChoice choice)
    {
        var others = choice.AdditionalProperties!.Where(member => member.Key != Message).ToDictionary();
        return choice with
        {
            Delta = choice.AdditionalProperties![Message].Deserialize((JsonTypeInfo<ChatCompletionDelta>)LlmJson.Options.GetTypeInfo(typeof(ChatCompletionDelta))),
            AdditionalProperties = others.Count > 0 ? others : null,
        };
    }
}

public sealed partial record CompletionChunk : IStreamItem, ILlmTextPart
{
    string? ILlmTextPart.Text => Choices is [{ Index: null or 0 } choice, ..] ? choice.Text : null;

    string? ILlmTextPart.Thinking => null;

    bool IWireModel.TellsError => Object is { Value: ErrorForms.Object };

    bool IStreamItem.IsLast => false;

    bool IStreamItem.MayBeLast => OpenParts.Of(this).AnyEnded;

    void IStreamItem.Follow(ref OpenParts parts)
    {
        parts.HasCounts = Usage is not null;
        var choices = Choices;
        for (var i = 0; i < choices.Count; i++)
        {
            parts.Add(choices[i].Index ?? 0, FinishReason.Said(choices[i].FinishReason) is not null);
        }
    }

    void IStreamItem.AppendTo(PartialAnswer partial)
    {
        if (Choices is [{ Index: null or 0 } choice, ..])
        {
            partial.AppendContent(choice.Text);
        }
    }
}
