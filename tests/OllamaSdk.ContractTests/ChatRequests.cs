using System.Text.Json;

namespace OllamaSdk.ContractTests;

/// <summary>The recorded chat requests, as a user of the SDK writes them.</summary>
internal static class ChatRequests
{
    private static readonly JsonElement s_weatherParameters = """
        {
          "type": "object",
          "properties": {
            "city": { "type": "string", "enum": ["Paris", "London"] },
            "days": { "type": "integer", "minimum": 1, "maximum": 7 }
          },
          "required": ["city", "days"]
        }
        """.ToJson();

    private static readonly JsonElement s_timeParameters =
        """{ "type": "object", "properties": { "zone": { "type": "string", "enum": ["UTC", "CET"] } }, "required": ["zone"] }""".ToJson();

    private static readonly JsonElement s_callSchema = $$"""
        {
          "type": "object",
          "properties": { "name": { "const": "get_weather" }, "arguments": {{s_weatherParameters.GetRawText()}} },
          "required": ["name", "arguments"]
        }
        """.ToJson();

    /// <summary>The schema that the "person" recordings asked for.</summary>
    public static JsonElement PersonSchema { get; } = """
        {
          "type": "object",
          "properties": {
            "name": { "type": "string", "maxLength": 8 },
            "age": { "type": "integer", "minimum": 0, "maximum": 150 },
            "tags": { "type": "array", "items": { "type": "string", "enum": ["a", "b"] }, "maxItems": 3 },
            "ok": { "type": "boolean" }
          },
          "required": ["name", "age", "tags", "ok"]
        }
        """.ToJson();

    public static OllamaChatRequest For(string recording) => recording switch
    {
        "chat" => Ask("tiny", "hello") with { Options = new() { NumPredict = 8, Seed = 1 } },
        "chat_stream" => new OllamaChatRequest
        {
            Model = "tiny",
            Messages = [new() { Role = LlmRole.System, Content = "brief" }, new() { Role = LlmRole.User, Content = "hello" }],
            Options = new() { NumPredict = 5, Seed = 1 },
        },
        "chat_404" => Ask("nope", "hello"),
        "chat_empty_load" => new OllamaChatRequest { Model = "tiny", Messages = [] },
        "unload_chat" => new OllamaChatRequest { Model = "tiny-tools", Messages = [], KeepAlive = KeepAlive.Unload },
        "chat_logprobs" => Ask("tiny", "hello") with { Logprobs = true, TopLogprobs = 2, Options = new() { NumPredict = 3, Seed = 1 } },
        "chat_stop" => Ask("tiny", "hello") with { Options = new() { NumPredict = 200, Seed = 7, Stop = ["e", "a"] } },
        "chat_schema" => Ask("tiny", "person") with { Format = ResponseFormat.Schema(PersonSchema), Options = new() { NumPredict = 300, Seed = 1 } },
        "chat_schema_stream" => Ask("tiny", "person") with { Format = ResponseFormat.Schema(PersonSchema), Options = new() { NumPredict = 300, Seed = 2 } },
        "chat_images_unsupported" => new OllamaChatRequest
        {
            Model = "tiny",
            Messages = [new() { Role = LlmRole.User, Content = "hello", Images = [LlmImage.FromBase64("iVBORw0KGgo=")] }],
        },
        _ => ThinkingOrTools(recording),
    };

    private static OllamaChatRequest ThinkingOrTools(string recording) => recording switch
    {
        "chat_think" => Ask("tiny-think", "hello") with { Think = true, Options = new() { NumPredict = 60, Seed = 2 } },
        "chat_think_stream" => Ask("tiny-think", "hello") with { Think = true, Options = new() { NumPredict = 40, Seed = 2 } },
        "chat_think_false" => Ask("tiny-think", "hello") with { Think = false, Options = new() { NumPredict = 20, Seed = 2 } },
        "chat_think_unsupported" => Ask("tiny", "hello") with { Think = true },
        "err_think_value" => Ask("tiny-think", "x") with { Think = Think.Level("huge") },
        "chat_tools_1" or "chat_tools_stream_1" => Weather("tiny-tools", seed: 1),
        "chat_tools_2" or "chat_tools_stream_2" => Weather("tiny-tools", seed: 2),
        "chat_tools_truncated_nostream" or "chat_tools_truncated_stream_30" => Weather("tiny-tools", seed: 3, tokens: 30),
        "chat_tools_truncated_stream_20" => Weather("tiny-tools", seed: 3, tokens: 20),
        "chat_gotemplate_tool_forced_by_format" or "chat_gotemplate_tool_forced_by_format_stream" =>
            Weather("tiny-go", seed: 1) with { Format = ResponseFormat.Schema(s_callSchema) },
        "chat_tools_unsupported" => Ask("tiny-embed", "x") with { Tools = BothTools },
        "chat_tools_think_stream" => Ask("tiny-think", "weather") with
        {
            Think = true,
            Options = new() { NumPredict = 60 },
            Tools = [Tool("get_weather", null, """{ "type": "object", "properties": { "city": { "type": "string" } } }""".ToJson())],
        },
        "chat_tools_result" => Weather("tiny-tools", seed: 1, tokens: 30) with
        {
            Messages =
            [
                new() { Role = LlmRole.User, Content = "weather?" },
                new() { Role = LlmRole.Assistant, Content = "", ToolCalls = [Call("get_weather", """{"city":"Paris","days":2}""")] },
                new() { Role = LlmRole.Tool, ToolName = "get_weather", Content = "20C" },
            ],
        },
        "err_arguments_string" => new OllamaChatRequest
        {
            Model = "tiny",
            Messages = [new() { Role = LlmRole.Assistant, Content = "", ToolCalls = [Call("x", "\"{}\"")] }],
        },
        _ => throw new ArgumentException($"No typed request was written for the recording '{recording}'.", nameof(recording)),
    };

    private static OllamaTools BothTools { get; } =
        [Tool("get_weather", "Weather", s_weatherParameters), Tool("get_time", "Time", s_timeParameters)];

    private static OllamaChatRequest Ask(string model, string question) =>
        new() { Model = model, Messages = [new() { Role = LlmRole.User, Content = question }] };

    private static OllamaChatRequest Weather(string model, long seed, int tokens = 300) =>
        Ask(model, "weather?") with { Tools = BothTools, Options = new() { NumPredict = tokens, Seed = seed } };

    private static OllamaToolDefinition Tool(string name, string? description, JsonElement parameters) =>
        new() { Type = "function", Function = new() { Name = name, Description = description, Parameters = parameters } };

    private static OllamaToolCall Call(string name, string arguments) =>
        new() { Function = new() { Name = name, Arguments = arguments.ToJson() } };
}
