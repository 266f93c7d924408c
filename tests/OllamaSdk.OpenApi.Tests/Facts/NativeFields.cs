namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>
/// Every field that the server's source (0.33.0-rc2) reads or writes, by our name of the object. <c>prompt_eval_cached_count</c> is newer
/// (0.33.3).
/// </summary>
internal static class NativeFields
{
    public static readonly IReadOnlyDictionary<string, string[]> BySchema = Table.Of("""
        GenerateRequest: model prompt suffix system template context stream raw format keep_alive images options think truncate shift
          logprobs top_logprobs _debug_render_only
        GenerateResponse: model remote_model remote_host created_at response thinking done done_reason context total_duration load_duration
          prompt_eval_duration eval_duration prompt_eval_count eval_count tool_calls logprobs _debug_info prompt_eval_cached_count
        OllamaChatRequest: model messages stream format keep_alive tools options think truncate shift logprobs top_logprobs _debug_render_only
        OllamaChatMessage: role content thinking images tool_calls tool_name tool_call_id
        OllamaToolCall: id function
        OllamaToolCallFunction: index name arguments
        OllamaToolDefinition: type items function
        OllamaToolFunction: name description parameters
        OllamaChatResponse: model remote_model remote_host created_at message done done_reason _debug_info logprobs total_duration load_duration
          prompt_eval_duration eval_duration prompt_eval_count eval_count prompt_eval_cached_count
        DebugInfo: rendered_template image_count
        TokenLogprob: token logprob bytes top_logprobs
        TopLogprob: token logprob bytes
        ModelOptions: num_keep seed num_predict top_k top_p min_p typical_p repeat_last_n temperature repeat_penalty presence_penalty
          frequency_penalty stop num_ctx num_batch num_gpu main_gpu use_mmap num_thread draft_num_predict
        EmbedRequest: model input keep_alive truncate dimensions options
        EmbedResponse: model embeddings total_duration load_duration prompt_eval_count
        LegacyEmbedRequest: model prompt keep_alive options
        LegacyEmbedResponse: embedding
        ModelList: models
        ModelSummary: name model remote_model remote_host modified_at size digest details capabilities
        RunningModelList: models
        RunningModel: name model size digest details expires_at size_vram context_length
        ModelDetails: parent_model format family families parameter_size quantization_level context_length embedding_length
        ShowModelRequest: model name verbose system template options
        ShowModelResponse: license modelfile parameters template system renderer parser details messages remote_model remote_host model_info
          projector_info tensors capabilities modified_at requires
        ModelTensor: name type shape
        PullModelRequest: model name insecure stream username password
        PushModelRequest: model name insecure stream username password
        ModelProgress: status digest total completed
        CreateModelRequest: model name stream from files adapters draft_files draft_quantize quantize quantization template system license
          parameters messages renderer parser requires remote_host info
        ModelCreateInfo: capabilities model_family base_name quantization_level parameter_size context_length embedding_length
        CopyModelRequest: source destination
        DeleteModelRequest: model name
        VersionResponse: version
        ServerStatus: cloud
        CloudStatus: disabled source
        OllamaAccount: id email name bio avatarurl firstname lastname plan
        WebSearchRequest: query max_results
        WebSearchResponse: results
        WebSearchResult: title url content
        WebFetchRequest: url
        WebFetchResponse: title content links
        ModelRecommendationList: recommendations
        ModelRecommendation: model description context_length max_output_tokens vram_bytes required_plan
        ErrorResponse: error signin_url
        """);

    /// <summary>The words that the server is known to use where it may send others as well.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = Table.Of("""
        LlmRole: system user assistant tool
        DoneReason: stop length load unload
        ModelCapability: completion tools insert vision embedding thinking image audio
        CloudStatusSource: none env config both
        """);
}
