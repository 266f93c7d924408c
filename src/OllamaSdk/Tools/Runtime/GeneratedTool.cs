using System.ComponentModel;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Gives a constant from the assembly's data, without copying it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ReadOnlySpan<byte> Utf8Constant();

/// <summary>Reads the value on which the reader stands.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T JsonValueReader<out T>(ref Utf8JsonReader reader);

/// <summary>Calls the method of a tool with arguments that were read and checked.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate ValueTask<ToolResult> ToolCall<in TArguments>(
    TArguments arguments, ToolCallContext context, CancellationToken cancellationToken);

/// <summary>What generated code makes its tools with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedTool
{
    /// <summary>Makes the tool of one method.</summary>
    public static LlmTool Create<TArguments>(
        string name,
        string description,
        Utf8Constant schema,
        JsonValueReader<TArguments> read,
        ToolCall<TArguments> call,
        ToolHints hints = default) => new GeneratedTool<TArguments>(name, description, schema, read, call, hints);
}

/// <summary>A tool whose arguments are read by generated code before its method is called.</summary>
internal sealed class GeneratedTool<TArguments>(
    string name,
    string description,
    Utf8Constant schema,
    JsonValueReader<TArguments> read,
    ToolCall<TArguments> call,
    ToolHints hints) : LlmTool(name, description, hints)
{
    private byte[]? _schema;

    public override ReadOnlyMemory<byte> SchemaUtf8 => _schema ??= schema().ToArray();

    private protected override ValueTask<ToolResult> Run(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken)
    {
        TArguments arguments;
        try
        {
            var reader = new Utf8JsonReader(argumentsUtf8.Span);
            JsonRead.Start(ref reader);
            arguments = read(ref reader);
            JsonRead.End(ref reader, argumentsUtf8.Span);
        }
        catch (Exception e) when (SchemaBreach.IsBreach(e))
        {
            return new(ToolResult.Error(SchemaBreach.Describe(e, argumentsUtf8.Span), ToolFailure.BadArguments));
        }

        return call(arguments, context, cancellationToken);
    }
}
