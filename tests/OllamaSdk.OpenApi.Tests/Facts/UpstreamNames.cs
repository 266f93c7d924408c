namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>The names in Ollama's own <c>docs/openapi.yaml</c> (0.33.0-rc2), which a user may come from.</summary>
internal static class UpstreamNames
{
    public static readonly IReadOnlyDictionary<string, string[]> Paths = Table.Of("""
        POST: /api/generate /api/chat /api/embed /api/show /api/create /api/copy /api/pull /api/push
        GET: /api/tags /api/ps /api/version
        DELETE: /api/delete
        """);

    /// <summary>By upstream's name of the schema; one within another has the name of the property as well.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Fields = Table.Of("""
        ModelOptions: seed temperature top_k top_p min_p stop num_ctx num_predict
        GenerateRequest: model prompt suffix images format system stream think raw keep_alive options logprobs top_logprobs
        GenerateResponse: model created_at response thinking done done_reason total_duration load_duration prompt_eval_count
          prompt_eval_duration eval_count eval_duration logprobs
        GenerateStreamEvent: model created_at response thinking done done_reason total_duration load_duration prompt_eval_count
          prompt_eval_duration eval_count eval_duration
        ChatMessage: role content images tool_calls
        ToolCall: function
        ToolCall.function: name description arguments
        ToolDefinition: type function
        ToolDefinition.function: name description parameters
        ChatRequest: model messages tools format options stream think keep_alive logprobs top_logprobs
        ChatResponse: model created_at message done done_reason total_duration load_duration prompt_eval_count prompt_eval_duration
          eval_count eval_duration logprobs
        ChatResponse.message: role content thinking tool_calls images
        ChatStreamEvent: model created_at message done
        ChatStreamEvent.message: role content thinking tool_calls images
        StatusEvent: status digest total completed
        StatusResponse: status
        EmbedRequest: model input truncate dimensions keep_alive options
        EmbedResponse: model embeddings total_duration load_duration prompt_eval_count
        CreateRequest: model from template renderer parser license system parameters messages quantize stream
        CopyRequest: source destination
        DeleteRequest: model
        PullRequest: model insecure stream
        PushRequest: model insecure stream
        ShowRequest: model verbose
        ShowResponse: parameters license modified_at details template capabilities model_info
        ModelSummary: name model remote_model remote_host modified_at size digest details
        ModelSummary.details: format family families parameter_size quantization_level
        ListResponse: models
        Ps: name model size digest details expires_at size_vram context_length
        PsResponse: models
        WebSearchRequest: query max_results
        WebSearchResult: title url content
        WebSearchResponse: results
        WebFetchRequest: url
        WebFetchResponse: title content links
        VersionResponse: version
        TokenLogprob: token logprob bytes
        Logprob: token logprob bytes top_logprobs
        ErrorResponse: error
        """);

    /// <summary>Our name of a schema, where it is another.</summary>
    public static readonly IReadOnlyDictionary<string, string> OurNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GenerateStreamEvent"] = "GenerateResponse",
        ["ChatMessage"] = "OllamaChatMessage",
        ["ChatRequest"] = "OllamaChatRequest",
        ["ChatResponse"] = "OllamaChatResponse",
        ["ChatResponse.message"] = "OllamaChatMessage",
        ["ChatStreamEvent"] = "OllamaChatResponse",
        ["ChatStreamEvent.message"] = "OllamaChatMessage",
        ["ToolCall"] = "OllamaToolCall",
        ["ToolCall.function"] = "OllamaToolCallFunction",
        ["ToolDefinition"] = "OllamaToolDefinition",
        ["ToolDefinition.function"] = "OllamaToolFunction",
        ["StatusEvent"] = "ModelProgress",
        ["StatusResponse"] = "ModelProgress",
        ["CreateRequest"] = "CreateModelRequest",
        ["CopyRequest"] = "CopyModelRequest",
        ["DeleteRequest"] = "DeleteModelRequest",
        ["PullRequest"] = "PullModelRequest",
        ["PushRequest"] = "PushModelRequest",
        ["ShowRequest"] = "ShowModelRequest",
        ["ShowResponse"] = "ShowModelResponse",
        ["ModelSummary.details"] = "ModelDetails",
        ["ListResponse"] = "ModelList",
        ["Ps"] = "RunningModel",
        ["PsResponse"] = "RunningModelList",
        ["TokenLogprob"] = "TopLogprob",
        ["Logprob"] = "TokenLogprob",
    };

    /// <summary>Names of upstream that we lack, with the reason.</summary>
    public static readonly IReadOnlyDictionary<string, string> Missing = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ToolCall.function description"] = "The server neither reads nor sends it.",
    };
}
