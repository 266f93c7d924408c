using System.Text;
using System.Text.Json;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>A tool whose schema came from outside and whose code reads the arguments itself.</summary>
internal sealed class HandMadeTool : LlmTool
{
    private readonly Func<JsonElement, ToolCallContext, CancellationToken, ValueTask<ToolResult>> _call;

    public HandMadeTool(
        string name,
        string description,
        string schemaJson,
        Func<JsonElement, ToolCallContext, CancellationToken, ValueTask<ToolResult>> call,
        ToolHints hints)
        : base(name, description, hints)
    {
        _call = call;
        SchemaUtf8 = Encoding.UTF8.GetBytes(schemaJson);
        if (Parse(SchemaUtf8, out var problem).ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"The schema of the tool '{name}' is not a JSON object: {problem ?? schemaJson}", nameof(schemaJson));
        }
    }

    public override ReadOnlyMemory<byte> SchemaUtf8 { get; }

    private protected override bool IsReadyMade => true;

    private protected override ValueTask<ToolResult> Run(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken)
    {
        var arguments = Parse(argumentsUtf8, out var problem);
        if (arguments.ValueKind == JsonValueKind.Object)
        {
            return _call(arguments, context, cancellationToken);
        }

        return new(ToolResult.Error(
            problem is null ? $"arguments: got {arguments.ValueKind}, expected an object" : $"arguments are not valid JSON: {problem}",
            ToolFailure.BadArguments));
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> utf8, out string? problem)
    {
        try
        {
            problem = null;
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            problem = JsonFault.Of(utf8.Span) ?? JsonFault.WordsOf(e);
            return default;
        }
    }
}
