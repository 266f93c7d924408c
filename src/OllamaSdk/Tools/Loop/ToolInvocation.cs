using OllamaSdk.Loop;

namespace OllamaSdk;

/// <summary>One call of a tool in a tool loop: what the model asked for and what it got.</summary>
public sealed class ToolInvocation
{
    private string? _argumentsJson;
    private ToolResult? _result;
    private TimeSpan _duration;
    private IReadOnlyList<string> _mendings = [];

    /// <summary>A call, for tests of hooks and of what a program makes of a loop's result.</summary>
    /// <param name="name">The name the model asked for.</param>
    /// <param name="argumentsJson">The arguments as JSON text.</param>
    /// <param name="tool">The tool of that name.</param>
    public ToolInvocation(string name, string argumentsJson, LlmTool? tool = null)
        : this(new LoopCall("call_1", name, new LoopArguments(argumentsJson)), tool, round: 1, model: null)
    {
    }

    internal ToolInvocation(LoopCall call, LlmTool? tool, int round, string? model) =>
        (Name, Id, Arguments, Tool, Round, Model) = (tool?.Name ?? call.Name, call.Id, call.Arguments, tool, round, model);

    /// <summary>The tool's name, or where there is no such tool, the name the model asked for.</summary>
    public string Name { get; }

    /// <summary>The id of the call: the server's, or where it sent none, one that the loop made.</summary>
    public string Id { get; init; }

    /// <summary>The tool of that name; <see langword="null"/> where there is none.</summary>
    public LlmTool? Tool { get; }

    /// <summary>The round of the loop, from 1.</summary>
    public int Round { get; init; }

    /// <summary>The model that asked, as the server calls it.</summary>
    public string? Model { get; init; }

    /// <summary>The arguments as the model sent them, or as a hook changed them. Nobody has checked them before the tool does.</summary>
    public string ArgumentsJson => _argumentsJson ??= Arguments.ToString();

    /// <summary>What the model gets; <see langword="null"/> until the call has ended.</summary>
    public ToolResult? Result
    {
        get => _result;
        init => _result = value;
    }

    /// <summary>How long the call took, hooks included; zero until it has ended.</summary>
    public TimeSpan Duration
    {
        get => _duration;
        init => _duration = value;
    }

    /// <summary>
    /// What was read otherwise than the model wrote it, such as "'days': text read as a number"; usually empty. See
    /// <see cref="ToolLoopOptions.StrictArguments"/>.
    /// </summary>
    public IReadOnlyList<string> Mendings
    {
        get => _mendings;
        init => _mendings = value;
    }

    internal LoopArguments Arguments { get; private set; }

    /// <summary>The name and the id.</summary>
    public override string ToString() => $"{Name} ({Id})";

    internal void Mend(IReadOnlyList<string> mendings) => _mendings = mendings;

    internal void Answer(ToolResult result) => _result = result;

    internal void End(ToolResult result, TimeSpan duration) => (_result, _duration) = (result, duration);

    internal void Change(string argumentsJson)
    {
        Arguments = new LoopArguments(argumentsJson);
        _argumentsJson = null;
    }
}
