namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>
/// Every field that the server's source (0.33.0-rc2) reads or writes, by our name of the object, and those that came with 0.33.3
/// (<c>prompt_eval_cached_count</c>) to 0.40.12. Of the newer ones some are known from documentation or other clients only.
/// </summary>
internal static class NativeFields
{
    public static readonly IReadOnlyDictionary<string, string[]> BySchema = Table.Of("""
        GenerateRequest: model prompt suffix system template context stream raw format keep_alive images options think truncate shift
          runner logprobs top_logprobs _debug_render_only
        GenerateResponse: model remote_model remote_host created_at response thinking done done_reason context total_duration load_duration
          prompt_eval_duration eval_duration prompt_eval_count eval_count tool_calls logprobs _debug_info prompt_eval_cached_count
        OllamaChatRequest: model messages stream format keep_alive tools options think truncate shift logprobs top_logprobs
          _debug_render_only runner
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
        RunningModel: name model size digest details expires_at size_vram context_length runner
        ModelDetails: parent_model format family families parameter_size quantization_level context_length embedding_length runner
        ShowModelRequest: model name verbose system template options runner all_manifests
        ShowModelResponse: license modelfile parameters template system renderer parser details messages remote_model remote_host model_info
          projector_info tensors capabilities modified_at requires thinking template_source manifests runner
        ModelThinking: values default
        ModelManifest: digest runner format selected details capabilities thinking model_info
        ModelTensor: name type shape
        PullModelRequest: model name insecure stream username password
        PushModelRequest: model name insecure stream username password
        ModelProgress: status digest total completed
        CreateModelRequest: model name stream from files adapters draft_files draft_quantize quantize quantization template system license
          parameters messages renderer parser requires remote_host info capabilities
        ModelCreateInfo: capabilities model_family base_name quantization_level parameter_size context_length embedding_length
        CopyModelRequest: source destination
        DeleteModelRequest: model name
        VersionResponse: version
        ServerStatus: cloud
        CloudStatus: disabled source
        OllamaAccount: id email name bio avatarurl firstname lastname plan
        CloudUsage: range scope granularity from until totals buckets
        CloudUsageTotals: request_count usage_usd input_tokens cached_input_tokens output_tokens
        CloudUsageBucket: from until partial request_count usage_usd input_tokens cached_input_tokens output_tokens
        CloudBalance: included purchased
        CloudIncludedBalance: balance_usd allowance_usd period session weekly
        CloudPurchasedBalance: balance_usd
        CloudPeriod: from until
        CloudAllowance: remaining_percent resets_at
        SystemOneRequest: model state questions images keep_alive
        SystemOneQuestion: type instructions criteria
        SystemOneResponse: model answers usage prompt_eval_cached_count
        SystemOneAnswer: type noul choice score legend probabilities confidence
        SystemOneUsage: input_tokens output_tokens
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
        ModelCapability: completion tools insert vision embedding thinking image audio decision
        TemplateSource: renderer_parser renderer parser harmony go_template gguf_chat_template none
        SystemOneType: choice noul score
        CloudStatusSource: none env config both
        """);
}
