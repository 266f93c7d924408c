using System.Text;

namespace OllamaSdk;

/// <summary>What had arrived of an answer when its stream failed. Every item it counts was delivered before the exception.</summary>
public sealed class PartialAnswer
{
    private readonly GatheredText _content = new();
    private readonly GatheredText _thinking = new();
    private List<(string? Id, string? Name, StringBuilder Arguments)>? _toolCalls;

    /// <summary>What had arrived, for tests of what a program makes of it.</summary>
    /// <param name="itemsReceived">How many items were delivered.</param>
    /// <param name="content">The text.</param>
    /// <param name="thinking">The reasoning text.</param>
    /// <param name="toolCalls">The tool calls.</param>
    /// <param name="status">The last progress status.</param>
    /// <param name="itemsSkipped">How many events were left out.</param>
    public PartialAnswer(
        long itemsReceived = 0, string content = "", string thinking = "", IEnumerable<PartialToolCall>? toolCalls = null, string? status = null, long itemsSkipped = 0)
    {
        (ItemsReceived, ItemsSkipped, Status) = (itemsReceived, itemsSkipped, status);
        AppendContent(content);
        AppendThinking(thinking);
        foreach (var call in toolCalls ?? [])
        {
            AppendToolCall(call.Id, call.Name, call.ArgumentsJson);
        }
    }

    /// <summary>How many items (chunks, progress lines) were delivered.</summary>
    public long ItemsReceived { get; internal set; }

    /// <summary>How many events could not be read and were left out, which the client's options must allow.</summary>
    public long ItemsSkipped { get; internal set; }

    /// <summary>The text so far; empty when none arrived.</summary>
    public string Content => _content.ToString();

    /// <summary>The reasoning text so far; empty when none arrived.</summary>
    public string Thinking => _thinking.ToString();

    /// <summary>The tool calls so far, in the order of arrival.</summary>
    public IReadOnlyList<PartialToolCall> ToolCalls => _toolCalls?.ConvertAll(c => new PartialToolCall(c.Id, c.Name, c.Arguments.ToString())) ?? [];

    /// <summary>The last progress status (pull, push, create), in the server's own words.</summary>
    public string? Status { get; internal set; }

    internal void AppendContent(ReadOnlySpan<char> text) => _content.Append(text);

    internal void AppendContent(ReadOnlySpan<byte> utf8) => _content.Append(utf8);

    internal void AppendThinking(ReadOnlySpan<char> text) => _thinking.Append(text);

    /// <summary>Takes thinking out of the text, which is what is left of it; for those whose option says that it may hold some.</summary>
    internal void MoveToThinking(string text, string thinking)
    {
        _content.Clear();
        AppendContent(text);
        AppendThinking(thinking);
    }

    /// <summary>Adds a tool call; one without id and name is a fragment that goes on with the one before.</summary>
    internal void AppendToolCall(string? id, string? name, string? argumentsJson)
    {
        _toolCalls ??= [];
        if (_toolCalls.Count == 0 || !string.IsNullOrEmpty(id) || !string.IsNullOrEmpty(name))
        {
            _toolCalls.Add((id, name, new StringBuilder()));
        }

        _toolCalls[^1].Arguments.Append(argumentsJson);
    }

    /// <summary>The stream has ended well, so nobody will ask: the memory is given back.</summary>
    internal void Forget()
    {
        _content.Clear();
        _thinking.Clear();
    }
}

/// <summary>A tool call that had arrived before a stream failed.</summary>
/// <param name="Id">The server's id of the call, where it gave one.</param>
/// <param name="Name">The name of the function.</param>
/// <param name="ArgumentsJson">The arguments as JSON text; possibly cut off where the server sends them in fragments.</param>
public sealed record PartialToolCall(string? Id, string? Name, string? ArgumentsJson)
{
    /// <summary>The type, names and lengths; never what was written.</summary>
    public override string ToString() => $"{nameof(PartialToolCall)} {{ Id = {Id}, Name = {Name}, ArgumentsJson = {ArgumentsJson?.Length ?? 0} characters }}";
}
