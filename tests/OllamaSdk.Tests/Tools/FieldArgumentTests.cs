using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Tools;

/// <summary>The forms in which servers send the arguments of a call, through the loop of each client.</summary>
public sealed class FieldArgumentTests
{
    private const string NativeDone = """{"model":"m","message":{"role":"assistant","content":"done"},"done":true,"done_reason":"stop"}""";

    private static readonly LlmTool s_add = TestTools.Make("add", arguments => $"{arguments.GetProperty("a").GetInt32()}+{arguments.GetProperty("b").GetInt32()}");

    private static readonly LlmTool s_now = LlmTool.Create("now", "Tells the time.", () => "noon");

    public static TheoryData<string, bool> Objects => new()
    {
        { "AF1a-arguments-object.sse", true }, { "AF1a-arguments-object.sse", false }, { "AF1b-arguments-object.json", true }, { "AF1b-arguments-object.json", false },
    };

    [Theory]
    [MemberData(nameof(Objects))]
    public async Task An_object_where_its_text_is_due(string file, bool byLlmClient)
    {
        var model = new ScriptedModel(FieldCase.Read(file), Done(file));

        var result = await RunV1Async(model, byLlmClient, file.EndsWith(".sse", StringComparison.Ordinal));

        Assert.Equal(["1+2"], result);
        Assert.Equal("""{"a":1,"b":2}""", model.LastMessages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Theory]
    [InlineData("AF1c-arguments-empty-array.json", true)]
    [InlineData("AF1c-arguments-empty-array.json", false)]
    public async Task An_empty_list_is_no_arguments(string file, bool byLlmClient)
    {
        var model = new ScriptedModel(FieldCase.Read(file), Done(file));

        Assert.Equal(["noon"], await RunV1Async(model, byLlmClient, streamed: false));
        Assert.Equal("{}", model.LastMessages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString());
    }

    [Theory]
    [InlineData("null", "noon")]
    [InlineData("[ ]", "noon")]
    [InlineData("{}", "noon")]
    [InlineData("\"\"", "noon")]
    [InlineData("\"[]\"", "noon")]
    [InlineData("\"\\\"{}\\\"\"", "noon")]
    [InlineData("5", null)]
    [InlineData("[1]", null)]
    [InlineData("\"\\\"5\\\"\"", null)]
    public async Task Other_forms_run_or_are_refused_in_words(string arguments, string? result)
    {
        var call = $$$"""{"id":"c1","index":0,"function":{"name":"now","arguments":{{{arguments}}}}}""";
        var whole = $$$"""{"model":"m","choices":[{"index":0,"message":{"tool_calls":[{{{call}}}]},"finish_reason":"tool_calls"}]}""";
        var native = $$$"""{"model":"m","message":{"role":"assistant","tool_calls":[{{{call}}}]},"done":true}""";
        foreach (var byLlmClient in (bool[])[true, false])
        {
            Check(await RunV1Async(new ScriptedModel(whole, V1.Whole), byLlmClient, streamed: false));
            Check(await RunV1Async(new ScriptedModel([V1.Events(V1.Delta($$"""{"tool_calls":[{{call}}]}"""), V1.Done)], [V1.Events(V1.Text("done"), V1.Finish, V1.Done)]), byLlmClient, streamed: true));
            Check(await RunNativeAsync(new ScriptedModel(native, NativeDone), byLlmClient, streamed: false));
            Check(await RunNativeAsync(new ScriptedModel(native, NativeDone), byLlmClient, streamed: true));
        }

        void Check(IReadOnlyList<string?> results) => Assert.True(result is null ? results[0]!.StartsWith("arguments: got ", StringComparison.Ordinal) : results[0] == result, results[0]);
    }

    [Theory]
    [InlineData("AF2-native-arguments-as-text.json", false, false)]
    [InlineData("AF2-native-arguments-as-text.json", false, true)]
    [InlineData("AF2-native-arguments-as-text.json", true, false)]
    [InlineData("AF2-native-arguments-as-text.json", true, true)]
    public async Task Text_where_an_object_is_due(string file, bool byLlmClient, bool streamed)
    {
        var model = new ScriptedModel(FieldCase.Read(file), NativeDone);

        Assert.Equal(["2+5"], await RunNativeAsync(model, byLlmClient, streamed));
        Assert.Equal("""{"a":2,"b":5}""", model.LastMessages[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetRawText());
    }

    [Fact]
    public async Task A_conversation_goes_on_after_arguments_that_are_no_object()
    {
        var model = new ScriptedModel("""{"model":"m","message":{"role":"assistant","tool_calls":[{"function":{"name":"add","arguments":"{\"a\":1,"}}]},"done":true}""", NativeDone);
        var conversation = model.Create().StartConversation(tools: [s_add]);

        await conversation.SendAsync("go", TestClient.Ct);
        var saved = conversation.ToJson();
        await model.Create().LoadConversation(saved).SendAsync("and now?", TestClient.Ct);

        // Ollama refuses a whole conversation in which they are something else.
        Assert.All(model.Requests.Skip(1), request => Assert.Equal(
            """{"arguments":"{\"a\":1,"}""", request.GetProperty("messages")[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetRawText()));
        Assert.Equal(2, model.Requests.Count - 1);
    }

    [Fact]
    public async Task A_typed_call_has_the_object()
    {
        using var client = new ScriptedModel(FieldCase.Read("AF2-native-arguments-as-text.json")).Create();

        var call = Assert.Single((await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Message.ToolCalls);

        Assert.Equal(5, call.Function.Arguments!.Value.GetProperty("b").GetInt32());
    }

    [Fact]
    public async Task Deltas_may_begin_with_an_empty_object()
    {
        string[] pieces = ["{}", "\"{\\\"a\\\":\"", "\"1,\\\"b\\\":2}\""];
        var deltas = pieces.Select((piece, i) => V1.Delta("{\"tool_calls\":[{\"index\":0,\"function\":{" + (i == 0 ? "\"name\":\"add\"," : "") + $"\"arguments\":{piece}" + "}}]}"));
        var model = new ScriptedModel([V1.Events(deltas.Append(V1.Done))], [V1.Events(V1.Text("done"), V1.Finish, V1.Done)]);

        Assert.Equal(["1+2"], await RunV1Async(model, byLlmClient: false, streamed: true));
    }

    [Fact]
    public async Task Function_calls_of_the_Responses_API()
    {
        const string Item = """{"type":"function_call","call_id":"c1","name":"add","arguments":{"a":1}}""";
        using var whole = V1.Answering($$"""{"id":"r","object":"response","status":"completed","output":[{{Item}}]}""");
        using var stream = V1.Answering(
            V1.Events("""{"type":"response.function_call_arguments.done","arguments":{"a":1}}""", $$"""{"type":"response.output_item.done","item":{{Item}}}""", """{"type":"response.completed"}"""),
            contentType: V1.EventStream);

        var response = await whole.RespondAsync(new ResponseRequest { Input = "hi", Model = "m" }, cancellationToken: TestClient.Ct);
        var events = await stream.RespondStreamAsync(new ResponseRequest { Input = "hi", Model = "m" }, cancellationToken: TestClient.Ct).ToListAsync();

        Assert.All([response.Output[0].Arguments, events[0].Arguments, events[1].Item!.Arguments], text => Assert.Equal("""{"a":1}""", text));
    }

    [Theory]
    [InlineData("AF1a-arguments-object.sse", "the arguments of a call as JSON instead of its text")]
    [InlineData("AF2-native-arguments-as-text.json", "the arguments of a call as text, or as an empty list, instead of an object")]
    [InlineData("CF1-delta-content-parts.sse", "content in parts instead of text")]
    [InlineData("TC5i-ids-absent.sse", null)]
    public async Task The_log_says_that_a_form_was_odd(string file, string? form)
    {
        using CapturingLogs logs = new();
        var model = new ScriptedModel(FieldCase.Read(file));
        if (file.EndsWith(".sse", StringComparison.Ordinal))
        {
            await model.CreateV1(options => options.LoggerFactory = logs).Stream().ToListAsync();
        }
        else
        {
            await model.Create(options => options.LoggerFactory = logs).ChatAsync("hi", cancellationToken: TestClient.Ct);
        }

        Assert.Equal(form is null ? [] : [form], logs.Values.Where(value => value.Key == "Form").Select(value => value.Value));
    }

    [Theory]
    [InlineData("AF3-trailing-comma.sse", true)]
    [InlineData("AF3-trailing-comma.sse", false)]
    public async Task The_model_is_told_what_is_wrong_with_its_JSON(string file, bool byLlmClient)
    {
        var results = await RunV1Async(new ScriptedModel(FieldCase.Read(file), Done(file)), byLlmClient, streamed: true);

        Assert.Equal(["arguments are not valid JSON: a comma before '}' at character 14"], results);
    }

    private static string Done(string file) => file.EndsWith(".sse", StringComparison.Ordinal) ? V1.Events(V1.Text("done"), V1.Finish, V1.Done) : V1.Whole;

    private static async Task<IReadOnlyList<string?>> RunV1Async(ScriptedModel model, bool byLlmClient, bool streamed)
    {
        if (byLlmClient)
        {
            return await RunAsync(model, new LlmTarget(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:9/v1"), streamed);
        }

        using var client = model.CreateV1();
        var request = new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("go")] };
        var running = streamed ? client.RunWithToolsStreamAsync(request, [s_add, s_now], cancellationToken: TestClient.Ct).ToListAsync() : (Task)client.RunWithToolsAsync(request, [s_add, s_now], cancellationToken: TestClient.Ct);
        await running;
        return model.Results;
    }

    private static async Task<IReadOnlyList<string?>> RunNativeAsync(ScriptedModel model, bool byLlmClient, bool streamed)
    {
        if (byLlmClient)
        {
            return await RunAsync(model, new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9"), streamed);
        }

        var tools = new ToolSet([s_add, s_now]);
        await (streamed ? model.WatchAsync(tools) : (Task)model.RunAsync(tools));
        return model.Results;
    }

    private static async Task<IReadOnlyList<string?>> RunAsync(ScriptedModel model, LlmTarget target, bool streamed)
    {
        using var client = new LlmClient(LlmServers.Options(target).With(options => options.Handler = model));
        var running = streamed ? client.RunWithToolsStreamAsync("go", [s_add, s_now], cancellationToken: TestClient.Ct).ToListAsync() : (Task)client.RunWithToolsAsync("go", [s_add, s_now], cancellationToken: TestClient.Ct);
        await running;
        return model.Results;
    }
}
