using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Tools;

/// <summary>What a server says and this version does not know comes back to it, whichever way the conversation goes.</summary>
public sealed class UnknownMembersTests
{
    private const string Signature = "\"extra_content\":{\"google\":{\"thought_signature\":\"SIG\"}}";
    private const string Details = "\"reasoning_details\":[{\"type\":\"reasoning.encrypted\",\"data\":\"XYZ\"}]";
    private const string NativeAnswer = """{"model":"m","message":{"role":"assistant","content":"late","mood":"glad"},"done":true,"done_reason":"stop"}""";
    private const string V1Answer = """{"choices":[{"index":0,"message":{"role":"assistant","content":"late","mood":"glad"},"finish_reason":"stop"}]}""";

    private const string NativeCall = """{"id":"call_g3","thought_signature":"SIG","function":{"name":"now","arguments":{},"own":[1]}}""";
    private const string V1Call = """{"index":0,"id":"call_g3","type":"function","function":{"name":"now","arguments":"{}","own":[1]},"thought_signature":"SIG"}""";

    private static readonly ToolSet s_tools = [LlmTool.Create("now", "Tells the time.", () => "ten")];

    public static TheoryData<string, bool> Ways => [.. ConversationWays.All.SelectMany(way => new[] { (way, false), (way, true) })];

    /// <summary>The file, a way of its API, and what the message that is sent back has in it.</summary>
    public static TheoryData<string, string, string[]> Files =>
    [
        .. ConversationWays.V1Ways.SelectMany(way => ((string, string, string[])[])
        [
            ("UF1a-extra-content.sse", way, ["\"id\":\"a\"", Signature]),
            ("UF1b-reasoning-details.sse", way, ["\"id\":\"a\"", "\"reasoning_content\":\"I call\"", Details]),
            ("UF2a-extra-content.json", way, ["\"id\":\"call_001\"", Signature]),
        ]),
        .. ConversationWays.Native.Select(way =>
            ("UF2b-native-thought-signature.json", way, (string[])["\"id\":\"call_g3\"", "\"thought_signature\":\"SIG1\"", "\"thinking\":\"T1\""])),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task As_seen(string file, string way, string[] expected)
    {
        var streamed = file.EndsWith(".sse", StringComparison.Ordinal);
        var body = FieldCase.Read(file);
        await using var server = new ScriptedServer(
            c => c.RespondAsync(200, streamed ? V1.EventStream : "application/json", body), c => AnswerAsync(c, way, streamed));

        await ConversationWays.RunAsync(way, server, s_tools, streamed);

        Assert.True(server.Requests.Count > 1);
        foreach (var request in server.Requests.Skip(1))
        {
            var (call, result) = Turn(request);
            Assert.All(expected, member => Assert.Contains(member, call.GetRawText(), StringComparison.Ordinal));
            Assert.Equal(("ten", call.GetProperty("tool_calls")[0].GetProperty("id").GetString()), (result.GetProperty("content").GetString(), result.GetProperty("tool_call_id").GetString()));
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task All_of_it_goes_back(string way, bool streamed)
    {
        await using var server = new ScriptedServer(c => CallAsync(c, way, streamed), c => AnswerAsync(c, way, streamed));

        await ConversationWays.RunAsync(way, server, s_tools, streamed);

        foreach (var request in server.Requests.Skip(1))
        {
            var message = Turn(request).Call;
            var call = message.GetProperty("tool_calls")[0];
            Assert.Equal(
                """T1 {"a":1} [{"data":"X"},{"data":"Y"}] [{"url":"u"}] call_g3 SIG [1]""",
                $"{message.GetProperty(ConversationWays.IsNative(way) ? "thinking" : "reasoning_content")} {Raw(message, "mood")} {Raw(message, "reasoning_details")} "
                + $"{Raw(message, "annotations")} {call.GetProperty("id")} {call.GetProperty("thought_signature")} {Raw(call.GetProperty("function"), "own")}");
            Assert.False(message.TryGetProperty("piece", out _));
        }

        // The answer to the call, in what a loaded conversation sends.
        Assert.All(server.Requests.Skip(2), request => Assert.Equal("glad", Messages(request).Last(m => m.GetProperty("role").GetString() == "assistant").GetProperty("mood").GetString()));
        Assert.Equal(way.Contains("Conversation", StringComparison.Ordinal) ? 3 : 2, server.Requests.Count);
    }

    [Theory]
    [InlineData("OllamaClient")]
    [InlineData("LlmConversation, native")]
    public async Task A_signature_may_come_when_a_call_is_told_again(string way)
    {
        var unsigned = NativeCall.Replace("\"thought_signature\":\"SIG\",", "", StringComparison.Ordinal);
        await using var server = new ScriptedServer(
            c => c.RespondNdjsonAsync([.. new[] { unsigned, NativeCall, unsigned }.Select(call => $$$"""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{{{call}}}]},"done":false}"""), TestClient.Last]),
            c => AnswerAsync(c, way, streamed: true));

        await ConversationWays.RunAsync(way, server, s_tools, streamed: true);

        Assert.Equal("SIG", Assert.Single(Turn(server.Requests[1]).Call.GetProperty("tool_calls").EnumerateArray()).GetProperty("thought_signature").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_of_a_response_go_back_as_they_came(bool streamed)
    {
        const string Items = """[{"type":"reasoning","id":"r","summary":[],"sig":"S"},{"type":"function_call","call_id":"c","name":"now","arguments":"{}","extra":{"a":[1]}}]""";
        const string Response = $$"""{"id":"x","object":"response","status":"completed","model":"m","output":{{Items}}}""";
        await using var server = new ScriptedServer(
            c => streamed
                ? c.RespondChunksAsync(V1.EventStream, [System.Text.Encoding.UTF8.GetBytes($"event: response.completed\ndata: {{\"type\":\"response.completed\",\"response\":{Response}}}\n\n")])
                : c.RespondJsonAsync(Response),
            c => c.RespondJsonAsync(Response));
        await using var client = server.CreateV1();
        var request = new ResponseRequest { Input = "go" };

        var answer = streamed ? (await client.RespondStreamAsync(request, cancellationToken: TestClient.Ct).ToListAsync())[^1].Response! : await client.RespondAsync(request, cancellationToken: TestClient.Ct);
        await client.RespondAsync(request with { Input = answer.Output.ToList() }, cancellationToken: TestClient.Ct);

        Assert.True(JsonElement.DeepEquals(V1.Json(Items), server.Requests[1].Json().GetProperty("input")));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Whatever_it_is_it_goes_back(string way, bool streamed)
    {
        // Half of a surrogate pair is no text, and goes back all the same.
        foreach (var deep in (string[])["\"\\ud800\"", .. ((int[])[57, 62, 100, 248]).Select(levels => new string('[', levels) + new string(']', levels))])
        {
            var message = $$"""{"role":"assistant","content":"late","mood":{{deep}},"tool_calls":[{{(ConversationWays.IsNative(way) ? NativeCall : V1Call).Replace("[1]", deep, StringComparison.Ordinal)}}]}""";
            await using var server = new ScriptedServer(
                c => (ConversationWays.IsNative(way), streamed) switch
                {
                    (true, false) => c.RespondJsonAsync($$"""{"model":"m","message":{{message}},"done":true}"""),
                    (true, true) => c.RespondNdjsonAsync($$"""{"model":"m","message":{{message}},"done":true}"""),
                    (false, false) => c.RespondJsonAsync($$$"""{"choices":[{"index":0,"message":{{{message}}},"finish_reason":"tool_calls"}]}"""),
                    (false, true) => c.RespondEventsAsync(V1.Delta(message), V1.Finish, V1.Done),
                },
                c => AnswerAsync(c, way, streamed));

            await ConversationWays.RunAsync(way, server, s_tools, streamed);

            Assert.All(server.Requests.Skip(1), request => Assert.Equal(3, request.Text.Split(deep).Length));
        }
    }

    // Streamed, a list comes in pieces, another member in every part, and one in pieces that nobody can put together.
    private static Task CallAsync(ScriptedConnection connection, string way, bool streamed) => (ConversationWays.IsNative(way), streamed) switch
    {
        (true, false) => connection.RespondJsonAsync($$$"""
            {"model":"m","message":{"role":"assistant","content":"","thinking":"T1","mood":{"a":1},"reasoning_details":[{"data":"X"},{"data":"Y"}],"annotations":[{"url":"u"}],"tool_calls":[{{{NativeCall}}}]},"done":true}
            """),
        (true, true) => connection.RespondNdjsonAsync(
            """{"model":"m","message":{"role":"assistant","content":"","thinking":"T","mood":{"a":1},"reasoning_details":[{"data":"X"}],"piece":"1"},"done":false}""",
            """{"model":"m","message":{"role":"assistant","content":"","thinking":"1","mood":{"a":1},"reasoning_details":[{"data":"Y"}],"annotations":[{"url":"u"}],"piece":"2"},"done":false}""",
            $$$"""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{{{NativeCall}}}]},"done":false}""",
            TestClient.Last),
        (false, false) => connection.RespondJsonAsync($$$"""
            {"choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"T1","mood":{"a":1},"reasoning_details":[{"data":"X"},{"data":"Y"}],"annotations":[{"url":"u"}],"tool_calls":[{{{V1Call}}}]},"finish_reason":"tool_calls"}]}
            """),
        (false, true) => connection.RespondEventsAsync(
            V1.Delta("""{"role":"assistant","reasoning_content":"T","mood":{"a":1},"reasoning_details":[{"data":"X"}],"piece":"1"}"""),
            V1.Delta("""{"reasoning_content":"1","mood":{"a":1},"reasoning_details":[{"data":"Y"}],"annotations":[{"url":"u"}],"piece":"2"}"""),
            V1.Delta($$"""{"tool_calls":[{{V1Call}}]}"""),
            V1.Finish,
            V1.Done),
    };

    private static Task AnswerAsync(ScriptedConnection connection, string way, bool streamed) => (ConversationWays.IsNative(way), streamed) switch
    {
        (true, false) => connection.RespondJsonAsync(NativeAnswer),
        (true, true) => connection.RespondNdjsonAsync(NativeAnswer),
        (false, false) => connection.RespondJsonAsync(V1Answer),
        (false, true) => connection.RespondEventsAsync(V1.Delta("""{"content":"late","mood":"glad"}"""), V1.Finish, V1.Done),
    };

    private static (JsonElement Call, JsonElement Result) Turn(ScriptedRequest request)
    {
        var messages = Messages(request);
        var at = messages.FindIndex(message => message.TryGetProperty("tool_calls", out _));
        return (messages[at], messages[at + 1]);
    }

    private static List<JsonElement> Messages(ScriptedRequest request) => [.. request.Json().GetProperty("messages").EnumerateArray()];

    private static string Raw(JsonElement owner, string name) => owner.GetProperty(name).GetRawText();
}
