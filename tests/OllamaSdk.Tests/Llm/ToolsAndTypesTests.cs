using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.TestKit;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Llm;

/// <summary>The tool loop and typed answers over several servers.</summary>
public sealed class ToolsAndTypesTests
{
    private const string Number = """{"model":"m","message":{"role":"assistant","content":"{\"value\":42}"},"done":true,"done_reason":"stop"}""";
    private static readonly JsonTypeInfo<int> s_int = NumberContext.Default.Int32;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loop_goes_on_with_the_next_server_when_one_dies(bool streamed)
    {
        var answers = ProviderAnswers.All["lmstudio"];
        await using ScriptedServer first = new(streamed ? answers.CallStreamed : answers.CallWhole, Refuses(500));
        await using ScriptedServer second = new(c => c.RespondAsync());
        using var client = ClientOf(first.V1(LlmProviders.LmStudio), second.Native());
        var asked = "";
        ToolSet tools = [LlmTool.Create("weather", "", """{"type":"object"}""", (arguments, _, _) =>
        {
            asked = arguments.GetProperty("city").GetString();
            return new(ToolResult.Text("rain"));
        })];

        var result = streamed
            ? (ToolLoopResult<LlmMessage, LlmResponse>)(await client.RunWithToolsStreamAsync(new LlmRequest("weather?"), tools, cancellationToken: Ct).ToListAsync()).OfType<ToolLoopFinishedEvent>().Single().Result
            : await client.RunWithToolsAsync(new LlmRequest("weather?"), tools, cancellationToken: Ct);

        Assert.Equal(("Oslo", "hello", 2), (asked, result.Text, result.Rounds));
        Assert.Equal("ollama", result.Answer!.Provider);
        var sent = second.Requests[0].Json().GetProperty("messages");
        Assert.Equal(["user", "assistant", "tool"], sent.EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal(("rain", "call_1", "weather"), (sent[2].GetProperty("content").GetString(), sent[2].GetProperty("tool_call_id").GetString(), sent[2].GetProperty("tool_name").GetString()));
        Assert.Equal(4, result.Messages.Count);
    }

    [Fact]
    public async Task A_dotted_name_is_written_as_each_server_takes_it()
    {
        await using ScriptedServer first = new(
            c => c.RespondJsonAsync("""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"name":"web.open","arguments":{}}}]},"done":true,"done_reason":"stop"}"""),
            Refuses(500));
        await using ScriptedServer second = new(ProviderAnswers.All["lmstudio"].AnswerWhole);
        using var client = ClientOf(first.Native(), second.V1(LlmProviders.LmStudio));

        var result = await client.RunWithToolsAsync(new LlmRequest("open it"), [LlmTool.Create("web.open", "", () => "opened")], cancellationToken: Ct);

        Assert.Equal("web.open", Assert.Single(result.Calls).Name);
        Assert.Equal("web.open", Name(first.Requests[0].Json().GetProperty("tools")[0]));
        var sent = second.Requests[0].Json();
        Assert.Equal("web_open", Name(sent.GetProperty("tools")[0]));
        Assert.Equal("web_open", Name(sent.GetProperty("messages")[1].GetProperty("tool_calls")[0]));
        Assert.Equal("web_open", sent.GetProperty("messages")[2].GetProperty("name").GetString());

        static string? Name(System.Text.Json.JsonElement item) => item.GetProperty("function").GetProperty("name").GetString();
    }

    [Fact]
    public async Task A_typed_answer_comes_from_whoever_answers()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync(Number));
        using var client = ClientOf(Dead(), server.Native());

        Assert.Equal(42, await client.ChatAsync(new LlmRequest("how many?"), s_int, """{"type":"integer"}""", Ct));
        Assert.Equal("object", server.Requests[0].Json().GetProperty("format").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_typed_answer_can_be_watched()
    {
        await using ScriptedServer server = new(c => c.RespondNdjsonAsync(
            """{"model":"m","message":{"content":"{\"value\":"},"done":false}""", """{"model":"m","message":{"content":"42}"},"done":false}""", """{"model":"m","done":true}"""));
        using var client = ClientOf(server.Native());

        var updates = await client.ChatStreamAsync(new LlmRequest("how many?"), s_int, """{"type":"integer"}""", Ct).ToListAsync();

        Assert.Equal(["{\"value\":", "42}", ""], updates.Select(u => u.Text));
        Assert.True(updates[^1].IsLast);
        Assert.Equal(42, updates[^1].Value);
    }

    [Fact]
    public async Task A_typed_answer_that_begins_anew_says_so()
    {
        await using ScriptedServer first = new(c => c.RespondChunksAsync("application/x-ndjson", ["""{"model":"m","message":{"content":"{\"value\":7"},"done":false}"""u8.ToArray(), "\n"u8.ToArray()], Ending.Cut));
        await using ScriptedServer second = new(c => c.RespondNdjsonAsync("""{"model":"m","message":{"content":"{\"value\":42}"},"done":false}""", """{"model":"m","done":true}"""));
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.Fallback.RestartAfterItems = true));

        var updates = await client.ChatStreamAsync(new LlmRequest("how many?"), s_int, """{"type":"integer"}""", Ct).ToListAsync();

        Assert.Equal([("{\"value\":7", false), ("{\"value\":42}", true), ("", false)], updates.Select(u => (u.Text, u.IsRestart)));
        Assert.Equal(42, updates[^1].Value);
    }

    [Fact]
    public async Task A_turn_that_begins_anew_says_so()
    {
        await using ScriptedServer first = new(c => c.RespondChunksAsync("application/x-ndjson", ["""{"model":"m","message":{"content":"void"},"done":false}"""u8.ToArray(), "\n"u8.ToArray()], Ending.Cut));
        await using ScriptedServer second = new(c => c.RespondNdjsonAsync("""{"model":"m","message":{"content":"hello"},"done":false}""", """{"model":"m","done":true}"""));
        using var client = new LlmClient(Options(first.Native(), second.Native()).With(o => o.Fallback.RestartAfterItems = true));

        var events = await client.RunWithToolsStreamAsync(new LlmRequest("hi"), [], cancellationToken: Ct).ToListAsync();

        Assert.Equal(
            [new ToolLoopTextEvent(1, "void"), new ToolLoopRestartEvent(1), new ToolLoopTextEvent(1, "hello")],
            events.Where(e => e is ToolLoopTextEvent or ToolLoopRestartEvent));
        Assert.Equal("hello", events.OfType<ToolLoopFinishedEvent>().Single().Result.Text);
    }

    [Fact]
    public async Task What_is_not_the_type_names_server_and_model()
    {
        await using ScriptedServer server = new(c => c.RespondAsync());
        using var client = ClientOf(server.Native());

        var error = await Assert.ThrowsAsync<LlmSchemaException>(() => client.ChatAsync(new LlmRequest("how many?"), s_int, """{"type":"integer"}""", Ct));

        Assert.Equal((server.Url, "m", "hello"), (error.Endpoint, error.Model, error.RawText));
    }
}

[JsonSerializable(typeof(int))]
internal sealed partial class NumberContext : JsonSerializerContext;
