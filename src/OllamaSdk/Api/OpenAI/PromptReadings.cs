using System.Text.Json;
using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

// What the model reads of each request. What a template may leave out or put in another form is counted apart from what every one puts in whole.

public sealed partial record ChatCompletionRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    void IPromptRequest.Read(ref PromptReading reading)
    {
        for (var i = 0; i < (Tools?.Count ?? 0); i++)
        {
            var function = Tools![i]?.Function;
            Read(ref reading, function?.Name, function?.Description, function?.Parameters);
        }

        for (var i = 0; i < (Messages?.Count ?? 0); i++)
        {
            Messages![i]?.Read(ref reading);
        }
    }

    internal static void Read(ref PromptReading reading, string? name, string? description, JsonElement? parameters)
    {
        reading.AddOther(name);
        reading.AddOther(description);
        reading.AddOther(parameters?.GetRawText());
    }
}

public sealed partial record ChatCompletionMessage
{
    internal void Read(ref PromptReading reading)
    {
        ContentOnWire?.Read(ref reading);
        // Templates leave out what was thought before the last question.
        reading.AddOther(ReasoningOnWire ?? ReasoningContentOnWire);
        foreach (var call in ToolCalls)
        {
            reading.AddOther(call?.FunctionOnWire?.Name);
            reading.AddOther(call?.FunctionOnWire?.Arguments);
        }
    }
}

public sealed partial record CompletionRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    void IPromptRequest.Read(ref PromptReading reading)
    {
        foreach (var text in Prompt?.Texts ?? [])
        {
            reading.AddSure(text);
        }

        reading.AddOther(Suffix);
    }
}

public sealed partial record ResponseRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => null;

    void IPromptRequest.Read(ref PromptReading reading)
    {
        reading.AddSure(Instructions);
        foreach (var tool in Tools ?? [])
        {
            ChatCompletionRequest.Read(ref reading, tool?.NameOnWire, tool?.DescriptionOnWire, tool?.Parameters);
        }

        reading.AddSure(Input?.Text);
        foreach (var item in Input?.Items ?? [])
        {
            item.Read(ref reading);
        }
    }
}

public sealed partial record ResponseItem
{
    internal void Read(ref PromptReading reading)
    {
        // What a server made for itself, and shortens or leaves out as it likes, says nothing of the prompt.
        if (Type is null || Type == ResponseItemType.Message)
        {
            ContentOnWire?.Read(ref reading);
        }

        Output?.Read(ref reading);
        reading.AddOther(NameOnWire);
        reading.AddOther(ArgumentsOnWire);
    }
}
