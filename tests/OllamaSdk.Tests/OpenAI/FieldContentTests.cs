using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>The forms in which servers send the content of a message, and what comes beside it.</summary>
public sealed class FieldContentTests
{
    private const string Thought = """{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}""";

    [Fact]
    public async Task Parts_in_a_delta()
    {
        var body = FieldCase.Read("CF1-delta-content-parts.sse");
        using var client = V1.Answering(body, contentType: V1.EventStream);
        using var llm = LlmOf(new ScriptedModel(body));

        var chunks = await client.Stream().ToListAsync();

        Assert.Equal("Good morning", chunks[0].Choices[0].Delta.Content);
        Assert.Equal("Good morning", (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message.Content.Text);
        Assert.Equal("Good morning", string.Concat(await client.Stream().TextAsync(TestClient.Ct).ToListAsync()));
        Assert.Equal("Good morning", (await llm.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync())[^1].Response!.Content);
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"Hello"}]""", "Hello", "")]
    [InlineData("""{"type":"text","text":"Hello"}""", "Hello", "")]
    [InlineData("""{"type":"output_text","text":"Hello","annotations":[]}""", "Hello", "")]
    [InlineData("""["Hel",null,"lo"]""", "Hello", "")]
    [InlineData("[]", "", "")]
    [InlineData("null", "", "")]
    [InlineData($$"""[{{Thought}},{"type":"text","text":"Hello"}]""", "Hello", "hm")]
    [InlineData("""[{"type":"thinking","thinking":"hm"},{"text":"Hello"}]""", "Hello", "hm")]
    [InlineData("""[{"type":"reasoning","text":"h"},{"type":"reasoning","summary":[{"type":"summary_text","text":"m"}]},"Hello"]""", "Hello", "hm")]
    [InlineData("""[{"type":"text","text":"Hello"},{"type":"own","text":7},{"type":"own","data":{"x":1}}]""", "Hello", "")]
    [InlineData("""[{"type":"refusal","refusal":"No."}]""", "No.", "")]
    public async Task Any_parts_wherever_they_come(string content, string text, string thinking)
    {
        var model = new ScriptedModel([V1.Events(V1.Delta($$"""{"role":"assistant","content":{{content}}}"""), V1.Finish, V1.Done)]);
        using var streamed = model.CreateV1();
        using var whole = V1.Answering($$"""{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{content}}},"finish_reason":"stop"}]}""");
        using var llm = LlmOf(model);

        var message = (await whole.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message;
        var put = (await streamed.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message;
        var (thought, pieces) = ("", await streamed.Stream().TextAsync(piece => { }, TestClient.Ct).ToListAsync());
        await streamed.Stream().TextAsync(piece => thought += piece, TestClient.Ct).ToListAsync();
        var update = (await llm.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync())[^1].Response!;

        Assert.All([message, put], one => Assert.Equal((text, thinking), (one.Content.Text + one.RefusalText, one.ReasoningText)));
        Assert.Equal((text, thinking), (string.Concat(pieces), thought));
        Assert.Equal((text, thinking), (update.Content, update.Thinking ?? ""));
    }

    [Fact]
    public async Task A_thinking_part_of_a_whole_answer()
    {
        var body = FieldCase.Read("CF2-thinking-part.json");
        using var client = V1.Answering(body);
        using var llm = LlmOf(new ScriptedModel(body));

        var message = (await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message;
        var answer = await llm.ChatAsync("hi", cancellationToken: TestClient.Ct);

        Assert.Equal(("Hello", "hm"), (message.Content.Text, message.ReasoningText));
        Assert.Equal(("Hello", "hm"), (answer.Content, answer.Thinking));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_go_back_as_they_came(bool streamed)
    {
        const string Own = """{"type":"own","text":7,"data":{"x":1}}""";
        const string Content = $$"""[{{Thought}},{"type":"text","text":"Hello"},{{Own}}]""";
        string[] pieces =
        [
            """[{"type":"thinking","thinking":[{"type":"text","text":"h"}]}]""", """[{"type":"thinking","thinking":[{"type":"text","text":"m"}]},"Hel"]""", "\"lo\"", $"[{Own}]",
        ];
        var model = streamed
            ? new ScriptedModel([V1.Events(pieces.Select(piece => V1.Delta($$"""{"content":{{piece}}}""")).Concat([V1.Finish, V1.Done]))])
            : new ScriptedModel($$"""{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{Content}}},"finish_reason":"stop"}]}""");
        var conversation = model.CreateV1().StartConversation();

        for (var turn = 0; turn < 2; turn++)
        {
            await (streamed ? conversation.SendStreamAsync("hi", TestClient.Ct).ToListAsync() : (Task)conversation.SendAsync("hi", TestClient.Ct));
        }

        Assert.Equal(Content, model.LastMessages[1].GetProperty("content").GetRawText());
    }

    [Theory]
    [InlineData($$"""[{{Thought}},{"type":"text","text":"Hello"}]""", "hm")]
    [InlineData("""{"type":"text","text":"Hello"}""", null)]
    [InlineData("""["Hel","lo"]""", null)]
    public async Task Natively_the_thinking_has_its_own_place(string content, string? thinking)
    {
        var model = new ScriptedModel($$"""{"model":"m","message":{"role":"assistant","content":{{content}}},"done":true,"done_reason":"stop"}""");
        var conversation = model.Create().StartConversation();
        using var llm = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9")).With(options => options.Handler = model));

        var answer = await conversation.SendAsync("hi", TestClient.Ct);
        var streamed = await conversation.SendStreamAsync("hi", TestClient.Ct).TextAsync(TestClient.Ct).ToListAsync();
        var sent = model.LastMessages[1];

        Assert.Equal(("Hello", thinking), (answer.Text, string.IsNullOrEmpty(answer.Thinking) ? null : answer.Thinking));
        Assert.Equal("Hello", string.Concat(streamed));
        Assert.Equal(("Hello", thinking), (sent.GetProperty("content").GetString(), sent.TryGetProperty("thinking", out var thought) ? thought.GetString() : null));
        Assert.Equal(("Hello", thinking), await llm.ChatAsync("hi", cancellationToken: TestClient.Ct) is var read ? (read.Content, read.Thinking) : default);
    }

    [Fact]
    public async Task Of_a_member_that_an_odd_part_has_twice_the_last_holds()
    {
        const string Content = """[{"type":"own","text":{},"text":7},"Hello"]""";
        using var whole = V1.Answering($$"""{"model":"m","choices":[{"message":{"content":{{Content}}},"finish_reason":"stop"}]}""");
        using var native = new ScriptedModel($$"""{"model":"m","message":{"content":{{Content}}},"done":true}""").Create();

        var message = (await whole.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message;

        Assert.Equal(("Hello", 7), (message.Content.Text, message.Content.Parts![0].AdditionalProperties!["text"].GetInt32()));
        Assert.Equal("Hello", (await native.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
    }

    [Fact]
    public async Task Half_a_character_in_a_part_is_refused_while_the_answer_is_read()
    {
        string[] contents = ["""[{"type":"text","text":"\ud800"}]""", """[{"type":"thinking","thinking":[{"text":"\ud800"}]}]""", """["\ud800"]""", """{"type":"refusal","refusal":"\ud800"}"""];
        foreach (var content in contents)
        {
            using var whole = V1.Answering($$"""{"model":"m","choices":[{"message":{"content":{{content}}},"finish_reason":"stop"}]}""");
            using var native = new ScriptedModel($$"""{"model":"m","message":{"content":{{content}}},"done":true}""").Create();

            Assert.IsType<LlmProtocolException>((await V1.ReadAsync(V1.Events(V1.Delta($$"""{"content":{{content}}}"""), V1.Done))).Error);
            await Assert.ThrowsAsync<LlmProtocolException>(() => whole.ChatAsync("hi", cancellationToken: TestClient.Ct));
            await Assert.ThrowsAsync<LlmProtocolException>(() => native.ChatAsync("hi", cancellationToken: TestClient.Ct));
        }
    }

    [Fact]
    public async Task Unknown_members_of_deltas()
    {
        using var client = V1.Answering(FieldCase.Read("UF3-unknown-delta-members.sse"), contentType: V1.EventStream);

        var message = (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message;

        Assert.Equal("AB", message.Content.Text);
        Assert.Equal("""[{"url":"u"}]""", message.AdditionalProperties!["annotations"].GetRawText());
    }

    [Fact]
    public async Task Unknown_members_of_choices_and_answers()
    {
        using var client = V1.Answering(
            V1.Events(
                """{"model":"m","own":1,"provider":"p","choices":[{"index":0,"delta":{"content":"a"},"filter":{"x":1},"step":1}]}""",
                """{"model":"m","own":2,"provider":null,"choices":[{"index":0,"delta":{},"step":2,"finish_reason":"stop"}]}""", V1.Done),
            contentType: V1.EventStream);

        var answer = await client.Stream().ToResponseAsync(TestClient.Ct);

        Assert.Equal("2 p", $"{answer.AdditionalProperties!["own"]} {answer.AdditionalProperties["provider"]}");
        Assert.Equal("""{"x":1} 2""", $"{answer.Choices[0].AdditionalProperties!["filter"]} {answer.Choices[0].AdditionalProperties!["step"]}");
    }

    private static LlmClient LlmOf(ScriptedModel model) => new(LlmServers.Options(new LlmTarget(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:9/v1")).With(options => options.Handler = model));
}
