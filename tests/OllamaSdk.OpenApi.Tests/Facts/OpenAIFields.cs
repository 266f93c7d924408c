namespace OllamaSdk.OpenApi.Tests.Facts;

/// <summary>
/// Every field that Ollama 0.33.0-rc2 and llama-server b11669 were recorded to read or write, and those by which LM Studio,
/// <c>mlx_lm.server</c> and vLLM differ from them by their documentation or source. Speech and compaction are Ollama's up to 0.40.12, by its documentation and source.
/// </summary>
internal static class OpenAIFields
{
    public static readonly IReadOnlyDictionary<string, string[]> BySchema = Table.Of("""
        ChatCompletionRequest: model messages max_tokens max_completion_tokens temperature top_p seed stop frequency_penalty
          presence_penalty logit_bias n logprobs top_logprobs tools tool_choice parallel_tool_calls response_format reasoning_effort
          stream stream_options user reasoning _debug_render_only
        ChatReasoning: effort
        StreamOptions: include_usage
        ChatCompletionMessage: role content name reasoning reasoning_content refusal tool_calls tool_call_id function_call annotations
          audio
        ChatContentPart: type text image_url input_audio
        ChatImageUrl: url detail
        ChatInputAudio: data format
        ChatTool: type function
        ChatToolFunction: name description parameters strict
        ChatToolCall: index id type function
        ChatToolCallFunction: name arguments
        ChatToolCallDelta: index id type function
        ChatToolCallFunctionDelta: name arguments
        ChatResponseFormat: type json_schema
        ChatJsonSchema: name description schema strict
        ChatCompletion: id object created model choices usage system_fingerprint service_tier timings _debug_info
        ChatCompletionChoice: index message finish_reason stop_reason logprobs
        ChatCompletionChunk: id object created model choices usage system_fingerprint service_tier timings
        ChatCompletionChunkChoice: index delta finish_reason stop_reason logprobs
        ChatCompletionDelta: role content reasoning reasoning_content refusal tool_calls
        ChatTokenLogprob: id token logprob bytes top_logprobs
        ChatTopLogprob: id token logprob bytes
        CompletionUsage: prompt_tokens completion_tokens total_tokens prompt_tokens_details completion_tokens_details
        PromptTokensDetails: cached_tokens audio_tokens
        CompletionTokensDetails: reasoning_tokens audio_tokens accepted_prediction_tokens rejected_prediction_tokens
        CompletionRequest: model prompt suffix max_tokens temperature top_p seed stop frequency_penalty presence_penalty logit_bias n
          best_of echo logprobs stream stream_options user _debug_render_only
        Completion: id object created model choices usage system_fingerprint timings
        CompletionChunk: id object created model choices usage system_fingerprint timings
        CompletionChoice: index text finish_reason stop_reason logprobs
        EmbeddingRequest: model input dimensions encoding_format user
        EmbeddingList: object data model usage
        EmbeddingItem: object index embedding encoding_format
        OpenAIModelList: object data models
        OpenAIModel: id object created owned_by root parent max_model_len permission aliases tags architecture meta
        SpeechRequest: model input voice response_format speed instructions
        CompactRequest: model input instructions tools stream
        TranscriptionResponse: text task language duration segments words usage
        ResponseRequest: model input instructions tools tool_choice parallel_tool_calls max_output_tokens temperature top_p top_logprobs
          reasoning text truncation previous_response_id store background include metadata stream user conversation
        ResponseItem: type id status role content summary encrypted_content call_id name arguments output action
        ResponseContentPart: type text refusal annotations logprobs image_url detail
        ResponseTool: type name description parameters strict tools
        ResponseReasoning: effort summary generate_summary
        ResponseTextOptions: format verbosity
        ResponseTextFormat: type name description schema strict
        OpenAIResponse: id object created_at completed_at status error incomplete_details model output usage instructions
          previous_response_id tools tool_choice parallel_tool_calls max_output_tokens max_tool_calls temperature top_p top_logprobs
          presence_penalty frequency_penalty reasoning text truncation store background service_tier metadata safety_identifier
          prompt_cache_key user
        ResponseIncompleteDetails: reason
        ResponseUsage: input_tokens output_tokens total_tokens input_tokens_details output_tokens_details
        ResponseStreamEvent: type sequence_number response output_index item_id item content_index summary_index part delta text refusal
          name arguments logprobs annotation annotation_index code message param
        ErrorResponse: error
        """);

    /// <summary>The words that servers are known to use where they may send others as well.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Words = Table.Of("""
        OpenAIObject: chat.completion.chunk chat.completion text_completion embedding list model response
        FinishReason: stop length tool_calls content_filter function_call load
        ReasoningEffort: none minimal low medium high xhigh max ultra
        ChatContentPartType: text image_url input_audio
        ChatResponseFormatType: text json_object json_schema
        EmbeddingEncoding: float base64
        ResponseStatus: queued in_progress completed incomplete failed cancelled
        ResponseItemType: message reasoning function_call function_call_output web_search_call compaction compaction_trigger
        ResponseContentPartType: output_text input_text input_image refusal summary_text reasoning_text
        ResponseEventType: response.output_text.delta response.reasoning_summary_text.delta response.reasoning_text.delta
          response.function_call_arguments.delta response.created response.queued response.in_progress response.output_item.added
          response.output_item.done response.content_part.added response.content_part.done response.output_text.done
          response.output_text.annotation.added response.refusal.delta response.refusal.done response.reasoning_text.done
          response.reasoning_summary_part.added response.reasoning_summary_part.done response.reasoning_summary_text.done
          response.function_call_arguments.done response.web_search_call.in_progress response.web_search_call.searching
          response.web_search_call.completed response.completed response.incomplete response.failed error
        """);
}
