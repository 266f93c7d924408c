using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>The events of the Responses API, which number themselves and open and close each part of the output.</summary>
/// <param name="response">What they tell of.</param>
/// <param name="compacts">Whether the text is a summary, which comes as an item of its own when it is there.</param>
internal sealed class ResponseEvents(ResponseShape response, bool compacts) : IEventSource
{
    private readonly List<OutputItem> _calls = [];
    private string _thinking = "";
    private string _text = "";
    private ReasoningItem? _reasoning;
    private bool _hasBegun;
    private bool _hasText;
    private int _sequence;
    private int _outputIndex;

    private string ReasoningId => $"rs_{response.Number}";

    private string MessageId => $"msg_{response.Number}";

    public byte[] Translate(NativeAnswer answer)
    {
        var events = new EventBuffer();
        if (!_hasBegun)
        {
            _hasBegun = true;
            Add(events, "response.created", json => WriteResponse(json, [], null));
            Add(events, "response.in_progress", json => WriteResponse(json, [], null));
        }

        if (compacts)
        {
            Compact(events, answer);
            return events.ToArray();
        }

        if (answer.Thinking is { Length: > 0 } thinking)
        {
            Think(events, thinking);
        }

        foreach (var call in answer.ToolCalls)
        {
            Call(events, call);
        }

        // Once tools are called the text is dropped.
        if (_calls.Count == 0 && answer.Content is { Length: > 0 } text)
        {
            Say(events, text);
        }

        if (answer.IsLast)
        {
            Complete(events, answer);
        }

        return events.ToArray();
    }

    private void Compact(EventBuffer events, NativeAnswer answer)
    {
        _text += answer.Content;
        if (answer.IsLast)
        {
            var item = new CompactionItem($"cmp_{response.Number}", _text, true);
            AddItem(events, "added", item with { IsComplete = false }, _outputIndex);
            AddItem(events, "done", item, _outputIndex);
            Add(events, "response.completed", json => WriteResponse(json, [item], answer));
        }
    }

    private void Think(EventBuffer events, string thinking)
    {
        if (_thinking.Length == 0)
        {
            AddItem(events, "added", new ReasoningItem(ReasoningId, "", false), _outputIndex);
        }

        _thinking += thinking;
        Add(events, "response.reasoning_summary_text.delta", json => WriteSummary(json, "delta", thinking));
    }

    private void EndThinking(EventBuffer events)
    {
        if (_thinking.Length == 0 || _reasoning is not null)
        {
            return;
        }

        _reasoning = new ReasoningItem(ReasoningId, _thinking, true);
        Add(events, "response.reasoning_summary_text.done", json => WriteSummary(json, "text", _thinking));
        AddItem(events, "done", _reasoning, _outputIndex++);
    }

    private void Call(EventBuffer events, NativeToolCall call)
    {
        EndThinking(events);
        var item = new FunctionCallItem($"fc_{response.Number}_{_calls.Count}", call.Id, call.Name, call.Arguments, true);
        var index = _outputIndex + _calls.Count;
        AddItem(events, "added", item with { IsComplete = false }, index);
        Add(events, "response.function_call_arguments.delta", json => WriteArguments(json, item, index, "delta"));
        Add(events, "response.function_call_arguments.done", json => WriteArguments(json, item, index, "arguments"));
        AddItem(events, "done", item, index);
        _calls.Add(item);
    }

    private void Say(EventBuffer events, string text)
    {
        EndThinking(events);
        if (!_hasText)
        {
            _hasText = true;
            AddItem(events, "added", new MessageItem(MessageId, "", false), _outputIndex);
            AddPart(events, "added", "");
        }

        _text += text;
        Add(events, "response.output_text.delta", json => WriteTextChange(json, "delta", text));
    }

    private void Complete(EventBuffer events, NativeAnswer answer)
    {
        EndThinking(events);
        var message = new MessageItem(MessageId, _text, true);
        if (_hasText)
        {
            Add(events, "response.output_text.done", json => WriteTextChange(json, "text", _text));
            AddPart(events, "done", _text);
            AddItem(events, "done", message, _outputIndex);
        }

        IEnumerable<OutputItem> output = _calls.Count > 0 ? _calls : _hasText ? [message] : [];
        Add(events, "response.completed", json => WriteResponse(json, _reasoning is null ? [.. output] : [_reasoning, .. output], answer));
    }

    private void AddItem(EventBuffer events, string change, OutputItem item, int index) => Add(events, $"response.output_item.{change}", json =>
    {
        json.WriteNumber("output_index", index);
        json.WritePropertyName("item");
        item.Write(json);
    });

    private void AddPart(EventBuffer events, string change, string text) => Add(events, $"response.content_part.{change}", json =>
    {
        WriteTextPlace(json);
        json.WritePropertyName("part");
        MessageItem.WritePart(json, text);
    });

    private void Add(EventBuffer events, string type, Action<Utf8JsonWriter> members) => events.Add(
        json => SortedJson.Write(json, unsorted =>
        {
            unsorted.WriteStartObject();
            unsorted.WriteString("type", type);
            unsorted.WriteNumber("sequence_number", _sequence++);
            members(unsorted);
            unsorted.WriteEndObject();
        }),
        type);

    private void WriteResponse(Utf8JsonWriter json, IReadOnlyList<OutputItem> output, NativeAnswer? answer)
    {
        json.WritePropertyName("response");
        response.Write(json, output, answer);
    }

    private void WriteSummary(Utf8JsonWriter json, string name, string text)
    {
        json.WriteString("item_id", ReasoningId);
        json.WriteNumber("output_index", _outputIndex);
        json.WriteNumber("summary_index", 0);
        json.WriteString(name, text);
    }

    private static void WriteArguments(Utf8JsonWriter json, FunctionCallItem item, int index, string name)
    {
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", index);
        json.WriteString(name, item.Arguments);
    }

    private void WriteTextChange(Utf8JsonWriter json, string name, string text)
    {
        WriteTextPlace(json);
        json.WriteString(name, text);
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
    }

    private void WriteTextPlace(Utf8JsonWriter json)
    {
        json.WriteString("item_id", MessageId);
        json.WriteNumber("output_index", _outputIndex);
        json.WriteNumber("content_index", 0);
    }
}
