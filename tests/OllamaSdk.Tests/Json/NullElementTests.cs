using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Json;

/// <summary>Row D09 of the fault matrix: a null in a list of a server is no element of it, wherever the list stands and whoever walks it.</summary>
public sealed class NullElementTests
{
    private const string Call = """{"function":{"name":"echo","arguments":{"a":1}}}""";

    private const string V1Call = """{"index":0,"id":"c","type":"function","function":{"name":"echo","arguments":"{\"a\":1}"}}""";

    private const string V1Logprobs = """{"content":[null,{"token":"a","logprob":-1,"top_logprobs":[null]}]}""";

    private static readonly string s_chat =
        $$"""{"model":"m","message":{"role":"assistant","content":"a","tool_calls":[null,{{Call}},null]},"logprobs":[null,{"token":"a","logprob":-1,"top_logprobs":[null]}],"done":true}""";

    private static readonly string s_completion =
        $$"""{"id":"c","object":"chat.completion","model":"m","choices":[null,{"index":0,"message":{"role":"assistant","content":[null,{"type":"text","text":"a"}],"tool_calls":[null,{{V1Call}}]},"logprobs":{{V1Logprobs}},"finish_reason":"stop"}]}""";

    private static readonly string s_chunk =
        $$"""{"id":"c","object":"chat.completion.chunk","model":"m","choices":[null,{"index":0,"delta":{"content":"a","tool_calls":[null,{{V1Call}}]},"logprobs":{{V1Logprobs}},"finish_reason":"stop"}]}""";

    private static readonly LlmTool s_echo = LlmTool.Create("echo", "Says it again.", """{"type":"object"}""", (_, _, _) => new(ToolResult.Text("said")));

    [Fact]
    public async Task D09_FX1_the_file_itself()
    {
        using var handler = new StubHandler(FieldCase.Read("01-chat-toolcalls-null.ndjson"), contentType: "application/x-ndjson");
        await using var client = handler.Create();

        var items = await client.Stream().ToListAsync();

        Assert.Equal(("a", 2), (items[0].Message.Content, items.Count));
        Assert.Empty(items[0].Message.ToolCalls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D09_native_chat(bool streamed)
    {
        using var handler = new StubHandler(s_chat);
        await using var client = handler.Create();

        var answer = streamed ? Assert.Single(await client.Stream().ToListAsync()) : await client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Equal("echo", Assert.Single(answer.Message.ToolCalls).Function.Name);
        Assert.Empty(Assert.Single(answer.Logprobs).TopLogprobs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D09_native_generate(bool streamed)
    {
        using var handler = new StubHandler($$"""{"model":"m","response":"a","tool_calls":[null,{{Call}}],"logprobs":[null],"done":true}""");
        await using var client = handler.Create();

        var answer = streamed
            ? await client.GenerateStreamAsync("hi", cancellationToken: TestClient.Ct).ToResponseAsync(TestClient.Ct)
            : await client.GenerateAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Single(answer.ToolCalls);
        Assert.Empty(answer.Logprobs);
    }

    // What is kept for an exception walks the list too.
    [Fact]
    public async Task D09_a_native_stream_that_breaks_off()
    {
        using var handler = new StubHandler(s_chat.Replace("true}", "false}", StringComparison.Ordinal));
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal("echo", Assert.Single(error.Partial!.ToolCalls).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D09_chat_completions(bool streamed)
    {
        await using var client = Answering(streamed);

        var choice = Assert.Single((streamed ? await client.Stream().ToResponseAsync(TestClient.Ct) : await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices);

        Assert.Equal(("a", "echo"), (choice.Message.Content.Text, Assert.Single(choice.Message.ToolCalls).Function.Name));
        Assert.Empty(Assert.Single(choice.Logprobs!.Content!).TopLogprobs);
    }

    [Fact]
    public async Task D09_the_items_of_a_stream()
    {
        await using var client = Answering(streamed: true);

        var chunk = Assert.Single(await client.Stream().ToListAsync());

        Assert.Single(Assert.Single(chunk.Choices).Delta.ToolCalls);
        Assert.Equal(["a"], await Answering(streamed: true).Stream().TextAsync(TestClient.Ct).ToListAsync());
    }

    [Theory]
    [InlineData("native", true)]
    [InlineData("native", false)]
    [InlineData("v1", true)]
    [InlineData("v1", false)]
    public async Task D09_in_LlmClient_and_its_tool_loop(string api, bool streamed)
    {
        var (type, body) = (api, streamed) switch
        {
            ("native", _) => ("application/x-ndjson", s_chat),
            (_, true) => (V1.EventStream, V1.Events(s_chunk, V1.Done)),
            _ => ("application/json", s_completion),
        };
        var end = api == "native" ? LlmServers.Answer : streamed ? V1.Events(V1.Text("hello"), V1.Finish, V1.Done) : V1.Whole.Replace("\"a\"", "\"hello\"", StringComparison.Ordinal);
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, type, body), connection => connection.RespondAsync(200, type, end));
        using var client = LlmServers.ClientOf(api == "native" ? server.Native() : server.V1(LlmProviders.LlamaCpp));

        var result = streamed
            ? (ToolLoopResult<LlmMessage, LlmResponse>)((ToolLoopFinishedEvent)(await client.RunWithToolsStreamAsync("hi", [s_echo], cancellationToken: TestClient.Ct).ToListAsync())[^1]).Result
            : await client.RunWithToolsAsync("hi", [s_echo], cancellationToken: TestClient.Ct);

        Assert.Equal("hello", result.Answer!.Content);
        Assert.Equal("echo", Assert.Single(result.Messages[1].ToolCalls).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D09_completions(bool streamed)
    {
        const string Body = """{"id":"c","object":"text_completion","choices":[null,{"index":0,"text":"a","finish_reason":"stop"}]}""";
        await using var client = V1.Answering(streamed ? V1.Events(Body, V1.Done) : Body, contentType: streamed ? V1.EventStream : "application/json");
        var request = new CompletionRequest { Prompt = "p" };

        var choices = streamed
            ? Assert.Single(await client.CompleteStreamAsync(request, cancellationToken: TestClient.Ct).ToListAsync()).Choices
            : (await client.CompleteAsync(request, cancellationToken: TestClient.Ct)).Choices;

        Assert.Equal("a", Assert.Single(choices).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D09_responses(bool streamed)
    {
        const string Output = """[null,{"type":"message","role":"assistant","content":[null,{"type":"output_text","text":"a","annotations":[null],"logprobs":[null]}]},{"type":"reasoning","summary":[null]}]""";
        const string Body = $$"""{"id":"r","object":"response","status":"completed","tools":[null],"output":{{Output}}}""";
        await using var client = V1.Answering(
            streamed ? V1.Events($$"""{"type":"response.completed","logprobs":[null],"response":{{Body}}}""") : Body, contentType: streamed ? V1.EventStream : "application/json");
        var request = new ResponseRequest { Input = "i" };

        var response = streamed
            ? Assert.Single(await client.RespondStreamAsync(request, cancellationToken: TestClient.Ct).ToListAsync()).Response!
            : await client.RespondAsync(request, cancellationToken: TestClient.Ct);

        Assert.Equal(2, response.Output.Count);
        Assert.Equal("a", Assert.Single(response.Output[0].Content.Parts).Text);
        Assert.Empty(response.Output[0].Content.Parts[0].Logprobs);
        Assert.Empty(response.Output[1].Summary);
        Assert.Empty(response.Tools);
    }

    [Fact]
    public async Task D09_lists_of_models()
    {
        using var tags = new StubHandler("""{"models":[null,{"name":"a","details":{"families":[null,"llama"]}},null]}""");
        await using var native = tags.Create();
        await using var v1 = V1.Answering("""{"object":"list","data":[null,{"id":"a","aliases":[null,"b"],"tags":[null]}]}""");

        var model = Assert.Single((await native.ListModelsAsync(cancellationToken: TestClient.Ct)).Models);
        var other = Assert.Single((await v1.ListModelsAsync(cancellationToken: TestClient.Ct)).Data);

        Assert.Equal("a", model.Name);
        Assert.Equal(["llama"], model.Details!.Families);
        Assert.Single((await native.ListRunningModelsAsync(cancellationToken: TestClient.Ct)).Models);
        Assert.Equal(["b"], other.Aliases);
        Assert.Empty(other.Tags);
    }

    [Theory]
    [InlineData("native")]
    [InlineData("v1")]
    [InlineData("LM Studio")]
    public async Task D09_lists_of_models_in_LlmClient(string kind)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(kind switch
        {
            "native" => """{"models":[null,{"name":"a"}]}""",
            "v1" => """{"data":[null,{"id":"a"}]}""",
            _ => """{"models":[null,{"key":"a","type":"llm","loaded_instances":[null]}]}""",
        }));
        using var client = LlmServers.ClientOf(kind switch
        {
            "native" => server.Native(),
            "v1" => server.V1(LlmProviders.LlamaCpp),
            _ => server.V1(LlmProviders.LmStudio),
        });

        Assert.Equal("a", Assert.Single(await client.ListModelsAsync(cancellationToken: TestClient.Ct)).Id);
    }

    // Here a null is not nothing: the vectors after it would belong to other texts.
    [Theory]
    [InlineData("native", """{"embeddings":[null,[1]]}""")]
    [InlineData("v1", """{"data":[null,{"index":0,"embedding":[1]}]}""")]
    public async Task D09_a_vector_that_is_null_is_a_missing_one(string api, string body)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body));
        using var client = LlmServers.ClientOf(api == "native" ? server.Native() : server.V1(LlmProviders.LlamaCpp));

        await Assert.ThrowsAsync<LlmProtocolException>(() => client.EmbedAsync(["x", "y"], cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("""{"message":{"content":null,"thinking":null,"tool_calls":null},"logprobs":null,"model":null,"created_at":null,"done":true,"done_reason":null,"eval_count":null}""")]
    [InlineData("""{"message":null,"done":true}""")]
    [InlineData("""{"done":true}""")]
    public async Task D09_what_may_be_absent_may_be_null(string body)
    {
        using var handler = new StubHandler(body);
        await using var client = handler.Create();

        foreach (var answer in (OllamaChatResponse[])[await client.ChatAsync("hi", cancellationToken: TestClient.Ct), await client.Stream().ToResponseAsync(TestClient.Ct)])
        {
            Assert.Equal(("", "", "", 0, 0), (answer.Message.Content, answer.Message.Thinking, answer.Model, answer.Message.ToolCalls.Count, answer.Logprobs.Count));
        }
    }

    [Theory]
    [InlineData("""{"message":{"tool_calls":[5]},"done":true}""", "$.message.tool_calls[0]")]
    [InlineData("""{"message":{"tool_calls":[null,{"function":{"name":["secret"]}}]},"done":true}""", "$.message.tool_calls[1].function.name")]
    public async Task D09_a_wrong_type_is_told_by_its_path_and_without_its_words(string body, string path)
    {
        using var handler = new StubHandler(body);
        await using var client = handler.Create();

        foreach (var error in (LlmProtocolException[])
            [
                await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct)),
                await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync()),
            ])
        {
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
            Assert.IsType<JsonException>(error.InnerException);
        }
    }

    private static OpenAICompatibleClient Answering(bool streamed) =>
        V1.Answering(streamed ? V1.Events(s_chunk, V1.Done) : s_completion, contentType: streamed ? V1.EventStream : "application/json");
}
