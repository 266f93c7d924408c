using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.CompilerServices;
using OllamaSdk.OpenAI;

namespace OllamaSdk;

/// <summary>A function that a model may ask for: its name, its purpose, the schema of its parameters, and the code that runs.</summary>
/// <remarks>
/// Made from a method with <see cref="LlmToolAttribute"/>, or by <see cref="Create(string, string, string, Func{JsonElement, ToolCallContext, CancellationToken, ValueTask{ToolResult}}, ToolHints)"/> from a ready-made schema. Of a method's result a
/// <see langword="string"/> is sent as it is, numbers and the like as invariant text, <c>void</c> as <c>ok</c>, everything else as JSON.
/// </remarks>
public abstract class LlmTool
{
    /// <summary>The longest arguments a tool reads, in bytes of UTF-8: 1 MiB.</summary>
    public const int MaxArgumentBytes = 1024 * 1024;

    private const string NoParameters = """{"type":"object","properties":{}}""";

    private OllamaToolDefinition? _definition;
    private StrongBox<JsonElement>? _parameters;

    private protected LlmTool(string name, string description, ToolHints hints)
    {
        ToolName.Check(name);
        TimeoutOptions.Check(hints.Timeout ?? System.Threading.Timeout.InfiniteTimeSpan, nameof(hints.Timeout));
        (Name, Description) = (name, description);
        (ReadOnly, Destructive, Timeout, Strict) = (hints.ReadOnly, hints.Destructive, hints.Timeout, hints.Strict);
    }

    /// <summary>The name by which the model asks: 1 to 64 ASCII letters, digits, <c>_</c>, <c>-</c> and <c>.</c>.</summary>
    public string Name { get; }

    /// <summary>What the tool does, in words for the model; empty when nobody said.</summary>
    public string Description { get; }

    /// <summary>The JSON schema of the parameters as UTF-8; of type <c>object</c>.</summary>
    public abstract ReadOnlyMemory<byte> SchemaUtf8 { get; }

    /// <summary>
    /// The JSON schema of the result as UTF-8, for protocols that tell it, such as MCP; models do not see it. <see langword="null"/> where the result is
    /// plain text or none, or nobody knows.
    /// </summary>
    public virtual ReadOnlyMemory<byte>? ResultSchemaUtf8 => null;

    /// <summary>Whether the tool is said to change nothing. A hint for programs; models do not see it.</summary>
    public bool ReadOnly { get; }

    /// <summary>Whether the tool is said to be able to destroy something. A hint for programs; models do not see it.</summary>
    public bool Destructive { get; }

    /// <summary>
    /// How long the tool loop waits for one call; <see langword="null"/> leaves that to the loop, and
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> is for ever.
    /// </summary>
    public TimeSpan? Timeout { get; }

    /// <summary>Whether arguments must fit the schema as they are; see <see cref="LlmToolAttribute.Strict"/>.</summary>
    public bool Strict { get; }

    /// <summary>Makes a tool from a ready-made schema, which reaches the server unchanged.</summary>
    /// <param name="name">The name for the model.</param>
    /// <param name="description">What the tool does, in words for the model.</param>
    /// <param name="schemaJson">The JSON schema of the parameters: an object.</param>
    /// <param name="call">
    /// The code. It gets the arguments, always a JSON object but not checked against the schema, and must check them itself.
    /// </param>
    /// <param name="hints">What a program should know about the tool.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The name is one that servers refuse, the schema is not a JSON object, or no timer can keep the time limit.</exception>
    public static LlmTool Create(
        string name,
        string description,
        string schemaJson,
        Func<JsonElement, ToolCallContext, CancellationToken, ValueTask<ToolResult>> call,
        ToolHints hints = default)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(schemaJson);
        ArgumentNullException.ThrowIfNull(call);
        return new HandMadeTool(name, description, schemaJson, call, hints);
    }

    /// <summary>Makes a tool without parameters.</summary>
    /// <param name="name">The name for the model.</param>
    /// <param name="description">What the tool does, in words for the model.</param>
    /// <param name="call">The code; what it gives is the result.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name is one that servers refuse.</exception>
    public static LlmTool Create(string name, string description, Func<string> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Create(name, description, NoParameters, (_, _, _) => new(ToolResult.Text(call())));
    }

    /// <summary>Makes a tool without parameters that takes its time.</summary>
    /// <inheritdoc cref="Create(string, string, Func{string})"/>
    public static LlmTool Create(string name, string description, Func<CancellationToken, Task<string>> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Create(name, description, NoParameters, async (_, _, token) => ToolResult.Text(await call(token).ConfigureAwait(false)));
    }

    /// <summary>Makes a tool whose parameters are the properties of a type, checked before the code runs.</summary>
    /// <typeparam name="T">The arguments; usually a partial record with <see cref="LlmSchemaAttribute"/>.</typeparam>
    /// <param name="name">The name for the model.</param>
    /// <param name="description">What the tool does, in words for the model.</param>
    /// <param name="call">The code; what it gives is the result.</param>
    /// <returns>The tool.</returns>
    /// <exception cref="ArgumentException">The name is one that servers refuse.</exception>
    /// <example>
    /// <code>
    /// var mild = LlmTool.Create("weather", "Tells the weather of a city.", (Place place) => $"It is mild in {place.City}.");
    ///
    /// [LlmSchema]
    /// public sealed partial record Place(string City);
    /// </code>
    /// </example>
    public static LlmTool Create<T>(string name, string description, Func<T, string> call)
        where T : ILlmSchema<T>
    {
        ArgumentNullException.ThrowIfNull(call);
        return OfType<T>(name, description, (arguments, _, _) => new(ToolResult.Text(call(arguments))));
    }

    /// <summary>Makes a tool whose parameters are the properties of a type, and that takes its time.</summary>
    /// <inheritdoc cref="Create{T}(string, string, Func{T, string})"/>
    public static LlmTool Create<T>(string name, string description, Func<T, CancellationToken, Task<string>> call)
        where T : ILlmSchema<T>
    {
        ArgumentNullException.ThrowIfNull(call);
        return OfType<T>(name, description, async (arguments, _, token) => ToolResult.Text(await call(arguments, token).ConfigureAwait(false)));
    }

    /// <summary>Reads the arguments and runs the tool. Arguments that are not what the schema says never reach the tool's code.</summary>
    /// <param name="argumentsUtf8">The arguments: a JSON object as UTF-8, at most <see cref="MaxArgumentBytes"/> long.</param>
    /// <param name="context">What surrounds the call.</param>
    /// <param name="cancellationToken">Handed to the tool.</param>
    /// <returns>The result; for arguments that do not fit, an error with <see cref="ToolFailure.BadArguments"/>. What the tool throws is thrown.</returns>
    public ValueTask<ToolResult> InvokeAsync(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ToolResult>(cancellationToken);
        }

        if (argumentsUtf8.Length > MaxArgumentBytes)
        {
            return new(ToolResult.Error(
                $"arguments are {argumentsUtf8.Length} bytes long, expected at most {MaxArgumentBytes}", ToolFailure.BadArguments));
        }

        try
        {
            // Outside a loop nobody need say it, and every message about the call should.
            context = context.ToolName.Length > 0 ? context : context.With(Name);
            return Run(argumentsUtf8, context, cancellationToken);
        }
        catch (Exception e)
        {
            return ValueTask.FromException<ToolResult>(e);
        }
    }

    /// <summary>
    /// The tool as Ollama's native API describes it. What its server drops from a schema, such as <c>minimum</c> and <c>default</c>, is said
    /// in the description of the parameter too, unless the schema was ready-made.
    /// </summary>
    /// <returns>The definition that is sent.</returns>
    public OllamaToolDefinition ToDefinition() => _definition ??= new()
    {
        Type = "function",
        Function = new() { Name = Name, Description = Description.Length == 0 ? null : Description, Parameters = IsReadyMade ? ParseSchema() : SchemaWords.Tell(ParseSchema()) },
    };

    /// <summary>The tool as the OpenAI-compatible API describes it. A dot in its name goes as <c>_</c>, since many servers refuse it.</summary>
    /// <returns>The description; the API's objects are the caller's to change.</returns>
    public ChatTool ToChatTool()
    {
        _parameters ??= new(ParseSchema());
        return new() { Type = "function", Function = new() { Name = ToolName.WithoutDots(Name), Description = Description.Length == 0 ? null : Description, Parameters = _parameters.Value } };
    }

    /// <summary>The name and the purpose.</summary>
    public override string ToString() => Description.Length == 0 ? Name : $"{Name}: {Description}";

    /// <summary>Whether the schema is the caller's own text, which nobody changes.</summary>
    private protected virtual bool IsReadyMade => false;

    private protected abstract ValueTask<ToolResult> Run(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken);

    private static GeneratedTool<T> OfType<T>(string name, string description, ToolCall<T> call)
        where T : ILlmSchema<T>
    {
        ArgumentNullException.ThrowIfNull(description);
        return new(name, description, static () => T.SchemaUtf8, T.Read, call, default, null);
    }

    private JsonElement ParseSchema()
    {
        var reader = new Utf8JsonReader(SchemaUtf8.Span);
        return JsonElement.ParseValue(ref reader);
    }
}
