using System.Collections;
using System.Diagnostics.CodeAnalysis;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>The tools a model may ask for, told apart by name: ordinally, so that a name in another case is another name.</summary>
/// <example><code>ToolSet tools = [weather]; tools.Add&lt;Clock&gt;(); tools.AddRange(MathTools.LlmTools);</code></example>
public sealed class ToolSet : IReadOnlyCollection<LlmTool>
{
    // By the name without dots: each tool must be told from the others on servers that refuse dots.
    private readonly Dictionary<string, LlmTool> _byName = new(StringComparer.Ordinal);
    private readonly List<LlmTool> _tools = [];

    /// <summary>An empty set.</summary>
    public ToolSet()
    {
    }

    /// <summary>A set of these tools.</summary>
    /// <param name="tools">The tools.</param>
    /// <exception cref="ArgumentException">Two tools have the same name.</exception>
    public ToolSet(IEnumerable<LlmTool> tools) => AddRange(tools);

    /// <summary>How many tools there are.</summary>
    public int Count => _tools.Count;

    /// <summary>Adds a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <exception cref="ArgumentException">A tool with this name is there already.</exception>
    public void Add(LlmTool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        string plain = ToolName.WithoutDots(tool.Name);
        if (!_byName.TryAdd(plain, tool))
        {
            throw new ArgumentException(
                $"Two tools have the name '{plain}'{(_byName[plain].Name == tool.Name ? "" : " where servers refuse a dot")}: the new one ({tool}) and one in the set ({_byName[plain]}). "
                + "Give one of them another by [LlmTool(Name = \"…\")].",
                nameof(tool));
        }

        _tools.Add(tool);
    }

    /// <summary>Adds the tools of a type. Instance methods are called on an object from <see cref="ToolCallContext.Services"/>, one per call.</summary>
    /// <exception cref="ArgumentException">A tool with the name of one of them is there already.</exception>
    public void Add<T>()
        where T : ILlmToolType<T> => AddRange(T.CreateTools(null));

    /// <summary>Adds the tools of a type, called on this object.</summary>
    /// <param name="instance">The object whose methods are the tools.</param>
    /// <exception cref="ArgumentException">A tool with the name of one of them is there already.</exception>
    public void Add<T>(T instance)
        where T : ILlmToolType<T>
    {
        ArgumentNullException.ThrowIfNull(instance);
        AddRange(T.CreateTools(_ => instance));
    }

    /// <summary>
    /// Adds the tools of a type, called on an object that is made for each call and disposed after it, asynchronously where it can be. What comes from
    /// <see cref="ToolCallContext.Services"/> is left to them. For an object that lives on, there is <see cref="Add{T}(T)"/>.
    /// </summary>
    /// <param name="instance">Makes the object, or asks the context's services for it.</param>
    /// <exception cref="ArgumentException">A tool with the name of one of them is there already.</exception>
    public void Add<T>(Func<ToolCallContext, T> instance)
        where T : ILlmToolType<T>
    {
        ArgumentNullException.ThrowIfNull(instance);
        AddRange(T.CreateTools(PerCallTool.Noting(instance)).Select(tool => new PerCallTool(tool)));
    }

    /// <summary>Adds several tools.</summary>
    /// <param name="tools">The tools.</param>
    /// <exception cref="ArgumentException">A tool with the name of one of them is there already.</exception>
    public void AddRange(IEnumerable<LlmTool> tools)
    {
        ArgumentNullException.ThrowIfNull(tools);
        foreach (var tool in tools)
        {
            Add(tool);
        }
    }

    /// <summary>Finds a tool by its exact name, or by that name with <c>_</c> for each dot, which is how the OpenAI-compatible API knows it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="tool">The tool.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out LlmTool? tool)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(ToolName.WithoutDots(name), out tool) && (name == tool.Name || !name.Contains('.', StringComparison.Ordinal)))
        {
            return true;
        }

        tool = null;
        return false;
    }

    /// <summary>The tools as Ollama's native API describes them, in the order in which they were added.</summary>
    /// <returns>What <see cref="OllamaChatRequest.Tools"/> takes; the set itself does too.</returns>
    public OllamaTools ToDefinitions() => _tools.ConvertAll(tool => tool.ToDefinition());

    /// <summary>The tools as the OpenAI-compatible API describes them, in the order in which they were added.</summary>
    /// <returns>What <see cref="ChatCompletionRequest.Tools"/> takes; the set itself does too.</returns>
    public ChatTools ToChatTools() => _tools.ConvertAll(tool => tool.ToChatTool());

    /// <summary>The same as <see cref="ToDefinitions"/>, so that a request takes the set as it is.</summary>
    /// <param name="tools">The set.</param>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator OllamaTools?(ToolSet? tools) => tools?.ToDefinitions();

    /// <summary>The same as <see cref="ToChatTools"/>, so that a request takes the set as it is.</summary>
    /// <param name="tools">The set.</param>
    [return: NotNullIfNotNull(nameof(tools))]
    public static implicit operator ChatTools?(ToolSet? tools) => tools?.ToChatTools();

    /// <summary>The tools, in the order in which they were added.</summary>
    /// <returns>The items, in order.</returns>
    public IEnumerator<LlmTool> GetEnumerator() => _tools.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
