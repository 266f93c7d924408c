using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Api;

/// <summary>Thinking that a server leaves in the text, split off where the option says so.</summary>
public sealed class ThinkTagTests
{
    private static readonly string[] s_words = ["<think>", "</think>", "<thi", "nk>", "</", " ", "\n", "a", "b ", "<", ">", "think", "é", "\ud83d\ude00"];

    /// <summary>A text, and the thinking and the answer in it.</summary>
    public static TheoryData<string, string, string> Texts => new()
    {
        { "<think>hm</think>Hello", "hm", "Hello" },
        { "\n <think>\nhm\n</think>\n\nHello\n", "hm\n", "Hello\n" },
        { "<think></think>Hello", "", "Hello" },
        { "<think>\n\n</think>\n\nHello", "", "Hello" },
        { "<think>hm", "hm", "" },
        { "<think>hm</thin", "hm</thin", "" },
        { "<think>", "", "" },
        { "<think>a</think><think>b</think>c", "a", "<think>b</think>c" },
        { "<think>a<think>b</think>c", "a<think>b", "c" },
        { "Hello <think>hm</think>", "", "Hello <think>hm</think>" },
        { "<thinking>hm</thinking>Hello", "", "<thinking>hm</thinking>Hello" },
        { "<thi", "", "<thi" },
        { "hm</think>Hello", "", "hm</think>Hello" },
        { " \n", "", " \n" },
        { " Hello ", "", " Hello " },
        { "", "", "" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Wherever_it_is_cut(string text, string thinking, string answer)
    {
        Assert.Equal(new(answer, thinking), ThinkSplitter.Split(text));
        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                Assert.Equal(new(answer, thinking), InPieces([text[..first], text[first..second], text[second..]]));
            }
        }
    }

    [Fact]
    public void Any_text_cut_anywhere_is_split_as_the_whole()
    {
        var random = new Random(20261129);
        for (var run = 0; run < 5000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => s_words[random.Next(s_words.Length)]));
            List<string?> pieces = [null];
            for (var at = 0; at < text.Length;)
            {
                var length = random.Next(Math.Min(5, text.Length - at) + 1);
                pieces.Add(text.Substring(at, length));
                at += length;
            }

            Assert.Equal(ThinkSplitter.Split(text), InPieces(pieces));
        }
    }

    [Fact]
    public void Only_what_may_be_a_tag_is_held_back()
    {
        var splitter = new ThinkSplitter();

        string[] pieces = ["<think>", "so ", "<", "b> ", "</thi", "s>", "</think>", "\n", "Hi", " <think>"];

        Assert.Equal(
            ["|", "|so ", "|", "|<b> ", "|", "|</this>", "|", "|", "Hi|", " <think>|"],
            pieces.Select(piece => splitter.Add(piece) is var made ? $"{made.Text}|{made.Thinking}" : null));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task On_every_client_streamed_or_not(string text, string thinking, string answer)
    {
        foreach (var size in (int[])[1, 3, 1000])
        {
            var pieces = text.Length == 0 ? [""] : text.Chunk(size).Select(piece => new string(piece)).ToArray();
            using var ollama = Native().Create(options => options.SplitThinkTags = true);
            using var compatible = Compatible().CreateV1(options => options.SplitThinkTags = true);

            Check((await ollama.Stream().ToResponseAsync(TestClient.Ct)).Message is var one ? (one.Thinking, one.Content) : default);
            Check((await ollama.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message is var two ? (two.Thinking, two.Content) : default);
            Check((await compatible.Stream().ToResponseAsync(TestClient.Ct)).Choices[0].Message is var three ? (three.ReasoningText, three.Content.Text) : default);
            Check((await compatible.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message is var four ? (four.ReasoningText, four.Content.Text) : default);

            foreach (var (model, target) in ((ScriptedModel, LlmTarget)[])[(Native(), new(LlmProviders.Ollama, "m", "http://127.0.0.1:9")), (Compatible(), new(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:9/v1"))])
            {
                using var llm = new LlmClient(LlmServers.Options(target).With(options => (options.Handler, options.SplitThinkTags) = (model, true)));
                var updates = await llm.ChatStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync();
                Check((string.Concat(updates.Select(update => update.ThinkingDelta)), updates.Text()));
                Check((updates[^1].Response!.Thinking ?? "", updates[^1].Response!.Content));
                Check(await llm.ChatAsync("hi", cancellationToken: TestClient.Ct) is var whole ? (whole.Thinking ?? "", whole.Content) : default);
            }

            // The first answer of each is streamed.
            ScriptedModel Native() => new([.. pieces.Select(piece => ScriptedModel.Chunk(piece)), ScriptedModel.Answer("")], [ScriptedModel.Answer(text)]);
            ScriptedModel Compatible() => new([V1.Events(pieces.Select(V1.Text).Concat([V1.Finish, V1.Done]))], [Whole(text)]);
        }

        void Check((string Thinking, string Text) read) => Assert.Equal((thinking, answer), read);
    }

    [Fact]
    public async Task Generate()
    {
        string[] pieces = ["<th", "ink>h", "m</think>", "\nHello"];
        var model = new ScriptedModel(
            [.. pieces.Select(piece => $$"""{"model":"m","response":{{V1.Quote(piece)}},"done":false}"""), """{"model":"m","response":"","done":true}"""],
            [$$"""{"model":"m","response":{{V1.Quote(string.Concat(pieces))}},"done":true}"""]);
        using var client = model.Create(options => options.SplitThinkTags = true);

        var streamed = await client.GenerateStreamAsync("p", cancellationToken: TestClient.Ct).ToResponseAsync(TestClient.Ct);
        var whole = await client.GenerateAsync("p", cancellationToken: TestClient.Ct);

        Assert.All([streamed, whole], answer => Assert.Equal(("hm", "Hello"), (answer.Thinking, answer.Response)));
    }

    [Fact]
    public async Task Off_means_that_nothing_changes()
    {
        const string Text = "<think>hm</think>Hello";
        using var client = new ScriptedModel(ScriptedModel.Answer(Text)).Create();
        using var v1 = V1.Answering(V1.Events(V1.Text(Text), V1.Finish, V1.Done), contentType: V1.EventStream);

        Assert.Equal(Text, (await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.Content);
        Assert.Equal(Text, string.Concat(await v1.Stream().TextAsync(TestClient.Ct).ToListAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Conversations_and_their_tools(bool streamed)
    {
        var call = ScriptedModel.Chunk("<think>a tool</think>", done: true, ScriptedModel.Call("echo", """{"x":1}"""));
        var model = new ScriptedModel(call, ScriptedModel.Answer("<think>done</think>Hello"));
        var conversation = model.Create(options => options.SplitThinkTags = true).StartConversation(tools: [TestTools.Echo]);

        if (streamed)
        {
            var events = await conversation.SendStreamAsync("go", TestClient.Ct).ToListAsync();
            Assert.Equal(["a tool", "done"], events.OfType<ToolLoopThinkingEvent>().Select(happened => happened.Text));
            Assert.Equal(["Hello"], events.OfType<ToolLoopTextEvent>().Select(happened => happened.Text));
        }
        else
        {
            Assert.Equal(("Hello", "done"), await conversation.SendAsync("go", TestClient.Ct) is var answer ? (answer.Text, answer.Thinking) : default);
        }

        Assert.Equal(("", "a tool"), (conversation.Messages[1].Content, conversation.Messages[1].Thinking));
        Assert.Equal("a tool", model.LastMessages[1].GetProperty("thinking").GetString());
    }

    [Fact]
    public async Task A_typed_answer_behind_thinking()
    {
        const string Text = """<think>{"city":"Rome"}</think>{"city":"Oslo","degrees":-3}""";
        using var client = new ScriptedModel(ScriptedModel.Answer(Text)).Create(options => options.SplitThinkTags = true);

        Assert.Equal(new Weather("Oslo", -3), await client.ChatAsync<Weather>("hi", cancellationToken: TestClient.Ct));
        Assert.Equal(new Weather("Oslo", -3), (await client.ChatStreamAsync<Weather>("hi", cancellationToken: TestClient.Ct).ToListAsync())[^1].Value);
    }

    [Fact]
    public async Task Each_choice_has_a_text_of_its_own_and_no_end_is_needed()
    {
        static string Piece(int index, string text) => $$"""{"model":"m","choices":[{"index":{{index}},"delta":{"role":null,"content":{{V1.Quote(text)}} } }]}""";
        using var client = new StubHandler(
            V1.Events(Piece(0, "<think>a"), Piece(1, "<thi"), Piece(0, "</think>x</thi"), Piece(1, "s"), Piece(2, "<think>b</th"), Piece(3, " <"), V1.Done), contentType: V1.EventStream)
            .CreateV1(options => options.SplitThinkTags = true);

        var choices = (await client.Stream().ToResponseAsync(TestClient.Ct)).Choices;

        Assert.Equal(["a|x</thi", "|<this", "b</th|", "| <"], choices.Select(choice => $"{choice.Message.ReasoningText}|{choice.Message.Content.Text}"));
    }

    [Theory]
    [InlineData("reasoning")]
    [InlineData("reasoning_content")]
    public async Task It_goes_where_the_server_puts_thinking(string name)
    {
        using var client = new StubHandler($$"""{"model":"m","choices":[{"message":{"content":"<think>b</think>c","{{name}}":"a"},"finish_reason":"stop"}]}""")
            .CreateV1(options => options.SplitThinkTags = true);

        var message = (await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Choices[0].Message;

        Assert.Equal(("ab", "c"), (name == "reasoning" ? message.ReasoningOnWire : message.ReasoningContentOnWire, message.Content.Text));
        Assert.Null(name == "reasoning" ? message.ReasoningContentOnWire : message.ReasoningOnWire);
    }

    [Fact]
    public async Task What_had_arrived_before_a_failure_is_split_too()
    {
        using var handler = new StubHandler(ScriptedModel.Chunk("<think>hm</think>Hel") + "\n" + ScriptedModel.Chunk("lo") + "\n", contentType: "application/x-ndjson");
        using var client = handler.Create(options => options.SplitThinkTags = true);

        var caught = await Assert.ThrowsAsync<LlmStreamException>(() => client.Stream().ToListAsync());

        Assert.Equal(("hm", "Hello"), (caught.Partial!.Thinking, caught.Partial.Content));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, "true", true)]
    [InlineData(null, "1", true)]
    [InlineData(false, "true", false)]
    [InlineData(true, null, true)]
    public void The_environment_may_say_it(bool? given, string? variable, bool expected)
    {
        var options = LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9"));
        options.ReadVariable = name => name == "LLM_CLIENT_SPLIT_THINK_TAGS" ? variable : null;
        if (given is { } value)
        {
            options.SplitThinkTags = value;
        }

        Assert.Equal(expected, options.ToOllamaOptions().SplitThinkTags);
        Assert.Equal(expected, options.ToOpenAICompatibleOptions().SplitThinkTags);
    }

    private static ThinkSplitter.Pieces InPieces(IEnumerable<string?> pieces)
    {
        var splitter = new ThinkSplitter();
        return pieces.Aggregate(new ThinkSplitter.Pieces("", ""), (made, piece) => made + splitter.Add(piece)) + splitter.End();
    }

    private static string Whole(string text) => $$"""{"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":{{V1.Quote(text)}}},"finish_reason":"stop"}]}""";
}
