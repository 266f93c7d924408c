using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

// What the model reads of each request; native requests are read alike.

public sealed partial record ChatCompletionRequest : IPromptHistory
{
    int? IPromptRequest.RequestedWindow => null;

    int IPromptRequest.PromptParts => Messages?.Count ?? 0;

    bool IPromptRequest.IsLongerThan(int characters)
    {
        if (Tools is not null)
        {
            return true;
        }

        for (var i = 0; i < Messages?.Count && characters >= 0; i++)
        {
            characters -= Messages[i] is { ToolCallsOnWire: null, ReasoningOnWire: null, ReasoningContentOnWire: null } message
                ? message.ContentOnWire?.SingleText?.Length ?? int.MaxValue
                : int.MaxValue;
        }

        return characters < 0;
    }

    void IPromptRequest.Read(ref PromptReading reading, int parts)
    {
        IPromptHistory history = this;
        history.ReadSettings(ref reading);
        KeptReadings.ReadAll(this, history.History[..Math.Min(parts, history.History.Length)], ref reading);
    }

    void IPromptHistory.ReadSettings(ref PromptReading reading)
    {
        PromptRequests.ReadSettings(null, ReasoningEffort?.Value, ResponseFormat is not null || AdditionalProperties is { Count: > 0 }, ref reading);
        for (var i = 0; i < Tools?.Count; i++)
        {
            var function = Tools[i]?.Function;
            reading.AddLoose(function?.Name);
            reading.AddLoose(function?.Description);
            PromptRequests.ReadJson(function?.Parameters, ref reading);
        }
    }

    void IPromptHistory.ReadMessage(object message, ref PromptReading reading) => ((ChatCompletionMessage)message).Read(ref reading);
}

public sealed partial record ChatCompletionMessage
{
    internal void Read(ref PromptReading reading)
    {
        reading.Know(Role?.Value);
        ContentOnWire?.Read(ref reading, Role);
        reading.AddLoose(ReasoningOnWire ?? ReasoningContentOnWire);
        for (var i = 0; i < ToolCallsOnWire?.Count; i++)
        {
            reading.AddLoose(ToolCallsOnWire[i].FunctionOnWire?.NameOnWire);
            reading.AddLoose(ToolCallsOnWire[i].FunctionOnWire?.ArgumentsOnWire);
        }
    }
}

public sealed partial record CompletionRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    int IPromptRequest.PromptParts => Prompt?.Texts.Count ?? 0;

    IReadOnlyList<string>? IPromptRequest.Texts => Prompt?.Texts is { Count: > 1 } texts ? texts : null;

    bool IPromptRequest.IsLongerThan(int characters) => Suffix is not null || PromptRequests.AreLongerThan(Prompt?.Texts, characters);

    void IPromptRequest.Read(ref PromptReading reading, int parts)
    {
        if (Prompt?.Texts is not [var text])
        {
            PromptRequests.ReadTexts(Prompt?.Texts, ref reading);
            return;
        }

        reading.AddSure(text);
        reading.AddLoose(Suffix);
        reading.EndPart();
    }
}

public sealed partial record EmbeddingRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    int IPromptRequest.PromptParts => Input?.Texts.Count ?? 0;

    IReadOnlyList<string>? IPromptRequest.Texts => Input?.Texts;

    bool IPromptRequest.IsLongerThan(int characters) => PromptRequests.AreLongerThan(Input?.Texts, characters);

    void IPromptRequest.Read(ref PromptReading reading, int parts) => PromptRequests.ReadTexts(Input?.Texts, ref reading);
}

public sealed partial record ResponseRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    int IPromptRequest.PromptParts => Input?.Text is null ? Input?.Items.Count ?? 0 : 1;

    bool IPromptRequest.IsLongerThan(int characters) =>
        Tools is not null || Input?.Text is null || (long)Input.Text.Length + (Instructions?.Length ?? 0) > characters;

    void IPromptRequest.Read(ref PromptReading reading, int parts)
    {
        PromptRequests.ReadSettings(null, Reasoning?.Effort?.Value, Text?.Format is not null || AdditionalProperties is { Count: > 0 }, ref reading);
        if (PreviousResponseId is not null || Conversation is not null)
        {
            // More is read than was sent, and nothing here can count it.
            reading.Know(PreviousResponseId);
            reading.AddUnknown();
        }

        reading.AddUsual(Instructions);
        for (var i = 0; i < Tools?.Count; i++)
        {
            reading.AddLoose(Tools[i]?.NameOnWire);
            reading.AddLoose(Tools[i]?.DescriptionOnWire);
            PromptRequests.ReadJson(Tools[i]?.Parameters, ref reading);
        }

        if (Input?.Text is { } text)
        {
            reading.AddSure(text);
            reading.EndPart();
            return;
        }

        for (var i = 0; i < Math.Min(parts, Input?.Items.Count ?? 0); i++)
        {
            Input!.Items[i].Read(ref reading);
            reading.EndPart();
        }
    }
}

public sealed partial record ResponseItem
{
    internal void Read(ref PromptReading reading)
    {
        reading.Know(Type?.Value);
        reading.Know(Role?.Value);
        if (Type is null || Type == ResponseItemType.Message)
        {
            ContentOnWire?.Read(ref reading, Role);
            return;
        }

        // Of what a server made for itself (thinking, a compaction) it takes what it likes.
        reading.AddLoose(NameOnWire);
        reading.AddLoose(ArgumentsOnWire);
        Output?.Read(ref reading, LlmRole.Tool);
        if (EncryptedContentOnWire is not null)
        {
            reading.AddUnknown();
        }
    }
}
