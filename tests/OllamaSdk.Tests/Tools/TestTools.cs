using System.Text.Json;

namespace OllamaSdk.Tests.Tools;

/// <summary>Tools made by hand: these tests are about the loop.</summary>
internal static class TestTools
{
    public const string Schema = """{"type":"object","properties":{"x":{"type":"integer"}}}""";

    public static OllamaChatRequest Request => new() { Messages = [OllamaChatMessage.User("go")] };

    /// <summary>Gives its arguments back.</summary>
    public static LlmTool Echo { get; } = Make("echo", arguments => arguments.GetRawText());

    public static LlmTool Failing { get; } = Make("fail", _ => throw new InvalidOperationException("key=s3cret\nat line 2"));

    public static LlmTool Make(string name, Func<JsonElement, ToolResult> run, ToolHints hints = default) =>
        LlmTool.Create(name, $"Does {name}.", Schema, (arguments, _, _) => ValueTask.FromResult(run(arguments)), hints);

    public static LlmTool Make(string name, Func<ToolCallContext, CancellationToken, Task<ToolResult>> run, ToolHints hints = default) =>
        LlmTool.Create(name, $"Does {name}.", Schema, (_, context, token) => new(run(context, token)), hints);

    public static Task<ToolLoopResult<OllamaChatMessage, OllamaChatResponse>> RunAsync(this ScriptedModel model, ToolSet tools, ToolLoopOptions? options = null) =>
        model.Create().RunWithToolsAsync(Request, tools, options, null, TestClient.Ct);

    public static Task<List<ToolLoopEvent>> WatchAsync(this ScriptedModel model, ToolSet tools, ToolLoopOptions? options = null) =>
        model.Create().RunWithToolsStreamAsync(Request, tools, options, null, TestClient.Ct).ToListAsync();
}
