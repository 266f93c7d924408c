using System.Text.Json;
using OllamaSdk.OpenAI;

namespace OllamaSdk.OpenApi.Tests.OpenAI;

/// <summary>What servers that could not be recorded answer by their source or documentation.</summary>
public sealed class ServerDifferenceTests
{
    [Fact]
    public void LM_Studio_repeats_the_role_and_sends_null_for_logprobs()
    {
        var chunk = Wire.Read<ChatCompletionChunk>("""
            {"id":"chatcmpl-x","object":"chat.completion.chunk","created":1,"model":"m","system_fingerprint":"m","choices":[{"index":0,
            "delta":{"role":"assistant","content":"a","reasoning_content":"b","tool_calls":[{"index":0,"id":"814890118","type":"function",
            "function":{"name":"f","arguments":""}},{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":"{}"}}]},
            "logprobs":null,"finish_reason":null}]}
            """);

        var choice = Assert.Single(chunk.Choices!);
        Assert.Null(choice.Logprobs);
        Assert.Null(choice.FinishReason);
        Assert.Equal(("a", "b"), (choice.Delta!.Content, choice.Delta.ReasoningContent));
        Assert.Equal(["814890118", null], choice.Delta.ToolCalls.Select(call => call.IdOnWire));
        Assert.Empty(Leftovers.In(chunk));
    }

    [Fact]
    public void MLX_sends_a_bare_list_of_logprobs_without_tokens_and_no_content()
    {
        var answer = Wire.Read<ChatCompletion>("""
            {"id":"x","model":"m","system_fingerprint":"0.32-0.29","object":"chat.completion","created":1,"choices":[{"index":0,
            "finish_reason":"tool_calls","logprobs":[{"id":7,"logprob":-0.5}],"message":{"role":"assistant","content":null,"reasoning":"r"}}]}
            """);

        var choice = Assert.Single(answer.Choices!);
        var token = Assert.Single(choice.Logprobs!.Content!);
        Assert.Equal((7, null, -0.5), (token.Id!.Value, token.TokenOnWire, token.Logprob!.Value));
        Assert.Null(choice.Message!.ContentOnWire);
        Assert.Equal("r", choice.Message.Reasoning);
        Assert.Equal(FinishReason.ToolCalls, choice.FinishReason);
        Assert.Contains("""
            "logprobs":{"content":[{"id":7,"logprob":-0.5}]}
            """.Trim(), Wire.Write(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"content":null,"refusal":null}""", 0)]
    [InlineData("""{"content":[],"refusal":null,"extra":1}""", 1)]
    public void Logprobs_may_be_empty_and_keep_what_is_unknown(string json, int unknown)
    {
        var logprobs = Wire.Read<ChatLogprobs>(json);

        Assert.Empty(logprobs.Content ?? []);
        Assert.Equal(unknown, logprobs.AdditionalProperties?.Count ?? 0);
    }

    [Fact]
    public void VLLM_sends_nulls_that_do_not_go_back_to_it()
    {
        var answer = Wire.Read<ChatCompletion>("""
            {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"m","service_tier":null,"system_fingerprint":null,"choices":[{"index":0,
            "message":{"role":"assistant","content":null,"refusal":null,"annotations":null,"audio":null,"function_call":null,"tool_calls":[],
            "reasoning":null},"logprobs":null,"finish_reason":"something new","stop_reason":128009}],
            "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":null},"prompt_logprobs":null}
            """);

        var choice = Assert.Single(answer.Choices!);
        Assert.Equal("something new", choice.FinishReason?.Value);
        Assert.Equal(128009, choice.StopReason!.Value.GetInt32());
        Assert.Equal("""{"role":"assistant","tool_calls":[]}""", Wire.Write(choice.Message!));
        Assert.Equal(["ChatCompletion.prompt_logprobs"], Leftovers.In(answer));
    }

    [Theory]
    [InlineData("""{"object":"list","data":null}""")]
    [InlineData("""{"object":"list"}""")]
    public void Ollama_without_models_sends_null(string json) => Assert.Null(Wire.Read<OpenAIModelList>(json).DataOnWire);

    [Fact]
    public void Only_the_id_of_a_model_is_certain()
    {
        var models = Wire.Read<OpenAIModelList>("""
            {"object":"list","data":[{"id":"a","object":"model","owned_by":"organization_owner"},{"id":"b","object":"model","created":1},
            {"id":"c","object":"model","created":1,"owned_by":"vllm","root":"r","parent":null,"max_model_len":4096,"permission":[{}]}]}
            """);

        Assert.Equal(["a", "b", "c"], models.Data!.Select(model => model.Id));
        Assert.Equal([null, null, 4096], models.Data!.Select(model => model.MaxModelLen));
        Assert.Empty(Leftovers.In(models));
    }

    [Theory]
    [InlineData("""{"id":"x","usage":null}""")]
    [InlineData("""{"id":"x","choices":[],"usage":{"prompt_tokens":5000000000,"total_tokens":5000000000}}""")]
    [InlineData("""{"id":"x","choices":null,"object":"chat.completion"}""")]
    public void A_chunk_may_have_no_choices(string json)
    {
        var chunk = Wire.Read<ChatCompletionChunk>(json);

        Assert.Empty(chunk.Choices ?? []);
        Assert.True(chunk.Usage is null or { PromptTokens: 5_000_000_000 });
    }

    [Theory]
    [InlineData("""{"tokens":["a"],"token_logprobs":[-1.0],"top_logprobs":[{"a":-1.0}],"text_offset":[0]}""")]
    [InlineData("""{"content":[{"id":1,"token":"a","bytes":[97],"logprob":-1.0,"top_logprobs":[]}]}""")]
    [InlineData("""[{"id":1,"logprob":-1.0}]""")]
    public void Logprobs_of_completions_are_kept_in_each_form(string logprobs)
    {
        var answer = Wire.Read<Completion>($$"""{"choices":[{"index":0,"text":"a","logprobs":{{logprobs}}}]}""");

        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(logprobs).RootElement, answer.Choices![0].Logprobs!.Value));
    }

    [Theory]
    [InlineData("\"server_error\"")]
    [InlineData("500")]
    [InlineData("null")]
    public void The_code_of_an_error_event_may_be_anything(string code)
    {
        var item = Wire.Read<ResponseStreamEvent>($$"""{"type":"error","sequence_number":1,"code":{{code}},"message":"m","param":null}""");

        Assert.Equal(ResponseEventType.Error, item.Type);
        Assert.Equal(code == "null" ? null : code, item.Code?.GetRawText());
    }
}
