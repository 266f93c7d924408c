using System.Text;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Security.Canary.CanaryWords;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>A server that repeats what it was told: every way to fail with all secrets, the prompt and an answer in it.</summary>
internal sealed record CanaryFault(string Name, Func<ScriptedConnection, Task> Script)
{
    private const string Events = "text/event-stream";
    private const string Lines = "application/x-ndjson";

    public static IReadOnlyList<CanaryFault> Echoing { get; } =
    [
        new("401 that repeats the key", connection => connection.RespondJsonAsync($$"""{"error":"Incorrect API key provided: {{Echo(connection.Request)}}."}""", 401)),
        new("400 that repeats the prompt", connection => connection.RespondJsonAsync($$"""{"error":{{Quoted(connection)}}}""", 400)),
        new("400 that repeats a part of the prompt", connection => connection.RespondJsonAsync(
            Echo(connection.Request).Contains(Prompt, StringComparison.Ordinal)
                ? """{"error":{"message":"1 validation error: input_value='Tell me of PROMPTcanary, plea...cage', input_type=str","type":"BadRequestError","param":"messages","code":400}}"""
                : """{"error":"no"}""", 400)),
        new("422 with the whole request", connection => connection.RespondJsonAsync(
            $$$"""{"detail":[{"type":"missing","loc":["body"],"input":{{{(connection.Request.Text.StartsWith('{') ? connection.Request.Text : "{}")}}}}]}""", 422)),
        new("429 with echoing headers", connection => connection.RespondJsonAsync("""{"error":"slow down"}""", 429, ("X-Echo", Echo(connection.Request)), ("X-Request-Id", Secrets(connection)), ("Retry-After", "0"))),
        new("500 as a web page", connection => connection.RespondAsync(500, "text/html", $"<html><head><title>{Echo(connection.Request)}</title></head><body>{Echo(connection.Request)}</body></html>")),
        new("500 of a tool call that cannot be read", connection => connection.RespondJsonAsync(
            """{"error":"error parsing tool call: raw='{\"word\":\"ANSWERcanary sings', err=unexpected end of JSON input"}""", 500)),
        new("500 of an answer that cannot be read", connection => connection.RespondJsonAsync(
            """{"error":{"code":500,"message":"Failed to parse input at pos 12: <tool>ANSWERcanary sings","type":"server_error"}}""", 500)),
        new("502 as text", connection => connection.RespondAsync(502, "text/plain", Echo(connection.Request))),
        new("503 that repeats all", connection => connection.RespondJsonAsync($$"""{"error":{{Quoted(connection)}}}""", 503)),
        new("507 no memory", connection => connection.RespondJsonAsync($$"""{"error":"model requires more system memory: {{Echo(connection.Request)}}"}""", 500)),
        new("404 of the model", connection => connection.RespondJsonAsync($$"""{"error":"model 'demo' not found: {{Echo(connection.Request)}}"}""", 404)),
        new("413 too long", connection => connection.RespondJsonAsync($$"""{"error":"the prompt exceeds the context length: {{Echo(connection.Request)}}"}""", 400)),
        new("status line", connection => SendAndCloseAsync(connection, $"HTTP/1.1 {Echo(connection.Request)}\r\n\r\n")),
        new("header line", connection => SendAndCloseAsync(connection, $"HTTP/1.1 200 OK\r\n{Echo(connection.Request)}\r\n\r\n")),
        new("chunk size", async connection =>
        {
            await connection.SendHeadAsync(200, ("Content-Type", "application/json"), ("Transfer-Encoding", "chunked"));
            await SendAndCloseAsync(connection, $"{Echo(connection.Request)}\r\n");
        }),
        new("redirect", connection => connection.RespondJsonAsync("{}", 307, ("Location", $"http://127.0.0.1:1/?q={Uri.EscapeDataString(Echo(connection.Request))}"))),
        new("foreign type of content", connection => connection.RespondAsync(200, $"text/x; of=\"{Secrets(connection)}\"", $"[{Quoted(connection)}]")),
        new("web page", connection => connection.RespondAsync(200, "text/html", $"<html><title>{Echo(connection.Request)}</title>{Echo(connection.Request)}</html>")),
        new("error at once", connection => RespondAsync(connection, $$"""{"error":{{Quoted(connection)}}}""")),
        new("error object at once", connection => RespondAsync(connection, $$$"""{"error":{"message":{{{Quoted(connection)}}},"code":"{{{Secrets(connection)}}}"}}""")),
        new("error beside other things", connection => RespondAsync(connection, $$"""{"message":5,"choices":5,"error":{{Quoted(connection)}}}""")),
        new("error after an item", connection => RespondAsync(connection, Item(connection), $$"""{"error":{{Quoted(connection)}}}""")),
        new("not JSON", connection => RespondAsync(connection, Echo(connection.Request))),
        new("not JSON, in an object", connection => RespondAsync(connection, $$"""{"{{Answer}}":oops {{Echo(connection.Request)}}""")),
        new("malformed literal", connection => RespondAsync(connection, $$"""{"a":t{{Answer}}}""")),
        new("malformed in a list", connection => RespondAsync(connection, """{"message":{"tool_calls":[{"function":{"name":"x","arguments":{"ANSWERcanary":oops}}}]}}""")),
        new("wrong type", connection => RespondAsync(connection, $$"""{"message":{{Quoted(connection)}},"choices":{{Quoted(connection)}},"output":{{Quoted(connection)}},"models":{{Quoted(connection)}},"data":{{Quoted(connection)}},"answers":{{Quoted(connection)}},"done":{{Quoted(connection)}}}""")),
        new("wrong names", connection => RespondAsync(connection, """{"message":{"ANSWERcanary":[{"ANSWERcanary":1}],"content":{"ANSWERcanary":2},"role":3},"choices":[{"delta":{"ANSWERcanary":{}},"message":{"content":{"ANSWERcanary":2}}}]}""")),
        new("a text, where an object is due", connection => RespondAsync(connection, Quoted(connection))),
        new("an answer that is not the JSON that was asked for", connection => WholeAsync(connection, Answer)),
        new("an answer with another type", connection => WholeAsync(connection, $$$"""{"word":["{{{Answer}}}"],"value":{"{{{Answer}}}":1}}""")),
        new("an answer with other names", connection => WholeAsync(connection, $$"""{"wrod":"{{Answer}}","{{Answer}}":5}""")),
        new("an answer that is a list of others", connection => WholeAsync(connection, $$"""[{"{{Answer}}":"{{Answer}}"}]""")),
        new("an answer that is cut", connection => WholeAsync(connection, $$"""{"word":"{{Answer}}""")),
        new("a tool call with wrong arguments", connection => WholeAsync(connection, "", $$"""{"word":["{{Answer}}"],"{{Answer}}":1}""")),
        new("a tool call that fails", connection => WholeAsync(connection, "", $$"""{"word":"{{Answer}}"}""")),
        new("no end mark", connection => RespondAsync(connection, Item(connection))),
        new("cut inside an item", connection => RespondAsync(connection, Item(connection)[..^9])),
        new("cut after an item", async connection =>
        {
            await BeginAsync(connection);
            connection.Close();
        }),
        new("reset after an item", async connection =>
        {
            await BeginAsync(connection);
            connection.Reset();
        }),
        new("not UTF-8", async connection =>
        {
            await BeginAsync(connection);
            await connection.SendChunkAsync((byte[])[.. "data: {\""u8, .. Encoding.UTF8.GetBytes(Answer), 0xC3, 0x28, .. "\":1}\n\n"u8]);
            await connection.EndChunksAsync();
        }),
        new("a line over the limit", async connection =>
        {
            await BeginAsync(connection);
            await connection.SendChunkAsync($"data: {string.Concat(Enumerable.Repeat(Echo(connection.Request), 200))}");
            await connection.EndChunksAsync();
        }),
    ];

    /// <summary>The head of an answer and one item of it, which is half of one where no stream is due.</summary>
    public static async Task BeginAsync(ScriptedConnection connection)
    {
        await connection.SendHeadAsync(200, ("Content-Type", TypeOf(connection)), ("Transfer-Encoding", "chunked"));
        await connection.SendChunkAsync(TypeOf(connection) switch
        {
            Events => $"data: {Item(connection)}\n\n",
            Lines => $"{Item(connection)}\n",
            _ => Item(connection)[..^3],
        });
    }

    public override string ToString() => Name;

    private static string Secrets(ScriptedConnection connection) => Echo(connection.Request).Replace(Prompt, "", StringComparison.Ordinal);

    private static string Quoted(ScriptedConnection connection) => Json(Echo(connection.Request));

    private static string Json(string text) => $"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"";

    private static string TypeOf(ScriptedConnection connection) => connection.Request.Header("Accept") is Events or Lines ? connection.Request.Header("Accept")! : "application/json";

    // What is no end, in any of the APIs.
    private static string Item(ScriptedConnection connection) => connection.Request.Path switch
    {
        var path when path.EndsWith("/responses", StringComparison.Ordinal) => $$"""{"type":"response.output_text.delta","delta":"{{Answer}}"}""",
        var path when path.EndsWith("/v1/completions", StringComparison.Ordinal) => $$"""{"choices":[{"index":0,"text":"{{Answer}}"}]}""",
        var path when path.Contains("/v1/", StringComparison.Ordinal) => $$$"""{"choices":[{"index":0,"delta":{"content":"{{{Answer}}}","reasoning":"{{{Answer}}}"},"message":{"content":"{{{Answer}}}"}}]}""",
        _ => $$"""{"model":"demo","message":{"role":"assistant","content":"{{Answer}}","thinking":"{{Answer}}"},"response":"{{Answer}}","status":"{{Answer}}","done":false}""",
    };

    // A whole answer of any of the APIs, with this text or this tool call.
    private static Task WholeAsync(ScriptedConnection connection, string content, string? arguments = null)
    {
        var text = Json(content);
        var json = Json(arguments ?? "");
        var isStream = TypeOf(connection) == Events;
        var calls = arguments is null ? "null" : $$$"""[{"index":0,"id":"1","type":"function","function":{"name":"sing","arguments":{{{(connection.Request.Path.Contains("/v1/", StringComparison.Ordinal) ? json : arguments)}}}}}]""";
        var message = $$"""{"role":"assistant","content":{{text}},"tool_calls":{{calls}}}""";
        var response = $$"""{"id":"r","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":{{text}}}]}]}""";
        string[] items = connection.Request.Path switch
        {
            var path when path.EndsWith("/responses", StringComparison.Ordinal) => [isStream ? $$"""{"type":"response.completed","response":{{response}} }""" : response],
            var path when path.EndsWith("/v1/completions", StringComparison.Ordinal) => [$$"""{"choices":[{"index":0,"text":{{text}},"finish_reason":"stop"}]}""", .. isStream ? ["[DONE]"] : Array.Empty<string>()],
            var path when path.EndsWith("/v1/chat/completions", StringComparison.Ordinal) =>
                [$$"""{"choices":[{"index":0,"{{(isStream ? "delta" : "message")}}":{{message}},"finish_reason":"{{(arguments is null ? "stop" : "tool_calls")}}"}]}""", .. isStream ? ["[DONE]"] : Array.Empty<string>()],
            _ => [$$"""{"model":"demo","message":{{message}},"response":{{text}},"status":"success","done":true,"done_reason":"stop","answers":{{text}} }"""],
        };
        return RespondAsync(connection, items);
    }

    private static Task RespondAsync(ScriptedConnection connection, params string[] items)
    {
        var type = TypeOf(connection);
        return connection.RespondAsync(200, type, string.Concat(items.Select(item => type == Events ? $"data: {item}\n\n" : $"{item}\n")));
    }

    private static async Task SendAndCloseAsync(ScriptedConnection connection, string bytes)
    {
        await connection.SendAsync(bytes);
        connection.Close();
    }
}
