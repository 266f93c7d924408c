using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Tools;

/// <summary>Arguments that no tool can run with: the model is told, whichever way the conversation goes, and the conversation goes on.</summary>
public sealed class HostileArgumentTests
{
    private const int MiB = 1024 * 1024;

    private static readonly Dictionary<string, (string Json, string Problem)> s_forms = new()
    {
        ["a text"] = ("\"sunny\"", "expected an object"),
        ["a number"] = ("5", "expected an object"),
        ["a list"] = ("[1]", "expected an object"),
        ["1 MiB and a byte"] = ($$"""{"x":"{{new string('a', MiB - 7)}}"}""", "The arguments are 1048577 bytes long, and at most 1048576 are allowed."),
        ["10 MB"] = ($$"""{"x":"{{new string('a', 10_000_000)}}"}""", "The arguments are 10000008 bytes long, and at most 1048576 are allowed."),
        ["65 levels"] = ($$"""{"x":{{Nested(64)}}}""", "64"),
        ["200 levels"] = ($$"""{"x":{{Nested(199)}}}""", "64"),
    };

    // What only a text can hold: natively the whole answer would be no JSON.
    private static readonly Dictionary<string, (string Text, string Problem)> s_texts = new()
    {
        ["no JSON"] = ("sunny", "not valid JSON"),
        ["cut"] = ("""{"x":""", "not valid JSON"),
        ["two documents"] = ("""{"x":1}{"x":2}""", "not valid JSON"),
    };

    public static TheoryData<string, string, bool> Bad =>
    [
        .. from way in ConversationWays.All
           from form in s_forms.Keys.Concat(ConversationWays.IsNative(way) ? [] : s_texts.Keys)
           from streamed in (bool[])[false, true]
           select (way, form, streamed),
    ];

    public static TheoryData<string, string, bool> Good =>
    [
        .. from way in ConversationWays.All
           from form in ConversationWays.IsNative(way) ? (string[])["{}", "null", ""] : ["{}", "null", "", " "]
           from streamed in (bool[])[false, true]
           select (way, form, streamed),
    ];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task J06_the_model_is_told(string way, string form, bool streamed)
    {
        var (arguments, problem) = s_forms.TryGetValue(form, out var json) ? json : s_texts[form];
        var ran = false;
        var tool = TestTools.Make("echo", _ =>
        {
            ran = true;
            return "x";
        });

        var results = await RunAsync(way, arguments, tool, streamed);

        Assert.False(ran);
        Assert.All(results, result => Assert.Contains(problem, result, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public async Task J06_none_are_an_empty_object(string way, string form, bool streamed) =>
        Assert.All(await RunAsync(way, form, TestTools.Echo, streamed), result => Assert.Equal("{}", result));

    [Fact]
    public async Task J06_as_long_and_as_deep_as_is_allowed_they_run()
    {
        foreach (var arguments in (string[])[$$"""{"x":"{{new string('a', MiB - 8)}}"}""", $$"""{"x":{{Nested(63)}}}"""])
        {
            foreach (var way in ConversationWays.All)
            {
                var got = "";
                await RunAsync(way, arguments, TestTools.Make("echo", given => got = given.GetRawText()), streamed: true);
                Assert.Equal(arguments, got);
            }
        }
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    /// <summary>What the model was told of the call in each request after it.</summary>
    private static async Task<IReadOnlyList<string>> RunAsync(string way, string arguments, LlmTool tool, bool streamed)
    {
        await using var server = new ScriptedServer(c => CallAsync(c, way, arguments, streamed), c => AnswerAsync(c, way, streamed));

        await ConversationWays.RunAsync(way, server, [tool], streamed);

        Assert.True(server.Requests.Count > 1);
        List<string> results = [];
        foreach (var request in server.Requests.Skip(1))
        {
            using var body = JsonDocument.Parse(request.Body, new() { MaxDepth = 1000 });
            var messages = body.RootElement.GetProperty("messages");
            // Servers refuse a conversation in which they are anything else.
            Assert.Equal(JsonValueKind.Object, ArgumentsOf(messages[1]));
            results.Add(messages[2].GetProperty("content").GetString()!);
        }

        return results;
    }

    private static JsonValueKind ArgumentsOf(JsonElement message)
    {
        // What was absent stays so; Ollama reads it as an empty object.
        if (!message.GetProperty("tool_calls")[0].GetProperty("function").TryGetProperty("arguments", out var arguments))
        {
            return JsonValueKind.Object;
        }

        if (arguments.ValueKind != JsonValueKind.String)
        {
            return arguments.ValueKind;
        }

        using var document = JsonDocument.Parse(arguments.GetString()!, new() { MaxDepth = 1000 });
        return document.RootElement.ValueKind;
    }

    private static Task CallAsync(ScriptedConnection connection, string way, string arguments, bool streamed)
    {
        if (ConversationWays.IsNative(way))
        {
            var member = arguments.Length == 0 ? "" : $",\"arguments\":{arguments}";
            var line = $$$"""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"echo"{{{member}}}}}]},"done":true,"done_reason":"stop"}""";
            return streamed ? connection.RespondNdjsonAsync(line) : connection.RespondJsonAsync(line);
        }

        var call = $$$"""{"index":0,"id":"a","type":"function","function":{"name":"echo","arguments":{{{V1.Quote(arguments)}}}}}""";
        return streamed
            ? connection.RespondEventsAsync(V1.Delta($$"""{"tool_calls":[{{call}}]}"""), V1.Finish, V1.Done)
            : connection.RespondJsonAsync($$$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{{{call}}}]},"finish_reason":"tool_calls"}]}""");
    }

    private static Task AnswerAsync(ScriptedConnection connection, string way, bool streamed) => (ConversationWays.IsNative(way), streamed) switch
    {
        (true, false) => connection.RespondJsonAsync(TestClient.Last),
        (true, true) => connection.RespondNdjsonAsync(TestClient.Last),
        (false, false) => connection.RespondJsonAsync(V1.Whole),
        (false, true) => connection.RespondEventsAsync(V1.Finish, V1.Done),
    };
}
