using OllamaSdk.OpenAI;

namespace OllamaSdk.ContractTests.OpenAI;

/// <summary>The recorded requests, as a user of the SDK writes them.</summary>
internal static class OpenAIRequests
{
    private static readonly StreamOptions s_noUsage = new() { IncludeUsage = false };

    private static ChatTools Tools { get; } =
    [
        Tool("get_weather", "Weather", """
            { "type": "object", "properties": { "city": { "type": "string", "enum": ["Paris", "London"] },
              "days": { "type": "integer", "minimum": 1, "maximum": 7 } }, "required": ["city", "days"] }
            """),
        Tool("get_time", "Time", """{ "type": "object", "properties": { "zone": { "type": "string", "enum": ["UTC", "CET"] } }, "required": ["zone"] }"""),
    ];

    public static ChatCompletionRequest Chat(string recording) => recording switch
    {
        "v1_chat" => Ask("tiny", "hello") with { MaxTokens = 8, Seed = 1 },
        "v1_chat_stream" => Ask("tiny", "hello") with { MaxTokens = 5, Seed = 1 },
        "v1_chat_404" => Ask("nope", "hello"),
        "v1_chat_effort_bad" => Ask("tiny-think", "hi") with { ReasoningEffort = new ReasoningEffort("huge") },
        "v1_chat_image_url" => new()
        {
            Model = "tiny",
            Messages = [new() { Role = LlmRole.User, Content = new ChatContent([ChatContentPart.FromText("x"), ChatContentPart.FromImageUrl("https://example.com/a.png")]) }],
        },
        "v1_chat_logprobs_stream" => Ask("tiny", "hi") with { MaxTokens = 4, Logprobs = true, TopLogprobs = 2, StreamOptions = s_noUsage },
        "v1_chat_think_stream" => Ask("tiny-think", "hi") with { MaxTokens = 40 },
        "v1_chat_schema" => Ask("tiny", "person") with { MaxTokens = 300, Seed = 1, ResponseFormat = ChatResponseFormat.ForSchema("p", ChatRequests.PersonSchema) },
        "v1_chat_tools_1" or "v1_chat_tools_stream_1" => Weather(300, 1),
        "v1_chat_tools_truncated" or "v1_chat_tools_truncated_stream" => Weather(30, 3),
        _ => OfLlamaServer(recording),
    };

    public static ResponseRequest Response(string recording) => recording switch
    {
        "v1_responses" => new() { Model = "tiny", Input = "hello", MaxOutputTokens = 5 },
        "v1_responses_stream" or "llama_responses" => new() { Model = "tiny", Input = "hello", MaxOutputTokens = 6 },
        "v1_responses_think_stream" => new() { Model = "tiny-think", Input = "hello", MaxOutputTokens = 40 },
        "v1_responses_tools_stream" => new()
        {
            Model = "tiny-tools",
            Input = "weather?",
            MaxOutputTokens = 300,
            Tools =
            [
                new()
                {
                    Type = "function",
                    Name = "get_weather",
                    Description = "Weather",
                    Parameters = """{ "type": "object", "properties": { "city": { "type": "string", "enum": ["Paris", "London"] } }, "required": ["city"] }""".ToJson(),
                },
            ],
        },
        _ => throw Unknown(recording),
    };

    private static ChatCompletionRequest OfLlamaServer(string recording) => recording switch
    {
        "llama_chat" => Ask("tiny", "hello") with { MaxTokens = 12, Seed = 1 },
        "llama_chat_logprobs" => Ask("tiny", "hello") with { MaxTokens = 3, Seed = 1, Logprobs = true, TopLogprobs = 2 },
        "llama_chat_stream" => Ask("tiny", "hello") with
        {
            Messages = [ChatCompletionMessage.System("be brief"), ChatCompletionMessage.User("hello")],
            MaxTokens = 8,
            Seed = 1,
        },
        "llama_chat_stream_nousage" => Ask("tiny", "hello") with { MaxTokens = 4, Seed = 1, StreamOptions = s_noUsage },
        "llama_err_401" or "llama_key_ok" => Ask("tiny", "hello") with { MaxTokens = 4 },
        "llama_err_no_messages" => new() { Model = "tiny", Messages = [] },
        "llama_json_object" => Ask("tiny", "hi") with { ResponseFormat = ChatResponseFormat.ForJsonObject(), MaxTokens = 300, Seed = 1 },
        "llama_json_schema" => Ask("tiny", "hi") with
        {
            ResponseFormat = ChatResponseFormat.ForSchema("person", (ChatRequests.PersonSchema.GetRawText().TrimEnd()[..^1] + ",\"additionalProperties\":false}").ToJson(), strict: true),
            MaxTokens = 300,
            Seed = 1,
        },
        "llama_slow" => Ask("tiny-slow", "hello") with { MaxTokens = 200, Seed = 1 },
        "llama_think" => Ask("tiny-think", "hello") with { MaxTokens = 60, Seed = 2 },
        // A field that only this server knows.
        "llama_think_off" => Ask("tiny-think", "hello") with
        {
            MaxTokens = 20,
            Seed = 2,
            AdditionalProperties = new() { ["chat_template_kwargs"] = """{ "enable_thinking": false }""".ToJson() },
        },
        "llama_tools_auto" => Weather(200, 3),
        "llama_tools_required" or "llama_tools_required_stream" => Weather(200, 3) with { ToolChoice = ToolChoice.Required },
        "llama_tools_result_turn" => Weather(10, 3) with
        {
            ToolChoice = ToolChoice.None,
            Messages =
            [
                ChatCompletionMessage.User("weather?"),
                new()
                {
                    Role = LlmRole.Assistant,
                    ToolCalls = [new() { Id = "c1", Type = "function", Function = new() { Name = "get_weather", Arguments = """{"city":"Paris","days":2}""" } }],
                },
                new() { Role = LlmRole.Tool, ToolCallId = "c1", Content = """{"t":20}""" },
            ],
        },
        _ => throw Unknown(recording),
    };

    private static ArgumentException Unknown(string recording) => new($"No typed request was written for the recording '{recording}'.", nameof(recording));

    private static ChatCompletionRequest Ask(string model, string question) => new() { Model = model, Messages = [ChatCompletionMessage.User(question)] };

    private static ChatCompletionRequest Weather(int tokens, long seed) => Ask("tiny-tools", "weather?") with { Tools = Tools, MaxTokens = tokens, Seed = seed };

    private static ChatTool Tool(string name, string description, string parameters) =>
        new() { Type = "function", Function = new() { Name = name, Description = description, Parameters = parameters.ToJson() } };
}
