using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Calls that small models write into their text.</summary>
public sealed class TextCallTests
{
    private static readonly ToolSet Tools = [TestTools.Echo];

    public static TheoryData<string, string, string> Forms => new()
    {
        { """<tool_call>{"name":"echo","arguments":{"x":1}}</tool_call>""", """{"x":1}""", "" },
        { "Let me look.\n<tool_call>\n{\"name\": \"echo\", \"arguments\": {\"x\":1}}\n</tool_call>\n", """{"x":1}""", "Let me look." },
        { """<tool_call>{"name":"echo","arguments":{"x":1}}""", """{"x":1}""", "" },
        { """<tool_call>{"name":"echo"}</tool_call>""", "{}", "" },
        { """{"name":"echo","arguments":{"x":1}}""", """{"x":1}""", "" },
        { """{"name":"echo","parameters":{"x":1}}""", """{"x":1}""", "" },
        { """{"type":"function","name":"echo","parameters":{"x":1}}""", """{"x":1}""", "" },
        { """{"type":"function","function":{"name":"echo","arguments":"{\"x\":1}"}}""", """{"x":1}""", "" },
        { """<think>I need it.</think>{"name":"echo","arguments":{"x":1}}""", """{"x":1}""", "" },
        { "```json\n{\"name\":\"echo\",\"arguments\":{\"x\":1}}\n```", """{"x":1}""", "" },
        { "I call the tool:\n\n```json\n{\"name\":\"echo\",\"arguments\":{\"x\":1}}\n```", """{"x":1}""", "I call the tool:" },
        { """[TOOL_CALLS][{"name":"echo","arguments":{"x":1}}]""", """{"x":1}""", "" },
        { """[TOOL_CALLS]echo{"x":1}""", """{"x":1}""", "" },
        { """[TOOL_CALLS]echo[ARGS]{"x":1}""", """{"x":1}""", "" },
        { """<|python_tag|>{"name":"echo","parameters":{"x":1}}""", """{"x":1}""", "" },
    };

    public static TheoryData<string> Words => new(
        "Hello.",
        """{"name":"Bob","arguments":{}}""",
        """{"name":"echo"}""",
        """{"name":"echo","arguments":[1]}""",
        """{"name":"echo","arguments":{"x":1}""",
        """Write {"name":"echo","arguments":{"x":1}} to call it.""",
        "```json\n{\"name\":\"echo\",\"arguments\":{}}\n```\nis how it is called.",
        """<tool_call>{"name":"nope","arguments":{}}</tool_call>""",
        """<tool_call>{"name":"echo","arguments":{}}</tool_call><tool_call>{"name":"nope","arguments":{}}</tool_call>""",
        """<tool_call>{"name":"echo","argu</tool_call>""",
        """<|python_tag|>echo.call(x=1)""");

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task They_are_run_where_the_option_says_so(string text, string arguments, string rest)
    {
        foreach (var (way, streamed) in SpeakingModel.Ways.Select(row => row.Data))
        {
            var model = new SpeakingModel(text, "done");

            var (result, events) = await model.LoopAsync(way, streamed, Tools, new() { RecoverTextCalls = true });

            Assert.Equal(("done", 2), (result.Text, result.Rounds));
            var call = Assert.Single(result.Calls);
            Assert.Equal(("echo", arguments, arguments), (call.Name, call.ArgumentsJson, call.Result!.Content));
            var sent = model.LastMessages;
            Assert.Equal(["user", "assistant", "tool"], sent.Select(message => message.GetProperty("role").GetString()));
            Assert.Equal("echo", sent[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("name").GetString());
            Assert.Equal(rest, sent[1].TryGetProperty("content", out var content) ? content.GetString() ?? "" : "");
            Assert.Equal(call.Id, sent[2].GetProperty("tool_call_id").GetString());
            if (streamed)
            {
                var told = Assert.Single(events.OfType<ToolCallsAsTextEvent>());
                Assert.Equal((1, true), (told.Round, told.AreRecovered));
                Assert.Equal(["echo"], told.Names);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Without_the_option_they_are_only_told(string text, string arguments, string rest)
    {
        Assert.NotNull(arguments + rest);
        foreach (var way in (string[])["native", "v1", "llm"])
        {
            var (result, events) = await new SpeakingModel(text).LoopAsync(way, streamed: true, Tools);

            Assert.Equal((text, 1), (result.Text, result.Rounds));
            Assert.Empty(result.Calls);
            Assert.False(Assert.Single(events.OfType<ToolCallsAsTextEvent>()).AreRecovered);
        }
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Other_text_is_text(string text)
    {
        foreach (var (way, streamed) in SpeakingModel.Ways.Select(row => row.Data))
        {
            var (result, events) = await new SpeakingModel(text).LoopAsync(way, streamed, Tools, new() { RecoverTextCalls = true });

            Assert.Equal((text, 1), (result.Text, result.Rounds));
            Assert.Empty(events.OfType<ToolCallsAsTextEvent>());
        }
    }

    [Fact]
    public async Task Several_are_run_in_their_order()
    {
        foreach (var text in (string[])
        [
            """<tool_call>{"name":"echo","arguments":{"x":1}}</tool_call> and <tool_call>{"name":"echo","arguments":{"x":2}}</tool_call>""",
            """[{"name":"echo","arguments":{"x":1}},{"name":"echo","arguments":{"x":2}}]""",
            """[TOOL_CALLS]echo{"x":1}[TOOL_CALLS]echo{"x":2}""",
            """<|python_tag|>{"name":"echo","parameters":{"x":1}}; {"name":"echo","parameters":{"x":2}}""",
        ])
        {
            var (result, _) = await new SpeakingModel(text, "done").LoopAsync("native", false, Tools, new() { RecoverTextCalls = true });

            Assert.Equal(["""{"x":1}""", """{"x":2}"""], result.Calls.Select(call => call.ArgumentsJson));
            Assert.Equal(2, result.Calls.Select(call => call.Id).Distinct().Count());
        }
    }

    [Fact]
    public async Task A_turn_with_a_call_of_its_own_keeps_its_text()
    {
        const string Text = """{"name":"echo","arguments":{"x":1}}""";
        var model = new ScriptedModel(ScriptedModel.Chunk(Text, true, ScriptedModel.Call("echo", """{"x":2}""")), ScriptedModel.Answer("done"));

        var result = await model.RunAsync(Tools, new() { RecoverTextCalls = true });

        Assert.Equal("""{"x":2}""", Assert.Single(result.Calls).ArgumentsJson);
        Assert.Equal(Text, model.LastMessages[1].GetProperty("content").GetString());
    }

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task An_answer_that_was_cut_says_so_and_no_call_is_taken_from_it(string way, bool streamed)
    {
        const string Text = """<tool_call>{"name":"echo","arguments":{"x":1}}""";

        var (result, _) = await new SpeakingModel(Text) { Reason = "length" }.LoopAsync(way, streamed, Tools, new() { RecoverTextCalls = true });

        Assert.True(result.HitTokenLimit);
        Assert.Equal((Text, 0), (result.Text, result.Calls.Count));
        Assert.False((await new SpeakingModel("done").LoopAsync(way, streamed, Tools)).Result.HitTokenLimit);
    }

    [Fact]
    public async Task A_conversation_keeps_them_as_calls()
    {
        const string Text = """<tool_call>{"name":"echo","arguments":{"x":1}}</tool_call>""";
        var options = new ToolLoopOptions { RecoverTextCalls = true };
        var model = new SpeakingModel(Text, "done", Text, "done");

        await CheckAsync<OllamaChatMessage, OllamaChatResponse>(model.Native().StartConversation(tools: Tools, toolOptions: options));
        await CheckAsync<ChatCompletionMessage, ChatCompletion>(new SpeakingModel(Text, "done", Text, "done").CreateV1().StartConversation(tools: Tools, toolOptions: options));
        await CheckAsync<LlmMessage, LlmResponse>(new SpeakingModel(Text, "done", Text, "done").Llm().StartConversation(tools: Tools, toolOptions: options));

        static async Task CheckAsync<TMessage, TAnswer>(Conversation<TMessage, TAnswer> conversation)
            where TMessage : class
            where TAnswer : class
        {
            Assert.Equal("done", (await conversation.SendAsync("go", TestClient.Ct)).Text);
            Assert.Single((await conversation.SendStreamAsync("go", TestClient.Ct).ToListAsync()).OfType<ToolCallsAsTextEvent>());
            Assert.Equal(8, conversation.Messages.Count);
            Assert.DoesNotContain("tool_call>", conversation.ToJson(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(SpeakingModel.Ways), MemberType = typeof(SpeakingModel))]
    public async Task A_model_that_makes_each_slip_once_ends_its_task(string way, bool streamed)
    {
        var model = new SpeakingModel(
            """<tool_call>{"name":"seats","arguments":{"x":"1"}}</tool_call>""",
            """{"name":"seats","arguments":{"x":2}}""",
            """[TOOL_CALLS]seats{"x":3}""",
            """<|python_tag|>{"name":"seats","parameters":{"x":4}}""",
            "done");
        var seats = TestTools.Make("seats", arguments => arguments.GetProperty("x").ToString() is "1" ? throw new ToolRetryException("There is no train 1.") : "42");

        var (result, _) = await model.LoopAsync(way, streamed, [seats], new() { RecoverTextCalls = true });

        Assert.Equal(("done", 5), (result.Text, result.Rounds));
        Assert.Equal(["There is no train 1.", "42", "42", "42"], result.Calls.Select(call => call.Result!.Content));
    }
}
