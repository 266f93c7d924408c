using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>Options of Microsoft.Extensions.AI as they reach a server.</summary>
public sealed class RequestTests : IDisposable
{
    private readonly Adapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Fact]
    public async Task Options_reach_Ollama_under_its_names()
    {
        await AskAsync(Client.Ollama, new ChatOptions
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            FrequencyPenalty = 0.1f,
            PresencePenalty = 0.2f,
            MaxOutputTokens = 100,
            Seed = 42,
            StopSequences = ["end", "stop"],
            Instructions = "Be short.",
            Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.High },
            ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.Json,
        });

        Same("""{"temperature":0.7,"top_p":0.9,"top_k":40,"frequency_penalty":0.1,"presence_penalty":0.2,"num_predict":100,"seed":42,"stop":["end","stop"]}""", "options");
        Same("""[{"role":"system","content":"Be short."},{"role":"user","content":"hello"}]""", "messages");
        Same("\"high\"", "think");
        Same("\"json\"", "format");
        Same("\"demo\"", "model");
    }

    [Fact]
    public async Task Options_reach_a_compatible_server_under_its_names()
    {
        await AskAsync(Client.OpenAI, new ChatOptions
        {
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            FrequencyPenalty = 0.1f,
            PresencePenalty = 0.2f,
            MaxOutputTokens = 100,
            Seed = 42,
            StopSequences = ["end"],
            Instructions = "Be short.",
            Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.None },
            ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.Json,
            AdditionalProperties = new() { ["user"] = "someone", ["stream_options"] = new Dictionary<string, object?> { ["include_usage"] = true } },
        });

        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("temperature", "0.7"), ("top_p", "0.9"), ("top_k", "40"), ("frequency_penalty", "0.1"), ("presence_penalty", "0.2"), ("max_tokens", "100"), ("seed", "42"),
            ("stop", """["end"]"""), ("reasoning_effort", "\"none\""), ("response_format", """{"type":"json_object"}"""), ("user", "\"someone\"")])
        {
            Same(value, name);
        }

        Same("""[{"role":"system","content":"Be short."},{"role":"user","content":"hello"}]""", "messages");
    }

    [Fact]
    public async Task Options_reach_the_server_that_an_llm_client_asks()
    {
        await AskAsync(Client.Llm, new ChatOptions
        {
            Temperature = 0.5f,
            MaxOutputTokens = 10,
            Seed = 1,
            StopSequences = ["end"],
            Instructions = "Be short.",
            Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.Low },
        });

        Same("""{"temperature":0.5,"num_predict":10,"seed":1,"stop":["end"]}""", "options");
        Same("\"low\"", "think");
        Same("""[{"role":"system","content":"Be short."},{"role":"user","content":"hello"}]""", "messages");
    }

    [Fact]
    public async Task Additional_properties_that_Ollama_knows_are_sent_and_others_are_not()
    {
        await AskAsync(Client.Ollama, new ChatOptions
        {
            Temperature = 1,
            AdditionalProperties = new()
            {
                ["num_ctx"] = 8192,
                ["num_batch"] = "256",
                ["min_p"] = 0.05,
                ["keep_alive"] = TimeSpan.FromMinutes(10),
                ["think"] = "medium",
                ["truncate"] = false,
                ["mine"] = "for the log",
                ["model"] = "another",
            },
        });

        Same("""{"temperature":1,"num_ctx":8192,"num_batch":256,"min_p":0.05}""", "options");
        Same("600", "keep_alive");
        Same("\"medium\"", "think");
        Same("false", "truncate");
        Same("\"demo\"", "model");
        Assert.False(_adapters.Sent.TryGetProperty("mine", out _));
    }

    [Theory]
    [InlineData("5m", "\"5m\"")]
    [InlineData(-1, "-1")]
    public async Task A_time_to_keep_the_model_may_be_said_as_Ollama_says_it(object value, string sent)
    {
        await AskAsync(Client.Ollama, new ChatOptions { AdditionalProperties = new() { ["keep_alive"] = value } });
        Same(sent, "keep_alive");

        await AskAsync(Client.Ollama, new ChatOptions { AdditionalProperties = new() { ["keep_alive"] = KeepAlive.Forever, ["think"] = Think.Off } });
        Same("-1", "keep_alive");
        Same("false", "think");
    }

    [Fact]
    public async Task A_property_of_the_wrong_type_is_said_by_its_name()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(Client.Ollama, new ChatOptions { AdditionalProperties = new() { ["num_ctx"] = "a lot" } }));

        Assert.Contains("num_ctx", error.Message, StringComparison.Ordinal);
        Assert.Empty(_adapters.Emulator.Requests);
    }

    [Fact]
    public async Task A_request_that_the_program_writes_itself_comes_first()
    {
        var ollama = new OllamaChatRequest { KeepAlive = KeepAlive.Unload, Model = "demo:latest", Options = new() { Temperature = 0, NumCtx = 1024 } };
        await AskAsync(Client.Ollama, new ChatOptions { Temperature = 1, TopK = 3, RawRepresentationFactory = _ => ollama });
        Same("""{"temperature":0,"top_k":3,"num_ctx":1024}""", "options");
        Same("0", "keep_alive");
        Same("\"demo:latest\"", "model");
        Assert.Null(ollama.Messages);

        await AskAsync(Client.OpenAI, new ChatOptions { Temperature = 1, RawRepresentationFactory = _ => new ChatCompletionRequest { Temperature = 0, User = "me" } });
        Same("0", "temperature");
        Same("\"me\"", "user");

        await AskAsync(Client.Llm, new ChatOptions { Temperature = 1, TopP = 0.5f, RawRepresentationFactory = _ => new LlmRequest { Temperature = 0 } });
        Same("""{"temperature":0,"top_p":0.5}""", "options");
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Settings_of_one_call_may_come_by_the_factory(Client client)
    {
        await AskAsync(client, new ChatOptions { RawRepresentationFactory = _ => new CallOptions { RequestId = "call-1" } });

        Assert.Equal("call-1", _adapters.Emulator.Requests[^1].Headers["X-Request-Id"]);
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_schema_is_sent_as_it_is(Client client)
    {
        var schema = JsonElement.Parse("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");
        var answer = await AskAsync(client, new ChatOptions { ResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat.ForJsonSchema(schema, "place", "A place.") });

        Assert.Equal("{\"city\":", answer.Text[..8].Replace(" ", "", StringComparison.Ordinal));
        if (client == Client.OpenAI)
        {
            Same($$$"""{"type":"json_schema","json_schema":{"name":"place","description":"A place.","schema":{{{schema}}}}}""", "response_format");
        }
        else
        {
            Same(schema.ToString(), "format");
        }
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task The_model_of_the_options_comes_before_the_adapters(Client client)
    {
        await _adapters.Chat(client, "nothing").GetResponseAsync("hello", new ChatOptions { ModelId = Model }, Ct);
        Same("\"demo\"", "model");

        await Assert.ThrowsAnyAsync<Exception>(() => _adapters.Chat(client, null).GetResponseAsync("hello", cancellationToken: Ct));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_conversation_that_the_server_should_remember_is_refused(Client client)
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => AskAsync(client, new ChatOptions { ConversationId = "abc" }));

        Assert.Contains("ConversationId", error.Message, StringComparison.Ordinal);
        Assert.Empty(_adapters.Emulator.Requests);
    }

    private Task<ChatResponse> AskAsync(Client client, ChatOptions options) => _adapters.Chat(client).GetResponseAsync("hello", options, Ct);

    private void Same(string expected, string member)
    {
        var sent = _adapters.Sent.GetProperty(member);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), sent), $"{member} is {sent.GetRawText()}, and not {expected}");
    }
}
