using System.ComponentModel;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Gives a constant from the assembly's data, without copying it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ReadOnlySpan<byte> Utf8Constant();

/// <summary>Reads the value on which the reader stands.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader);

/// <summary>Reads arguments of the usual form; <see langword="false"/> where another reader has to decide.</summary>
/// <param name="json">The whole text.</param>
/// <param name="arguments">What was read; without meaning where the answer is <see langword="false"/>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool ArgumentScanner<T>(ReadOnlySpan<byte> json, out T arguments);

/// <summary>Calls the method of a tool with arguments that were read and checked.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<ToolResult> ToolCall<in TArguments>(
    TArguments arguments, ToolCallContext context, CancellationToken cancellationToken);

/// <summary>What generated code makes its tools with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedTool
{
    /// <summary>Makes the tool of one method.</summary>
    /// <param name="name">The name for the model.</param>
    /// <param name="description">What the tool does, in words for the model.</param>
    /// <param name="schema">The JSON schema of the parameters.</param>
    /// <param name="read">Reads any arguments, and finds every fault.</param>
    /// <param name="call">Calls the method.</param>
    /// <param name="hints">What a program should know about the tool.</param>
    /// <param name="scan">Reads usual arguments faster, where there is such a way; always what <paramref name="read"/> would read.</param>
    /// <param name="resultSchema">The JSON schema of what the method gives; <see langword="null"/> where that is no JSON.</param>
    /// <param name="aliases">Names in C# that are not those of the schema in another case, each followed by the schema's.</param>
    public static LlmTool Create<TArguments>(
        string name,
        string description,
        Utf8Constant schema,
        JsonValueReader<TArguments> read,
        ToolCall<TArguments> call,
        ToolHints hints = default,
        ArgumentScanner<TArguments>? scan = null,
        string[]? aliases = null,
        Utf8Constant? resultSchema = null) => new GeneratedTool<TArguments>(name, description, schema, read, call, hints, scan, aliases, resultSchema);

    /// <summary>The tools of a type and of its base, which has a tool of its own only under another name.</summary>
    /// <param name="own">The type's own tools.</param>
    /// <param name="instance">Gives the object whose method is called.</param>
    public static IReadOnlyList<LlmTool> Inherit<TBase>(IReadOnlyList<LlmTool> own, Func<ToolCallContext, TBase> instance)
        where TBase : class, ILlmToolType<TBase> =>
        [.. own, .. TBase.CreateTools(instance).Where(inherited => !own.Any(tool => tool.Name == inherited.Name))];
}

/// <summary>A tool whose arguments are read by generated code before its method is called.</summary>
internal sealed class GeneratedTool<TArguments>(
    string name,
    string description,
    Utf8Constant schema,
    JsonValueReader<TArguments> read,
    ToolCall<TArguments> call,
    ToolHints hints,
    ArgumentScanner<TArguments>? scan,
    string[]? aliases = null,
    Utf8Constant? resultSchema = null) : LlmTool(name, description, hints)
{
    private byte[]? _schema;
    private byte[]? _resultSchema;

    public override ReadOnlyMemory<byte> SchemaUtf8 => _schema ??= schema().ToArray();

    public override ReadOnlyMemory<byte>? ResultSchemaUtf8 => resultSchema is null ? default(ReadOnlyMemory<byte>?) : _resultSchema ??= resultSchema().ToArray();

    /// <summary>What the call's arguments are.</summary>
    /// <exception cref="JsonException">They are not what the schema says.</exception>
    /// <exception cref="InvalidOperationException">They hold text that is not Unicode.</exception>
    internal TArguments Parse(ReadOnlySpan<byte> json) => TryScan(json, out var arguments) ? arguments : ParseExactly(json);

    internal bool TryScan(ReadOnlySpan<byte> json, out TArguments arguments)
    {
        arguments = default!;
        return scan is not null && scan(json, out arguments);
    }

    internal TArguments ParseExactly(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        JsonRead.Start(ref reader);
        try
        {
            var arguments = read(ref reader);
            JsonRead.End(ref reader, json);
            return arguments;
        }
        catch (Exception e) when (!SchemaBreach.IsBreach(e) && e is not (OutOfMemoryException or OperationCanceledException))
        {
            // What a constructor or a setter refuses is a bad argument too, and the words are its own.
            throw new SchemaBreachException(SchemaBreach.WordsOf(e), reader.TokenStartIndex, e);
        }
    }

    private protected override ValueTask<ToolResult> Run(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken)
    {
        TArguments arguments;
        try
        {
            arguments = Parse(argumentsUtf8.Span);
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e))
        {
            if (Mended(argumentsUtf8.Span, context) is not { } mended)
            {
                return new(ToolResult.Error(SchemaBreach.Describe(e, argumentsUtf8.Span), ToolFailure.BadArguments));
            }

            try
            {
                arguments = ParseExactly(mended);
            }
            catch (Exception again) when (SchemaBreach.IsBreach(again))
            {
                return new(ToolResult.Error(SchemaBreach.Describe(again, mended), ToolFailure.BadArguments));
            }
        }

        return call(arguments, context, cancellationToken);
    }

    private byte[]? Mended(ReadOnlySpan<byte> json, ToolCallContext context)
    {
        if (Strict || context.StrictArguments || ArgumentMender.Mend(json, SchemaUtf8.Span, aliases ?? [], out var mendings) is not { } mended)
        {
            return null;
        }

        context.OnMended?.Invoke(mendings);
        return mended;
    }
}
