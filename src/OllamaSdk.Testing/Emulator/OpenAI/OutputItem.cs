using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>A part of a response's output, under way or complete.</summary>
internal abstract record OutputItem(string Id, bool IsComplete)
{
    private protected string Status => IsComplete ? "completed" : "in_progress";

    /// <summary>The parts of a whole answer: thoughts, then tool calls, or the text where there are none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="number">What stands in the ids.</param>
    public static IReadOnlyList<OutputItem> Of(NativeAnswer answer, int number)
    {
        var items = new List<OutputItem>();
        if (answer.Thinking is { Length: > 0 } thinking)
        {
            items.Add(new ReasoningItem($"rs_{number}", thinking, true));
        }

        var calls = answer.ToolCalls.Select((call, index) => new FunctionCallItem($"fc_{number}_{index}", call.Id, call.Name, call.Arguments, true)).ToList();
        items.AddRange(calls.Count > 0 ? calls : [new MessageItem($"msg_{number}", answer.Content, true)]);
        return items;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        WriteMembers(json);
        json.WriteEndObject();
    }

    /// <summary>Everything after the id.</summary>
    protected abstract void WriteMembers(Utf8JsonWriter json);
}

internal sealed record ReasoningItem(string Id, string Text, bool IsComplete) : OutputItem(Id, IsComplete)
{
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (IsComplete)
        {
            json.WriteStartObject();
            json.WriteString("type", "summary_text");
            json.WriteString("text", Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (IsComplete)
        {
            // Encrypted by name only.
            json.WriteString("encrypted_content", Text);
        }
    }
}

internal sealed record MessageItem(string Id, string Text, bool IsComplete) : OutputItem(Id, IsComplete)
{
    public static void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "output_text");
        json.WriteString("text", text);
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type", "message");
        json.WriteString("status", Status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (IsComplete)
        {
            WritePart(json, Text);
        }

        json.WriteEndArray();
    }
}

internal sealed record FunctionCallItem(string Id, string CallId, string Name, string Arguments, bool IsComplete) : OutputItem(Id, IsComplete)
{
    protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("type", "function_call");
        json.WriteString("status", Status);
        json.WriteString("call_id", CallId);
        json.WriteString("name", Name);
        json.WriteString("arguments", IsComplete ? Arguments : "");
    }
}
