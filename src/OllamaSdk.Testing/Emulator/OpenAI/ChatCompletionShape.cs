using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The JSON of a chat completion, whole or as events, with the fields in the server's order.</summary>
internal sealed class ChatCompletionShape(string id, long created, bool withUsage) : IEventSource
{
    private bool _hasBegun;
    private bool _hasCalled;

    public void WriteWhole(Utf8JsonWriter json, NativeAnswer answer)
    {
        WriteStart(json, "chat.completion", answer);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        WriteText(json, answer.Content, answer.Thinking, answer.ToolCalls);
        json.WriteEndObject();
        WriteReason(json, answer, answer.ToolCalls.Count > 0);
        WriteLogprobs(json, answer.Logprobs);
        json.WriteEndObject();
        json.WriteEndArray();
        UsageRule.Write(json, answer);
        json.WriteEndObject();
    }

    public byte[] Translate(NativeAnswer answer)
    {
        var events = new EventBuffer();
        var (content, thinking, calls) = (answer.Content, answer.Thinking, answer.ToolCalls);
        if (thinking.Length > 0 && content.Length + calls.Count > 0)
        {
            AddDelta(events, answer, "", thinking, [], null);
            thinking = "";
        }

        if (!answer.IsLast || content.Length + thinking.Length + calls.Count > 0)
        {
            AddDelta(events, answer, content, thinking, calls, answer.Logprobs);
        }

        if (answer.IsLast)
        {
            AddEnd(events, answer);
        }

        return events.ToArray();
    }

    private void AddDelta(
        EventBuffer events, NativeAnswer answer, string content, string thinking, IReadOnlyList<NativeToolCall> calls, JsonElement? logprobs)
    {
        events.Add(json =>
        {
            WriteStart(json, "chat.completion.chunk", answer);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            if (!_hasBegun)
            {
                json.WriteString("role", "assistant");
            }

            WriteText(json, content, thinking, calls);
            json.WriteEndObject();
            json.WriteNull("finish_reason");
            WriteLogprobs(json, logprobs);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
        _hasBegun = true;
        _hasCalled |= calls.Count > 0;
    }

    private void AddEnd(EventBuffer events, NativeAnswer answer)
    {
        events.Add(json =>
        {
            WriteStart(json, "chat.completion.chunk", answer);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("delta");
            json.WriteEndObject();
            WriteReason(json, answer, _hasCalled);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
        if (withUsage)
        {
            events.Add(json =>
            {
                WriteStart(json, "chat.completion.chunk", answer);
                json.WriteStartArray("choices");
                json.WriteEndArray();
                UsageRule.Write(json, answer);
                json.WriteEndObject();
            });
        }

        events.AddEnd();
    }

    private void WriteStart(Utf8JsonWriter json, string kind, NativeAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", created);
        json.WriteString("model", answer.Model);
        json.WriteString("system_fingerprint", "fp_ollama");
    }

    private static void WriteReason(Utf8JsonWriter json, NativeAnswer answer, bool hasCalled) =>
        json.WriteString("finish_reason", hasCalled ? "tool_calls" : answer.DoneReason.Length > 0 ? answer.DoneReason : null);

    private static void WriteText(Utf8JsonWriter json, string content, string thinking, IReadOnlyList<NativeToolCall> calls)
    {
        json.WriteString("content", content);
        if (thinking.Length > 0)
        {
            json.WriteString("reasoning", thinking);
        }

        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteNumber("index", call.Index);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLogprobs(Utf8JsonWriter json, JsonElement? logprobs)
    {
        if (logprobs is { } list)
        {
            json.WriteStartObject("logprobs");
            json.WritePropertyName("content");
            list.WriteTo(json);
            json.WriteEndObject();
        }
    }
}
