using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace OllamaSdk.Extensions.AI;

/// <summary>A tool of the SDK as an MCP server calls it: failures are told as such, and results that have a schema are structured.</summary>
internal sealed class McpFunction(LlmTool tool) : LlmToolFunction(tool)
{
    // It goes to programs and models, never into HTML: text stays as short and readable as it was.
    private static readonly JsonSerializerOptions s_plain = new(McpJsonUtilities.DefaultOptions) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LlmTool _tool = tool;

    // The server writes results with these.
    public override JsonSerializerOptions JsonSerializerOptions => s_plain;

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var result = await RunWithinTimeAsync(arguments, cancellationToken).ConfigureAwait(false);
        if (result.IsError)
        {
            return new CallToolResult { IsError = true, Content = [new TextContentBlock { Text = result.Content }] };
        }

        return _tool.ResultSchemaUtf8 is not null && TryParse(result.Content) is { } structure ? (object)structure : ContentOf(result);
    }

    private async ValueTask<ToolResult> RunWithinTimeAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var progress = arguments.Services?.GetService(typeof(IProgress<ProgressNotificationValue>)) is IProgress<ProgressNotificationValue> listener ? new Progress(listener) : null;
        if (_tool.Timeout is not { } time)
        {
            return await RunAsync(arguments, progress, cancellationToken).ConfigureAwait(false);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(time);
        try
        {
            return await RunAsync(arguments, progress, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return ToolResult.Error($"The tool '{Name}' did not finish within {time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s.", ToolFailure.TimedOut);
        }
    }

    private static JsonElement? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, s_plain.GetTypeInfo<JsonElement>());
        }
        catch (JsonException)
        {
            // Such as a number that JSON cannot say.
            return null;
        }
    }

    /// <summary>What a tool reports, for the client that called it: numbers as they are, other things as words at a next step.</summary>
    private sealed class Progress(IProgress<ProgressNotificationValue> listener) : IProgress<object>
    {
        private int _step;

        public void Report(object value) => listener.Report(value switch
        {
            ProgressNotificationValue own => own,
            int or long or float or double or decimal => new() { Progress = Convert.ToSingle(value, CultureInfo.InvariantCulture) },
            _ => new() { Progress = Interlocked.Increment(ref _step), Message = Convert.ToString(value, CultureInfo.InvariantCulture) },
        });
    }
}
