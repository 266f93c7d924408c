using System.Text.Json;
using OllamaSdk.Prompting;
#if NET9_0_OR_GREATER
using System.Runtime.InteropServices;
#endif

namespace OllamaSdk;

public sealed partial record OllamaChatRequest : IPromptHistory
{
    int? IPromptRequest.RequestedWindow => Options?.NumCtx;

    int IPromptRequest.PromptParts => Messages?.Count ?? 0;

    bool IPromptRequest.IsLongerThan(int characters)
    {
        if (Tools is not null)
        {
            return true;
        }

        for (var i = 0; i < Messages?.Count && characters >= 0; i++)
        {
            var message = Messages[i];
            characters -= message is { ToolCallsOnWire: null, ImagesOnWire: null } ? message.Content.Length + message.Thinking.Length : int.MaxValue;
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
        PromptRequests.ReadSettings(Think, Runner, Format is not null || AdditionalProperties is { Count: > 0 }, ref reading);
        PromptRequests.ReadTools(Tools, ref reading);
    }

    void IPromptHistory.ReadMessage(object message, ref PromptReading reading) => PromptRequests.Read((OllamaChatMessage)message, ref reading);
}

public sealed partial record GenerateRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => Options?.NumCtx;

    int IPromptRequest.PromptParts => 1;

    bool IPromptRequest.IsLongerThan(int characters) =>
        Images is not null || Context is not null || (long)(Prompt?.Length ?? 0) + (System?.Length ?? 0) + (Suffix?.Length ?? 0) > characters;

    void IPromptRequest.Read(ref PromptReading reading, int parts)
    {
        PromptRequests.ReadSettings(
            Think, Runner, Format is not null || Images is { Count: > 0 } || Context is { Count: > 0 } || AdditionalProperties is { Count: > 0 }, ref reading);
        reading.Know(Template);

        // A template of the caller's may leave out what it likes.
        if (Template is null)
        {
            reading.AddUsual(System);
            reading.AddSure(Prompt);
        }
        else
        {
            reading.AddLoose(System);
            reading.AddUsual(Prompt);
        }

        reading.AddLoose(Suffix);
        reading.EndPart();
    }
}

public sealed partial record EmbedRequest : IPromptRequest
{
    int? IPromptRequest.RequestedWindow => Options?.NumCtx;

    int IPromptRequest.PromptParts => Input?.Texts.Count ?? 0;

    IReadOnlyList<string>? IPromptRequest.Texts => Input?.Texts;

    bool IPromptRequest.IsLongerThan(int characters) => PromptRequests.AreLongerThan(Input?.Texts, characters);

    void IPromptRequest.Read(ref PromptReading reading, int parts) => PromptRequests.ReadTexts(Input?.Texts, ref reading);
}

/// <summary>What of the parts of a request the model reads.</summary>
internal static class PromptRequests
{
    public static bool AreLongerThan(IReadOnlyList<string>? texts, int characters)
    {
        for (var i = 0; i < texts?.Count && characters >= 0; i++)
        {
            characters -= texts[i].Length;
        }

        return characters < 0;
    }

    /// <summary>Reads texts each of which is a prompt of its own.</summary>
    public static void ReadTexts(IReadOnlyList<string>? texts, ref PromptReading reading)
    {
        reading.MayChange();
        for (var i = 0; i < texts?.Count; i++)
        {
            reading.AddSure(texts[i]);
        }
    }

    /// <param name="think">Templates write it into the prompt.</param>
    /// <param name="runner">Each may have a template of its own.</param>
    /// <param name="hasUnknown">
    /// Whether there is anything whose tokens cannot be known: pictures; an earlier state; a format, with which a model that thinks reads its thinking as a
    /// second prompt, and that one is counted; members that this SDK does not know.
    /// </param>
    /// <param name="reading">Takes it.</param>
    public static void ReadSettings(Think? think, string? runner, bool hasUnknown, ref PromptReading reading)
    {
        reading.Know(think?.ToString());
        reading.Know(runner);
        if (hasUnknown)
        {
            reading.AddUnknown();
        }
    }

    public static void ReadTools(OllamaTools? tools, ref PromptReading reading)
    {
        for (var i = 0; i < tools?.Count; i++)
        {
            reading.AddLoose(tools[i].Function?.Name);
            reading.AddLoose(tools[i].Function?.Description);
            ReadJson(tools[i].Function?.Parameters, ref reading);
        }
    }

    public static void Read(OllamaChatMessage message, ref PromptReading reading)
    {
        var content = message.ContentOnWire?.Text;
        reading.Know(message.Role?.Value);
        ReadContent(content, message.Role, ref reading);
        reading.AddLoose(message.ThinkingOnWire);
        foreach (var call in message.ToolCallsOnWire ?? [])
        {
            reading.AddLoose(call?.FunctionOnWire?.NameOnWire);
            ReadJson(call?.FunctionOnWire?.Arguments, ref reading);
        }

        if (message.ImagesOnWire is { Count: > 0 } || message.AdditionalProperties is { Count: > 0 })
        {
            reading.AddUnknown();
        }
    }

    public static void ReadContent(string? content, LlmRole? role, ref PromptReading reading)
    {
        if (role == LlmRole.User)
        {
            reading.AddSure(content);
        }
        else if (role != LlmRole.Assistant)
        {
            reading.AddUsual(content);
        }
        else if (HoldsThinking(content))
        {
            // Templates drop it from all but the last answer.
            reading.AddLoose(content);
        }
        else
        {
            reading.AddSure(content);
        }
    }

    // By the marks of the models that are known.
    private static bool HoldsThinking(string? content) => content is not null
        && (content.Contains("think>", StringComparison.OrdinalIgnoreCase) || content.Contains("think]", StringComparison.OrdinalIgnoreCase)
            || content.Contains("thinking>", StringComparison.OrdinalIgnoreCase) || content.Contains("channel|>", StringComparison.Ordinal));

    // Its length is enough, and costs no copy.
    public static void ReadJson(JsonElement? json, ref PromptReading reading)
    {
        if (json is { ValueKind: not JsonValueKind.Undefined } value)
        {
#if NET9_0_OR_GREATER
            reading.AddLoose(JsonMarshal.GetRawUtf8Value(value).Length);
#else
            reading.AddLoose(value.GetRawText().Length);
#endif
        }
    }
}
