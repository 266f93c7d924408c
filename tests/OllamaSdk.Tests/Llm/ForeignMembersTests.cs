using System.Text.Json;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>What only one API knows goes to servers of that API, and to no other.</summary>
public sealed class ForeignMembersTests
{
    private const string NativeAnswer =
        """{"model":"m","message":{"role":"assistant","content":"hi","thinking":"hm","mood":1,"tool_calls":[{"id":"c1","sig":"S","function":{"name":"now","arguments":{},"own":2}}]},"done":true}""";

    private const string V1Answer =
        """{"choices":[{"index":0,"message":{"role":"assistant","content":"hi","reasoning_content":"hm","mood":1,"refusal":null,"annotations":[],"new":null,"tool_calls":[{"id":"c1","type":"function","sig":"S","function":{"name":"now","arguments":"{}","own":2}}]},"finish_reason":"tool_calls"}]}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_go_to_servers_of_the_same_API_only(bool native)
    {
        await using ScriptedServer first = new(c => c.RespondJsonAsync(native ? NativeAnswer : V1Answer), Refuses(503));
        await using ScriptedServer other = new(c => native ? c.RespondJsonAsync(V1.Whole) : c.RespondAsync(), Refuses(503));
        await using ScriptedServer alike = new(c => native ? c.RespondAsync() : c.RespondJsonAsync(V1.Whole));
        using var client = native
            ? ClientOf(first.Native(), other.V1(LlmProviders.Vllm), alike.Native())
            : ClientOf(first.V1(LlmProviders.LlamaCpp), other.Native(), alike.V1(LlmProviders.Vllm));

        var answer = await client.ChatAsync(new LlmRequest("hi"), Ct);
        var next = new LlmRequest { Messages = [LlmMessage.User("hi"), answer.ToMessage(), LlmMessage.Tool(answer.ToolCalls[0], "ten")] };
        await client.ChatAsync(next, Ct);
        await client.ChatAsync(next, Ct);

        Assert.Equal(["mood"], answer.AdditionalProperties!.Keys);
        Assert.Equal(("""{"own":2}""", "\"S\""), (answer.ToolCalls[0].AdditionalProperties!["function"].GetRawText(), answer.ToolCalls[0].AdditionalProperties!["sig"].GetRawText()));
        var there = Message(other.Requests[0]);
        Assert.DoesNotContain("mood", there, StringComparison.Ordinal);
        Assert.DoesNotContain("sig", there, StringComparison.Ordinal);
        Assert.DoesNotContain("own", there, StringComparison.Ordinal);
        Assert.Contains($"\"{(native ? "reasoning" : "thinking")}\":\"hm\"", there, StringComparison.Ordinal);
        Assert.Contains("\"id\":\"c1\"", there, StringComparison.Ordinal);
        // Thinking goes under the name that each server has for it.
        Assert.Equal(
            native
                ? """{"role":"assistant","content":"hi","thinking":"hm","tool_calls":[{"id":"c1","function":{"name":"now","arguments":{},"own":2},"sig":"S"}],"mood":1}"""
                : """{"role":"assistant","content":"hi","reasoning":"hm","tool_calls":[{"id":"c1","type":"function","function":{"name":"now","arguments":"{}","own":2},"sig":"S"}],"mood":1}""",
            Message(alike.Requests[0]));
    }

    [Theory]
    [InlineData("lmstudio", "reasoning")]
    [InlineData("lmstudio", "reasoning_content")]
    [InlineData("openai-compatible", "reasoning")]
    [InlineData("openai-compatible", "reasoning_content")]
    public async Task Thinking_goes_back_under_the_name_that_it_came_under(string provider, string name)
    {
        await using ScriptedServer server = new(
            c => c.RespondEventsAsync(V1.Delta($$"""{"role":"assistant","content":"hi","{{name}}":"hm"}"""), V1.Finish, V1.Done), c => c.RespondJsonAsync(V1.Whole));
        using var client = ClientOf(server.V1(LlmProviders.Find(provider)!));
        var conversation = client.StartConversation();

        await conversation.SendStreamAsync("hi", Ct).ToListAsync();
        await client.LoadConversation(conversation.ToJson()).SendAsync("and?", Ct);

        Assert.Equal($$"""{"role":"assistant","content":"hi","{{name}}":"hm"}""", Message(server.Requests[1]));
    }

    [Fact]
    public async Task A_program_can_add_members_of_its_own()
    {
        await using ScriptedServer native = new(c => c.RespondAsync());
        await using ScriptedServer v1 = new(c => c.RespondJsonAsync(V1.Whole));
        var marked = new Dictionary<string, JsonElement> { ["cache_control"] = V1.Json("""{"type":"ephemeral"}""") };
        var message = LlmMessage.User("hi") with { AdditionalProperties = marked };
        foreach (var target in (LlmTarget[])[native.Native(), v1.V1(LlmProviders.Mlx)])
        {
            using var client = ClientOf(target);
            await client.ChatAsync(new LlmRequest { Messages = [message, message with { Provider = "ollama" }, message with { Provider = "unheard-of" }] }, Ct);
        }

        Assert.Equal(["yes", "yes", "no"], Marks(native));
        Assert.Equal(["yes", "no", "no"], Marks(v1));
        Assert.Equal(message, LlmMessage.User("hi") with { AdditionalProperties = new Dictionary<string, JsonElement>(marked) });
        Assert.NotEqual(message, LlmMessage.User("hi"));
    }

    [Fact]
    public async Task A_saved_file_may_hold_anything()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(V1.Whole));
        using var client = ClientOf(server.V1(LlmProviders.Vllm));
        const string Saved = """
            {"messages":[{"role":"user","content":"hi"},{"role":"assistant","provider":"vllm","additional_properties":{"a":1,"a":2,"b":null},
            "tool_calls":[{"id":"c","name":"now","additional_properties":{"function":{"own":1,"own":2}}},{"id":"d","name":"now","additional_properties":{"function":5}}]}]}
            """;

        await client.LoadConversation(Saved).SendAsync("and?", Ct);

        Assert.Equal(
            """{"role":"assistant","content":"","tool_calls":[{"id":"c","type":"function","function":{"name":"now","arguments":"{}","own":2}},{"id":"d","type":"function","function":{"name":"now","arguments":"{}"}}],"a":2}""",
            Message(server.Requests[0]));
    }

    private static IEnumerable<string> Marks(ScriptedServer server) => server.Requests[0].Json().GetProperty("messages").EnumerateArray()
        .Select(message => message.TryGetProperty("cache_control", out var mark) && mark.GetProperty("type").GetString() == "ephemeral" ? "yes" : "no");

    private static string Message(ScriptedRequest request) => request.Json().GetProperty("messages")[1].GetRawText();
}
