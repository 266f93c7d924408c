namespace OllamaSdk;

/// <summary>What surrounds one call of a tool. The tool loop makes it; a test may make its own.</summary>
public sealed class ToolCallContext
{
    /// <summary>The name by which the model asked; the tool's own where it was left empty.</summary>
    public string ToolName { get; init; } = "";

    /// <summary>The id of the call, as the server or, where it sent none, the loop gave it.</summary>
    public string? CallId { get; init; }

    /// <summary>Where instances and <c>[FromToolServices]</c> parameters come from.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>
    /// Hears what the tool reports through an <see cref="IProgress{T}"/> parameter of any type; <see langword="null"/> when nobody listens.
    /// </summary>
    public IProgress<object>? Progress { get; init; }

    /// <summary>The model that asked.</summary>
    public string? Model { get; init; }

    /// <summary>The round of the loop, from 1; 0 outside a loop.</summary>
    public int Round { get; init; }

    /// <summary>
    /// Whether arguments must fit the schema as they are. Else what can mean but one thing is read as it was meant: a number in a text, an
    /// enum's name in another case, null for what may be left out, one value for a list.
    /// </summary>
    public bool StrictArguments { get; init; }

    /// <summary>Hears what was read otherwise than it was written.</summary>
    internal Action<IReadOnlyList<string>>? OnMended { get; init; }

    /// <summary>What was made for this call alone, and is disposed after it.</summary>
    internal object? Made { get; set; }

    /// <summary>The same for a tool of this name, or with these services.</summary>
    internal ToolCallContext With(string? toolName = null, IServiceProvider? services = null) => new()
    {
        ToolName = toolName ?? ToolName,
        CallId = CallId,
        Services = services ?? Services,
        Progress = Progress,
        Model = Model,
        Round = Round,
        StrictArguments = StrictArguments,
        OnMended = OnMended,
    };
}
