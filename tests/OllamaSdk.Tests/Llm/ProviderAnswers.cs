using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Llm;

/// <summary>
/// The same two answers as each server words them: with what it leaves out, repeats, splits or adds. Frames, figures and the order of lines are those
/// of recorded answers of Ollama and llama.cpp; the others are made from their sources and documents.
/// </summary>
internal sealed record ProviderAnswers(LlmProvider Provider, string ThinkingName, string CallMessage, string AnswerMessage, string[] CallDeltas, string[] AnswerDeltas)
{
    private const string Usage = """{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}""";
    private const string Figures = ""","done_reason":"stop","total_duration":44689085,"load_duration":1574609,"prompt_eval_count":20,"prompt_eval_duration":15897000,"eval_count":9,"eval_duration":23085000""";
    private const string Timings = ""","timings":{"cache_n":0,"prompt_n":20,"prompt_ms":15.684,"prompt_per_second":52282.58097424127,"predicted_n":9,"predicted_ms":26.994,"predicted_per_second":3037.712084166852}""";
    private const string NativeCall = """{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"index":0,"name":"weather","arguments":{"city":"Oslo"}}}]}""";

    private const string ArgumentsText = """{\"city\":\"Oslo\"}""";

    public static IReadOnlyDictionary<string, ProviderAnswers> All { get; } = new ProviderAnswers[]
    {
        Native(LlmProviders.Ollama, NativeCall, """{"role":"assistant","content":""}"""),
        // Some templates' calls come with the end mark.
        Native(LlmProviders.OllamaCloud, NativeCall),
        V1(LlmProviders.OllamaV1, "reasoning", "", Whole(0), role: "first"),
        V1(LlmProviders.LmStudio, "reasoning_content", "", Fragments(), role: "every"),
        V1(LlmProviders.Mlx, "reasoning", "null", Whole(0), role: "every"),
        V1(LlmProviders.LlamaCpp, "reasoning_content", "null", Fragments(), role: "first"),
        V1(LlmProviders.Vllm, "reasoning", "null", Fragments(), role: "first"),
        V1(LlmProviders.OpenAICompatible, "reasoning", "\"\"", Whole(null), role: "first"),
    }.ToDictionary(answers => answers.Provider.Name);

    public LlmTarget Target(ScriptedServer server) => new(Provider, "m", Provider.IsNative ? server.Url.ToString() : $"{server.Url}v1");

    public Task CallWhole(ScriptedConnection connection) => connection.RespondJsonAsync(WholeJson(CallMessage, Provider == LlmProviders.Vllm ? "stop" : "tool_calls"));

    public Task AnswerWhole(ScriptedConnection connection) => connection.RespondJsonAsync(WholeJson(AnswerMessage, "stop"));

    public Task CallStreamed(ScriptedConnection connection) => StreamAsync(connection, CallDeltas, Provider == LlmProviders.Vllm ? "stop" : "tool_calls");

    public Task AnswerStreamed(ScriptedConnection connection) => StreamAsync(connection, AnswerDeltas, "stop");

    /// <summary>The arguments of a message's first tool call: an object natively, a text elsewhere.</summary>
    public static JsonElement Arguments(JsonElement message)
    {
        var arguments = message.GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments");
        return arguments.ValueKind == JsonValueKind.Object ? arguments : JsonDocument.Parse(arguments.GetString()!).RootElement;
    }

    private static string[] Whole(int? index) =>
    [
        $$$"""{"tool_calls":[{{{{(index is null ? "" : $"\"index\":{index},")}}}"id":"call_1","type":"function","function":{"name":"weather","arguments":"{{{ArgumentsText}}}"}}]}""",
    ];

    private static string[] Fragments() =>
    [
        """{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}""",
        """{"tool_calls":[{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":"{\"city\":"}}]}""",
        """{"tool_calls":[{"index":0,"function":{"arguments":"\"Oslo\"}"}}]}""",
    ];

    /// <param name="provider">Whose answers.</param>
    /// <param name="end">The call, and what follows it; the last one is in the line with the end mark.</param>
    private static ProviderAnswers Native(LlmProvider provider, params string[] end) => new(provider, "thinking",
        NativeCall.Replace("\"content\":\"\"", "\"content\":\"\",\"thinking\":\"let me see\"", StringComparison.Ordinal),
        """{"role":"assistant","content":"It rains."}""",
        ["""{"role":"assistant","content":"","thinking":"let me "}""", """{"role":"assistant","content":"","thinking":"see"}""", .. end],
        ["""{"role":"assistant","content":"It "}""", """{"role":"assistant","content":"rains."}""", """{"role":"assistant","content":""}"""]);

    /// <param name="provider">Whose answers.</param>
    /// <param name="thinking">What it calls thinking.</param>
    /// <param name="empty">What it says where there is no content; nothing at all where empty.</param>
    /// <param name="calls">The deltas of its tool call.</param>
    /// <param name="role">Whether the first delta or every one says who speaks.</param>
    private static ProviderAnswers V1(LlmProvider provider, string thinking, string empty, string[] calls, string role)
    {
        var content = empty.Length == 0 ? "" : $"\"content\":{empty},";
        return new(provider, thinking,
            $$$"""{"role":"assistant",{{{content}}}"{{{thinking}}}":"let me see","tool_calls":[{"id":"call_1","type":"function","function":{"name":"weather","arguments":"{{{ArgumentsText}}}"}}]}""",
            """{"role":"assistant","content":"It rains."}""",
            WithRole(role, [$$"""{{{content}}"{{thinking}}":"let me "}""", $$"""{"{{thinking}}":"see"}""", .. calls]),
            WithRole(role, ["""{"content":"It "}""", """{"content":"rains."}"""]));
    }

    private static string[] WithRole(string role, string[] deltas) =>
        [.. deltas.Select((delta, i) => role == "every" || i == 0 ? $"{{\"role\":\"assistant\",{delta[1..]}" : delta)];

    private string Frame(string kind) => $"\"id\":\"chatcmpl-503\",\"object\":\"{kind}\",\"created\":1795231890,\"model\":\"m\"{Fingerprint}";

    private string Fingerprint => Provider.Name switch
    {
        "ollama-v1" => ",\"system_fingerprint\":\"fp_ollama\"",
        "llamacpp" => ",\"system_fingerprint\":\"b11669-Debian\"",
        _ => "",
    };

    private string WholeJson(string message, string reason) => Provider.IsNative
        ? NativeLine(message, isLast: true)
        : $$"""{{{Frame("chat.completion")}},"choices":[{"index":0,"message":{{Padded(message)}},"finish_reason":"{{reason}}"}],"usage":{{Usage}}{{OwnFigures}}}""";

    private string OwnFigures => Provider == LlmProviders.LlamaCpp ? Timings : "";

    private string Padded(string message) => Provider == LlmProviders.Vllm
        ? $$"""{{message[..^1]}},"refusal":null,"annotations":null,"audio":null,"function_call":null}"""
        : message;

    private static string NativeLine(string message, bool isLast) =>
        $$"""{"model":"m","created_at":"2026-11-21T03:31:30.728866687Z","message":{{message}},"done":{{(isLast ? $"true{Figures}" : "false")}}}""";

    private Task StreamAsync(ScriptedConnection connection, string[] deltas, string reason)
    {
        if (Provider.IsNative)
        {
            return connection.RespondNdjsonAsync([.. deltas.Select((delta, i) => NativeLine(delta, isLast: i == deltas.Length - 1))]);
        }

        var pings = Provider == LlmProviders.Mlx ? ": keepalive 1/2\n\n" : Provider == LlmProviders.LlamaCpp ? ":\n\n" : "";
        var kind = Provider == LlmProviders.Mlx ? "chat.completion" : "chat.completion.chunk";
        string[] events =
        [
            .. deltas.Select(delta => Chunk($$"""[{"index":0,"delta":{{delta}},"finish_reason":null}]""")),
            Chunk($$"""[{"index":0,"delta":{},"finish_reason":"{{reason}}"}]"""),
            $$"""data: {{{Frame(kind)}},"choices":[],"usage":{{Usage}}{{OwnFigures}}}""",
            "data: [DONE]",
        ];
        return connection.RespondChunksAsync("text/event-stream", events.Select(text => System.Text.Encoding.UTF8.GetBytes($"{pings}{text}\n\n")));
    }

    private string Chunk(string choices) => $$"""data: {{{Frame("chat.completion.chunk")}},"choices":{{choices}}}""";
}
