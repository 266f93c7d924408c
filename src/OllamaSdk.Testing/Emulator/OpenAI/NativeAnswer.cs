using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.OpenAI;

/// <summary>
/// An answer of the native API, or a line of one, of chat or of generate. An error line has nothing of all this and reads as an empty answer that
/// is not the last: the real server makes the same of it.
/// </summary>
internal readonly struct NativeAnswer(JsonElement json)
{
    public string Model => Text(json, "model");

    public string Content => Message is { } message ? Text(message, "content") : Text(json, "response");

    public string Thinking => Text(Message ?? json, "thinking");

    public IReadOnlyList<NativeToolCall> ToolCalls => Message is { } message && RequestBody.Find(message, "tool_calls") is { } calls
        ? [.. calls.EnumerateArray().Select(call => new NativeToolCall(call))]
        : [];

    /// <summary>A list; <see langword="null"/> where none was asked for.</summary>
    public JsonElement? Logprobs => RequestBody.Find(json, "logprobs");

    public bool IsLast => RequestBody.Find(json, "done") is { ValueKind: JsonValueKind.True };

    public string DoneReason => Text(json, "done_reason");

    public int PromptTokens => Number("prompt_eval_count");

    public int AnswerTokens => Number("eval_count");

    /// <summary>How many of the prompt's tokens were known already; <see langword="null"/> where the server does not tell it: before 0.33.3.</summary>
    public int? CachedTokens => RequestBody.Find(json, "prompt_eval_cached_count")?.GetInt32();

    /// <summary>In milliseconds, for the tokens that were not known.</summary>
    public double PromptTime => Milliseconds("prompt_eval_duration");

    public double AnswerTime => Milliseconds("eval_duration");

    private JsonElement? Message => RequestBody.Find(json, "message");

    private double Milliseconds(string name) => (RequestBody.Find(json, name)?.GetInt64() ?? 0) / 1e6;

    private int Number(string name) => RequestBody.Find(json, name)?.GetInt32() ?? 0;

    private static string Text(JsonElement owner, string name) => RequestBody.Find(owner, name)?.GetString() ?? "";
}

/// <summary>A tool call as the native API writes it.</summary>
internal readonly struct NativeToolCall(JsonElement json)
{
    private JsonElement Function => RequestBody.Find(json, "function")!.Value;

    public string Id => RequestBody.Find(json, "id")?.GetString() ?? "";

    public int Index => RequestBody.Find(Function, "index")?.GetInt32() ?? 0;

    public string Name => RequestBody.Find(Function, "name")?.GetString() ?? "";

    /// <summary>An object as JSON.</summary>
    public string Arguments => RequestBody.Find(Function, "arguments")?.GetRawText() ?? "{}";
}
