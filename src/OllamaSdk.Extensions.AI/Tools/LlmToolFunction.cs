using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OllamaSdk.Extensions.AI;

/// <summary>A tool of the SDK as a function of Microsoft.Extensions.AI: its schema and its reader are those of compile time.</summary>
internal class LlmToolFunction(LlmTool tool) : AIFunction
{
    private JsonElement? _schema;
    private JsonElement? _resultSchema;

    public override string Name => tool.Name;

    public override string Description => tool.Description;

    public override JsonElement JsonSchema => _schema ??= Parse(tool.SchemaUtf8.Span);

    public override JsonElement? ReturnJsonSchema => tool.ResultSchemaUtf8 is { } schema ? _resultSchema ??= Parse(schema.Span) : null;

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(LlmTool) ? tool : base.GetService(serviceType, serviceKey);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        // Failures too: their words are for the model, which can then do better. An exception's would not reach it.
        ContentOf(await RunAsync(arguments, progress: null, cancellationToken).ConfigureAwait(false));

    /// <summary>A text, or a list of contents where there are pictures.</summary>
    protected static object ContentOf(ToolResult result) => result.Images.Count == 0
        ? result.Content
        : new List<AIContent>([new TextContent(result.Content), .. result.Images.Select(image => new DataContent(image.Bytes, ImageType.Of(image.Bytes.Span)))]);

    /// <summary>Runs the tool. What it wants the model to read is a result, also where it was thrown.</summary>
    protected async ValueTask<ToolResult> RunAsync(AIFunctionArguments arguments, IProgress<object>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var context = new ToolCallContext { Services = arguments.Services, Progress = progress };
        try
        {
            return await tool.InvokeAsync(ValueJson.ObjectUtf8(arguments, JsonSerializerOptions), context, cancellationToken).ConfigureAwait(false) ?? ToolResult.Text(null);
        }
        catch (ToolRetryException e)
        {
            return ToolResult.Error(e.Message);
        }
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
