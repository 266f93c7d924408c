using System.Text;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Answers in another frame than was asked for: what they hold is read, and the log says so once.</summary>
public sealed class OddFrameTests
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    private const string Call = """{"id":"c1","type":"function","function":{"name":"echo","arguments":"{\"a\":1}"}}""";

    private const string WholeCall =
        $$$"""{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"a","reasoning_content":"hm","tool_calls":[{{{Call}}}],"own":1},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private const string Response =
        """{"id":"r","object":"response","status":"completed","model":"m","error":null,"text":{"format":{"type":"text"}},"output":[{"id":"x","type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},{"id":"i","type":"message","role":"assistant","content":[{"type":"output_text","text":"whole"}]},{"id":"f","type":"function_call","call_id":"c1","name":"echo","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3}}""";

    private static readonly LlmTool s_echo = LlmTool.Create("echo", "Says it again.", """{"type":"object"}""", (arguments, _, _) => new(ToolResult.Text("said")));

    [Fact]
    public async Task FE1_the_file_itself_by_every_consumer()
    {
        var body = FieldCase.Read("FE1-stream-answered-whole.json");
        await using var client = V1.Answering(body);
        await using var server = new ScriptedServer(connection => connection.RespondAsync(200, Json, body));
        using var llm = LlmServers.ClientOf(server.V1(LlmProviders.LlamaCpp));

        var chunk = Assert.Single(await client.Stream().ToListAsync());
        Assert.Equal(("whole", FinishReason.Stop, "m"), (chunk.Choices[0].Delta.Content, chunk.Choices[0].FinishReason, chunk.Model));
        Assert.Equal(["whole"], await client.Stream().TextAsync(TestClient.Ct).ToListAsync());
        Assert.Equal(await client.ChatAsync("hi", cancellationToken: TestClient.Ct), await client.Stream().ToResponseAsync(TestClient.Ct));
        Assert.Equal("whole", (await llm.ChatStreamAsync("hi", TestClient.Ct).ToListAsync())[^1].Response!.Content);
        var finished = (ToolLoopFinishedEvent)(await client.RunWithToolsStreamAsync("hi", [s_echo], cancellationToken: TestClient.Ct).ToListAsync())[^1];
        Assert.Equal("whole", ((ToolLoopResult<ChatCompletionMessage, ChatCompletion>)finished.Result).Answer!.Choices[0].Message.Content.Text);
    }

    // The members of a message that a delta does not have are among its unknown ones.
    [Fact]
    public async Task FE1_calls_usage_and_what_is_unknown_come_along()
    {
        foreach (var (body, type) in ((string, string)[])[(WholeCall, Json), (V1.Events(WholeCall, V1.Done), V1.EventStream), ($"{WholeCall}\n", Lines), ($"{WholeCall}\n[DONE]\n", "text/plain")])
        {
            foreach (var pieces in SseEvents.AllWays(Encoding.UTF8.GetBytes(body)))
            {
                var (chunks, error) = await V1.ReadAsync(pieces, contentType: type);

                Assert.Null(error);
                var aggregator = new ChatCompletionAggregator();
                chunks.ForEach(aggregator.Add);
                var answer = aggregator.ToCompletion();
                var choice = Assert.Single(answer.Choices);
                Assert.Equal(("a", "hm", FinishReason.ToolCalls, 3), (choice.Message.Content.Text, choice.Message.ReasoningContent, choice.FinishReason, answer.Usage?.TotalTokens));
                var call = Assert.Single(choice.Message.ToolCalls);
                Assert.Equal(("c1", "echo", """{"a":1}"""), (call.Id, call.Function.Name, call.Function.Arguments));
                Assert.Equal(1, choice.Message.AdditionalProperties!["own"].GetInt32());
                Assert.Null(choice.AdditionalProperties);
            }
        }
    }

    [Fact]
    public async Task FE1_a_whole_answer_without_a_finish_reason_is_whole()
    {
        await using var client = V1.Answering("""{"object":"chat.completion","choices":[{"message":{"content":"a"}},{"index":1,"message":{"content":"b"}}]}""");

        Assert.Equal(["a", "b"], (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices.Select(choice => choice.Message.Content.Text));
    }

    // Nobody can say of it that nothing is missing.
    [Theory]
    [InlineData("")]
    [InlineData("\"object\":\"chat.completion.chunk\",")]
    public async Task FE1_one_that_does_not_say_that_it_is_whole_must_say_how_it_ended(string member)
    {
        await using var client = V1.Answering(V1.Events($$$"""{{{{member}}}"choices":[{"message":{"content":"a"}}]}""", $$$"""{{{{member}}}"choices":[{"message":{"content":"b"}}]}"""), contentType: V1.EventStream);

        var error = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal((StreamFailure.Incomplete, "ab"), (error.Reason, error.Partial?.Content));
    }

    [Fact]
    public async Task FE1_on_the_completions_route()
    {
        const string Body = """{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"whole","finish_reason":"stop"}],"usage":{"total_tokens":3}}""";
        foreach (var body in (string[])[Body, Body.Replace("{", "{\n", StringComparison.Ordinal)])
        {
            await using var client = V1.Answering(body);

            var chunk = Assert.Single(await client.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).ToListAsync());

            Assert.Equal(("whole", FinishReason.Stop, 3), (chunk.Choices[0].Text, chunk.Choices[0].FinishReason, chunk.Usage?.TotalTokens));
        }
    }

    [Fact]
    public async Task FE1_on_the_responses_route()
    {
        foreach (var body in (string[])[Response, Response.Replace("{\"", "{\n\"", StringComparison.Ordinal)])
        {
            await using var client = V1.Answering(body);

            var events = await client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync();

            Assert.Equal(
                ["response.reasoning_summary_text.delta", "response.output_item.done", "response.output_text.delta", "response.output_item.done", "response.output_item.done", "response.completed"],
                events.Select(one => one.Type?.Value));
            Assert.Equal((0, 1, 2), (events[0].OutputIndex, events[2].OutputIndex, events[4].OutputIndex));
            Assert.Equal(await client.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct), events[^1].Response);
            Assert.Equal(["whole"], await client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).TextAsync(TestClient.Ct).ToListAsync());
        }
    }

    [Theory]
    [InlineData("incomplete", "response.incomplete")]
    [InlineData("cancelled", "response.failed")]
    public async Task FE1_a_response_says_how_it_ended(string status, string type)
    {
        await using var client = V1.Answering(Response.Replace("completed", status, StringComparison.Ordinal));

        Assert.Equal(type, (await client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync())[^1].Type?.Value);
    }

    [Theory]
    [InlineData("""{"error":{"message":"boom"}}""")]
    [InlineData("{\n \"error\": {\n \"message\": \"boom\"\n }\n}")]
    [InlineData("""{"id":"r","object":"response","status":"failed","error":{"code":"server_error","message":"boom"},"output":[]}""")]
    public async Task FE1_an_error_in_it_is_the_error(string body)
    {
        await using var client = V1.Answering(body);

        foreach (var error in (LlmStreamException[])
            [
                await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync()),
                await Assert.ThrowsAsync<LlmStreamException>(() => client.CompleteStreamAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct).ToListAsync()),
                await Assert.ThrowsAsync<LlmStreamException>(() => client.RespondStreamAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct).ToListAsync()),
            ])
        {
            Assert.Equal((StreamFailure.ServerError, "boom", 0), (error.Reason, error.ServerError?.ServerMessage, error.ItemsReceived));
        }
    }

    [Theory]
    [InlineData("""{"model":"m","message":{"role":"assistant","content":"whole"},"done":true}""")]
    [InlineData("{\r\n  \"message\": {\r\n    \"content\": \"whole\"\r\n  },\r\n  \"done\": true\r\n}")]
    [InlineData("data: {\"message\":{\"content\":\"who\"},\"done\":false}\n\n: alive\n\ndata: {\"message\":{\"content\":\"le\"},\"done\":true}\n\n")]
    [InlineData("event: x\rid: 1\rdata: {\"message\":{\"content\":\"whole\"},\"done\":true}\r\r")]
    public async Task FE1_on_the_native_routes(string body)
    {
        foreach (var pieces in SseEvents.AllWays(Encoding.UTF8.GetBytes(body)))
        {
            using var handler = new StubHandler(() => new PieceStream(pieces), contentType: Json);
            await using var client = handler.Create();

            Assert.Equal("whole", (await client.Stream().ToResponseAsync(TestClient.Ct)).Message.Content);
        }
    }

    [Fact]
    public async Task Raw_streams_take_every_frame_too()
    {
        await using var v1 = V1.Answering("{\"a\":1}\n{\"a\":2}\n");
        using var handler = new StubHandler("data: {\"a\":1}\n\ndata: {\"a\":2}\n\n");
        await using var native = handler.Create();

        Assert.Equal(["""{"a":1}""", """{"a":2}"""], (await v1.SendStreamAsync(HttpMethod.Get, "/x", cancellationToken: TestClient.Ct).ToListAsync()).Select(one => one.GetRawText()));
        Assert.Equal(["""{"a":1}""", """{"a":2}"""], (await native.SendStreamAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct).ToListAsync()).Select(one => one.GetRawText()));
    }

    [Fact]
    public async Task FE2_FE3_the_files_themselves_by_every_consumer()
    {
        var events = FieldCase.Read("FE2-whole-answered-by-sse.sse");
        var lines = FieldCase.Read("FE3-whole-answered-by-ndjson.ndjson");
        await using var v1 = V1.Answering(events, contentType: V1.EventStream);
        using var handler = new StubHandler(lines, contentType: Lines);
        await using var native = handler.Create();
        await using var server = new ScriptedServer(connection => connection.Request.Path.Contains("/v1", StringComparison.Ordinal)
            ? connection.RespondAsync(200, V1.EventStream, events)
            : connection.RespondAsync(200, Lines, lines));

        Assert.Equal(await v1.Stream().ToResponseAsync(TestClient.Ct), await v1.ChatAsync("hi", cancellationToken: TestClient.Ct));
        Assert.Equal("whole", (await v1.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message.Content.Text);
        Assert.Equal("whole", (await native.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
        Assert.Equal("whole", (await native.RunWithToolsAsync("hi", [s_echo], cancellationToken: TestClient.Ct)).Answer!.Message.Content);
        foreach (var target in (LlmTarget[])[server.Native(), server.V1(LlmProviders.LlamaCpp)])
        {
            using var llm = LlmServers.ClientOf(target);
            Assert.Equal("whole", (await llm.ChatAsync("hi", TestClient.Ct)).Content);
        }
    }

    // The same parts in each frame that a server could send them in.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FE2_is_what_the_unstreamed_answer_would_have_been(bool asEvents)
    {
        var (type, path) = asEvents ? (V1.EventStream, "events") : (Lines, "lines");
        await using var v1 = V1.Answering(Frame(V1.Text("who"), V1.Text("le"), V1.Finish, V1.Usage), contentType: type);
        var whole = await v1.ChatAsync("hi", cancellationToken: TestClient.Ct);
        Assert.Equal(("whole", FinishReason.Stop, 3), (whole.Choices[0].Message.Content.Text, whole.Choices[0].FinishReason, whole.Usage?.TotalTokens));

        await using var completions = V1.Answering(Frame(
            """{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"who","logprobs":{"tokens":["who"],"token_logprobs":[-1],"top":null}},{"index":1,"text":"x"}]}""",
            """{"id":"c","object":"text_completion","model":"m","choices":[{"index":1,"text":"y","finish_reason":"length"},{"index":0,"text":"le","logprobs":{"tokens":["le"],"token_logprobs":[-2]},"finish_reason":"stop"}]}"""), contentType: type);
        var completion = await completions.CompleteAsync(new() { Prompt = "p" }, cancellationToken: TestClient.Ct);
        Assert.Equal([("whole", FinishReason.Stop), ("xy", FinishReason.Length)], completion.Choices.Select(choice => (choice.Text, choice.FinishReason!.Value)));
        Assert.Equal("""{"tokens":["who","le"],"token_logprobs":[-1,-2],"top":null}""", completion.Choices[0].Logprobs!.Value.GetRawText());

        await using var responses = V1.Answering(Frame("""{"type":"response.created","response":{"id":"r"}}""", $$"""{"type":"response.completed","response":{{Response}}}"""), contentType: type);
        await using var plain = V1.Answering(Response);
        Assert.Equal(await plain.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct), await responses.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct));

        using var generate = new StubHandler(Frame("""{"response":"who","done":false}""", """{"response":"le","done":true,"eval_count":2}"""), contentType: type);
        await using var native = generate.Create();
        var generated = await native.GenerateAsync("p", cancellationToken: TestClient.Ct);
        Assert.Equal(("whole", 2, true), (generated.Response, generated.EvalCount, generated.Done));

        using var pull = new StubHandler(Frame("""{"status":"pulling manifest"}""", """{"status":"success"}"""), contentType: type);
        await using var puller = pull.Create();
        Assert.Equal("success", (await puller.Api<IOllamaModelsApi>().PullModelAsync(new() { Model = "m", Stream = false }, cancellationToken: TestClient.Ct)).Status);
        Assert.NotEmpty(path);

        string Frame(params string[] items) => asEvents ? V1.Events([.. items, V1.Done]) : string.Concat(items.Select(item => item + "\r\n"));
    }

    [Fact]
    public async Task FE2_a_last_event_that_says_little_has_the_items_of_those_before()
    {
        await using var client = V1.Answering(V1.Events(
            """{"type":"response.output_item.done","item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"a"}]}}""",
            """{"type":"response.completed","response":{"id":"r","status":"completed"}}"""), contentType: V1.EventStream);

        Assert.Equal("a", Assert.Single((await client.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct)).Output).Content.Text);
    }

    [Fact]
    public async Task FE2_that_is_cut_is_incomplete_and_what_came_is_kept()
    {
        await using var client = V1.Answering(V1.Events(V1.Text("who"), V1.Text("l")), contentType: V1.EventStream);
        using var handler = new StubHandler("""
            {"message":{"content":"who"},"done":false}
            {"message":{"content":"l"},"done":false}
            """, contentType: Lines);
        await using var native = handler.Create();

        foreach (var error in (LlmStreamException[])
            [
                await Assert.ThrowsAsync<LlmStreamException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct)),
                await Assert.ThrowsAsync<LlmStreamException>(() => native.ChatAsync("hi", cancellationToken: TestClient.Ct)),
            ])
        {
            Assert.Equal((StreamFailure.Incomplete, "whol"), (error.Reason, error.Partial?.Content));
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"boom","code":429}}""")]
    [InlineData("""{"type":"error","message":"boom"}""")]
    [InlineData("""{"type":"response.failed","response":{"id":"r","status":"failed","error":{"message":"boom"}}}""")]
    public async Task FE2_an_error_in_it_is_that_of_an_unstreamed_call(string last)
    {
        await using var client = V1.Answering(V1.Events("""{"type":"response.created","response":{"id":"r"}}""", last), contentType: V1.EventStream);

        var error = await Assert.ThrowsAnyAsync<LlmApiException>(() => client.RespondAsync(new() { Input = "i" }, cancellationToken: TestClient.Ct));

        Assert.Equal(("boom", 1), (error.ServerMessage, error.Attempts));
    }

    [Theory]
    [InlineData("stream", "JSON where events are due", V1.Whole)]
    [InlineData("stream", "a whole message where a part of one is due", "data: " + V1.Whole + "\n\ndata: [DONE]\n\n")]
    [InlineData("stream", "an event without data", "data:\n\ndata:\n\ndata: " + V1.Finish + "\n\ndata: [DONE]\n\n")]
    [InlineData("whole", "a stream where one document is due", "data:\n\ndata: " + V1.Finish + "\n\ndata: [DONE]\n\n")]
    public async Task The_log_says_once_a_call_that_a_form_was_odd(string kind, string words, string body)
    {
        var logs = new CapturingLogs();
        using var handler = new StubHandler(body);
        await using var client = handler.CreateV1(options => options.LoggerFactory = logs);

        await (kind == "stream" ? client.Stream().ToListAsync() : (Task)client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Contains($"/chat/completions of http://127.0.0.1:9/v1 answered in an odd form, which was read: {words}.", Assert.Single(logs.Lines, line => line.Contains("odd", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_nothing_of_usual_forms()
    {
        var logs = new CapturingLogs();
        using var events = new StubHandler(V1.Events(V1.Text("a"), V1.Finish, V1.Done), contentType: V1.EventStream);
        using var whole = new StubHandler(V1.Whole);
        using var lines = new StubHandler($"{TestClient.Chunk}\n{TestClient.Last}\n");
        using var one = new StubHandler(TestClient.Last);

        await events.CreateV1(options => options.LoggerFactory = logs).Stream().ToListAsync();
        await whole.CreateV1(options => options.LoggerFactory = logs).ChatAsync("hi", cancellationToken: TestClient.Ct);
        await lines.Create(options => options.LoggerFactory = logs).Stream().ToListAsync();
        await one.Create(options => options.LoggerFactory = logs).ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Empty(logs.LinesBeyondCalls);
    }
}
