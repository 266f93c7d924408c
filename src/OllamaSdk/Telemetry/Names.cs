namespace OllamaSdk.Telemetry;

/// <summary>The conventions' names of attributes and events.</summary>
internal static class Names
{
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";
    public const string ConversationId = "gen_ai.conversation.id";
    public const string OutputType = "gen_ai.output.type";

    public const string RequestModel = "gen_ai.request.model";
    public const string RequestStream = "gen_ai.request.stream";
    public const string RequestSeed = "gen_ai.request.seed";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestTopK = "gen_ai.request.top_k";
    public const string RequestTopP = "gen_ai.request.top_p";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestStop = "gen_ai.request.stop_sequences";
    public const string RequestFrequencyPenalty = "gen_ai.request.frequency_penalty";
    public const string RequestPresencePenalty = "gen_ai.request.presence_penalty";
    public const string RequestChoices = "gen_ai.request.choice.count";
    public const string RequestReasoning = "gen_ai.request.reasoning.level";
    public const string RequestEncodings = "gen_ai.request.encoding_formats";
    public const string RequestPreviousResponse = "gen_ai.request.previous_response.id";
    public const string Dimensions = "gen_ai.embeddings.dimension.count";

    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseReasons = "gen_ai.response.finish_reasons";
    public const string ResponseFirstChunk = "gen_ai.response.time_to_first_chunk";
    public const string InputTokens = "gen_ai.usage.input_tokens";
    public const string OutputTokens = "gen_ai.usage.output_tokens";
    public const string CachedTokens = "gen_ai.usage.cache_read.input_tokens";
    public const string ReasoningTokens = "gen_ai.usage.reasoning.output_tokens";
    public const string TokenType = "gen_ai.token.type";

    public const string InputMessages = "gen_ai.input.messages";
    public const string OutputMessages = "gen_ai.output.messages";
    public const string SystemInstructions = "gen_ai.system_instructions";
    public const string ToolDefinitions = "gen_ai.tool.definitions";

    public const string ToolName = "gen_ai.tool.name";
    public const string ToolType = "gen_ai.tool.type";
    public const string ToolCallId = "gen_ai.tool.call.id";
    public const string ToolDescription = "gen_ai.tool.description";
    public const string ToolArguments = "gen_ai.tool.call.arguments";
    public const string ToolResult = "gen_ai.tool.call.result";

    // The conventions have no names for these.
    public const string RetryEvent = "ollamasdk.retry";
    public const string FallbackEvent = "ollamasdk.fallback";
    public const string RetryCount = "ollamasdk.retry.count";
    public const string RetryDelay = "ollamasdk.retry.delay";
    public const string FallbackFrom = "ollamasdk.fallback.from";
    public const string FallbackFromModel = "ollamasdk.fallback.from.model";
}
