using System.Text;
using System.Text.Json;

namespace OllamaSdk.Loop;

/// <summary>Calls that a model wrote into its text, in one of the forms that small models were trained on.</summary>
internal static class TextCalls
{
    private const string Tag = "<tool_call>";
    private const string EndTag = "</tool_call>";
    private const string Mistral = "[TOOL_CALLS]";
    private const string MistralArguments = "[ARGS]";
    private const string Llama = "<|python_tag|>";
    private const string Fence = "```";

    /// <summary>The calls, all of tools in the set, and the text without them; <see langword="null"/> where the text holds no call that has one reading.</summary>
    /// <param name="text">The text of a turn.</param>
    /// <param name="tools">The tools that there are.</param>
    public static TextCallsFound? Find(string text, ToolSet tools)
    {
        if (tools.Count == 0 || text.IndexOf('{', StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var found = text.Contains(Tag, StringComparison.Ordinal) ? Tagged(text)
            : text.IndexOf(Mistral, StringComparison.Ordinal) is var mistral and >= 0 ? After(text, mistral, Mistral)
            : text.IndexOf(Llama, StringComparison.Ordinal) is var llama and >= 0 ? After(text, llama, Llama)
            : Bare(text);
        return found is { Calls.Count: > 0 } && found.Calls.All(call => tools.TryGet(call.Name, out _)) ? found : null;
    }

    private static TextCallsFound? Tagged(string text)
    {
        var (calls, rest) = (new List<LoopCall>(), new StringBuilder());
        while (text.IndexOf(Tag, StringComparison.Ordinal) is var begin and >= 0)
        {
            rest.Append(text, 0, begin);
            text = text[(begin + Tag.Length)..];

            // The last one's end is often left out.
            var end = text.IndexOf(EndTag, StringComparison.Ordinal);
            if (!TryAdd(calls, end < 0 ? text : text[..end], isBare: false))
            {
                return null;
            }

            text = end < 0 ? "" : text[(end + EndTag.Length)..];
        }

        return new(calls, rest.Append(text).ToString().Trim());
    }

    // What stands after these marks is calls to the end.
    private static TextCallsFound? After(string text, int at, string mark)
    {
        var calls = new List<LoopCall>();
        foreach (var part in text[(at + mark.Length)..].Split(mark))
        {
            if (!TryAdd(calls, part, isBare: false) && !(mark == Mistral && TryAddNamed(calls, part)) && !(mark == Llama && TryAddEach(calls, part)))
            {
                return null;
            }
        }

        return new(calls, text[..at].Trim());
    }

    // Llama puts a semicolon between calls.
    private static bool TryAddEach(List<LoopCall> calls, string text) => text.Split("; ").All(part => TryAdd(calls, part, isBare: false));

    // name{"city":"Oslo"} or name[ARGS]{"city":"Oslo"}
    private static bool TryAddNamed(List<LoopCall> calls, string text)
    {
        var begin = text.IndexOf('{', StringComparison.Ordinal);
        if (begin <= 0 || Parse(text[begin..]) is not { ValueKind: JsonValueKind.Object } arguments)
        {
            return false;
        }

        var name = text[..begin].Trim();
        name = name.EndsWith(MistralArguments, StringComparison.Ordinal) ? name[..^MistralArguments.Length] : name;
        calls.Add(new(NewId(), name.Trim(), new((JsonElement?)arguments)));
        return true;
    }

    private static TextCallsFound? Bare(string text)
    {
        var calls = new List<LoopCall>();
        var utf8 = Encoding.UTF8.GetBytes(text);
        if (TryAdd(calls, Encoding.UTF8.GetString(AnswerJson.WithoutFence(AnswerJson.AfterThinking(utf8))), isBare: true))
        {
            return new(calls, "");
        }

        // Words, and then the call in a fence that ends the text. With words after it, it may be an example.
        text = text.TrimEnd();
        return text.EndsWith(Fence, StringComparison.Ordinal) && text.LastIndexOf(Fence, text.Length - Fence.Length - 1, StringComparison.Ordinal) is var begin and >= 0
            && text.IndexOf(Fence, StringComparison.Ordinal) == begin
            && TryAdd(calls, Encoding.UTF8.GetString(AnswerJson.WithoutFence(Encoding.UTF8.GetBytes(text[begin..]))), isBare: true)
            ? new(calls, text[..begin].Trim())
            : null;
    }

    /// <summary>Adds one call, or those of a list.</summary>
    private static bool TryAdd(List<LoopCall> calls, string json, bool isBare)
    {
        if (Parse(Encoding.UTF8.GetString(AnswerJson.WithoutFence(Encoding.UTF8.GetBytes(json.Trim())))) is not { } value)
        {
            return false;
        }

        var before = calls.Count;
        var items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
        if (items.Length > 0 && Array.TrueForAll(items, item => TryAddOne(calls, item, isBare)))
        {
            return true;
        }

        calls.RemoveRange(before, calls.Count - before);
        return false;
    }

    private static bool TryAddOne(List<LoopCall> calls, JsonElement call, bool isBare)
    {
        if (call.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        // As OpenAI's API has it.
        if (call.TryGetProperty("function"u8, out var function) && function.ValueKind == JsonValueKind.Object)
        {
            call = function;
        }

        var hasArguments = call.TryGetProperty("arguments"u8, out var arguments) || call.TryGetProperty("parameters"u8, out arguments);
        if (!call.TryGetProperty("name"u8, out var name) || name.ValueKind != JsonValueKind.String || (isBare && !hasArguments)
            || arguments.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.String))
        {
            return false;
        }

        calls.Add(new(NewId(), name.GetString()!, arguments.ValueKind == JsonValueKind.String ? new(arguments.GetString()) : new((JsonElement?)arguments)));
        return true;
    }

    private static string NewId() => $"call_{Guid.NewGuid():N}";

    private static JsonElement? Parse(string json)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            var value = JsonElement.ParseValue(ref reader);
            return reader.Read() ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Calls that were found in a text.</summary>
/// <param name="Calls">The calls, in their order.</param>
/// <param name="Rest">The text without them.</param>
internal sealed record TextCallsFound(IReadOnlyList<LoopCall> Calls, string Rest);
