using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>Conversations of Microsoft.Extensions.AI as they reach a server.</summary>
public sealed class MessageTests : IDisposable
{
    private const string Odd = "a\u00e9\u4e16\ud83d\ude00 <b>\"q\"\\ \t\r\n\u2028 z";

    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0];

    private readonly Adapters _adapters = new();

    public void Dispose() => _adapters.Dispose();

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Text_arrives_byte_for_byte_both_ways(Client client)
    {
        _adapters.Emulator.When("").Answer(Odd, Odd);
        var options = new ChatOptions { Reasoning = new() { Effort = Microsoft.Extensions.AI.ReasoningEffort.High } };

        var whole = await _adapters.Chat(client).GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent(Odd), new TextContent(Odd)])], options, Ct);
        var streamed = await _adapters.Chat(client).GetStreamingResponseAsync(Odd, options, Ct).ToChatResponseAsync(Ct);

        Assert.Equal(Odd, _adapters.Sent.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(Odd + Odd, _adapters.Emulator.Requests.Last(r => r.Body.Contains("\"stream\":false", StringComparison.Ordinal)).Json.GetProperty("messages")[0].GetProperty("content").GetString());
        foreach (var answer in (ReadOnlySpan<ChatResponse>)[whole, streamed])
        {
            Assert.Equal(Odd, answer.Text);
            Assert.Equal(Odd, Assert.Single(answer.Messages.Single().Contents.OfType<TextReasoningContent>()).Text);
        }
    }

    [Theory]
    [InlineData(Client.Ollama)]
    [InlineData(Client.Llm)]
    public async Task Pictures_go_to_Ollama_beside_the_text(Client client)
    {
        await AskAsync(client, new ChatMessage(ChatRole.User, [
            new TextContent("What is "), new DataContent(Png, "image/png"), new TextContent("this?"), new UriContent($"data:image/png;base64,{Convert.ToBase64String(Png)}", "image/png")]));

        var picture = Convert.ToBase64String(Png);
        Same($$"""[{"role":"user","content":"What is this?","images":["{{picture}}","{{picture}}"]}]""");
    }

    [Fact]
    public async Task Parts_go_to_a_compatible_server_in_their_order()
    {
        await using var server = new TestKit.ScriptedServer(c => TestKit.ScriptedResponses.RespondJsonAsync(c, """{"choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"""));
        using var client = new OpenAICompatibleClient(server.Url + "v1");
        var low = new DataContent(Png, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } };

        await client.AsIChatClient("m").GetResponseAsync([new ChatMessage(ChatRole.User, [
            new TextContent("one"), low, new UriContent("https://example.com/a.png", "image/png"), new DataContent(new byte[] { 1, 2 }, "audio/mpeg"),
            new DataContent(new byte[] { 3 }, "application/pdf") { Name = "a.pdf" }, new HostedFileContent("file-1"), new TextContent("two"), new UsageContent()])
            { AuthorName = "J. Doe-1" }], cancellationToken: Ct);

        var sent = server.Requests[^1].Json().GetProperty("messages");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse($$$"""
            [{"role":"user","name":"JDoe1","content":[
              {"type":"text","text":"one"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Convert.ToBase64String(Png)}}}","detail":"low"}},
              {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
              {"type":"input_audio","input_audio":{"data":"AQI=","format":"mp3"}},
              {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,Aw=="}},
              {"type":"file","file":{"file_id":"file-1"}},
              {"type":"text","text":"two"}]}]
            """), sent), sent.GetRawText());
    }

    [Theory]
    [InlineData(Client.Ollama)]
    [InlineData(Client.Llm)]
    public async Task What_Ollama_cannot_be_sent_is_an_error_and_not_left_out(Client client)
    {
        foreach (var content in (AIContent[])[new UriContent("https://example.com/a.png", "image/png"), new DataContent(new byte[] { 1 }, "application/pdf"), new HostedFileContent("file-1")])
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => AskAsync(client, new ChatMessage(ChatRole.User, [content])));
        }

        Assert.Empty(_adapters.Emulator.Requests);
        Assert.NotEmpty((await AskAsync(client, new ChatMessage(ChatRole.User, [new TextContent("hello"), new UsageContent(), new ErrorContent("an old error")]))).Text);
    }

    [Fact]
    public async Task Calls_and_results_go_to_Ollama_with_ids_and_names()
    {
        await AskAsync(Client.Ollama, Conversation());

        Same("""
            [{"role":"system","content":"Be short."},
             {"role":"user","content":"How is it?"},
             {"role":"assistant","content":"Let me see.","thinking":"Two places.","tool_calls":[
               {"id":"a","function":{"name":"weather","arguments":{"city":"Oslo","days":2,"exact":1.50}}},
               {"id":"b","function":{"name":"weather","arguments":{}}}]},
             {"role":"tool","content":"cold","tool_name":"weather","tool_call_id":"a"},
             {"role":"tool","content":"{\"warm\":true}","tool_name":"weather","tool_call_id":"b"},
             {"role":"user","content":"And?"}]
            """);
        Assert.Contains("1.50", _adapters.Emulator.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_and_results_go_to_a_compatible_server_as_it_wants_them()
    {
        await AskAsync(Client.OpenAI, Conversation());

        Same("""
            [{"role":"developer","content":"Be short."},
             {"role":"user","content":"How is it?"},
             {"role":"assistant","content":"Let me see.","reasoning":"Two places.","tool_calls":[
               {"id":"a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\",\"days\":2,\"exact\":1.50}"}},
               {"id":"b","type":"function","function":{"name":"weather","arguments":"{}"}}]},
             {"role":"tool","content":"cold","name":"weather","tool_call_id":"a"},
             {"role":"tool","content":"{\"warm\":true}","name":"weather","tool_call_id":"b"},
             {"role":"user","content":"And?"}]
            """);
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_result_that_nobody_can_write_is_an_error_that_names_its_type(Client client)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => AskAsync(client, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", new Version(1, 0))])));

        Assert.Contains("System.Version", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Results_are_what_the_function_said(Client client)
    {
        object?[] results = ["as \u00e9", JsonElement.Parse("\"as \\u00e9\""), new TextContent("as \u00e9"), (AIContent[])[new TextContent("as "), new TextContent("\u00e9")]];
        foreach (var result in results)
        {
            await AskAsync(client, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", result)]));
            Assert.Equal("as \u00e9", _adapters.Sent.GetProperty("messages")[0].GetProperty("content").GetString());
        }

        await AskAsync(client, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("a", 42)]), new ChatMessage(ChatRole.User, []));
        Assert.Equal("42", _adapters.Sent.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("", _adapters.Sent.GetProperty("messages")[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_message_that_the_program_writes_itself_goes_as_it_is()
    {
        await AskAsync(Client.Ollama, new ChatMessage(ChatRole.User, "not this") { RawRepresentation = OllamaChatMessage.User("but this") });
        Same("""[{"role":"user","content":"but this"}]""");

        await AskAsync(Client.OpenAI, new ChatMessage(ChatRole.User, "not this") { RawRepresentation = ChatCompletionMessage.User("but this") });
        Same("""[{"role":"user","content":"but this"}]""");

        await AskAsync(Client.Llm, new ChatMessage(ChatRole.User, "not this") { RawRepresentation = LlmMessage.User("but this") });
        Same("""[{"role":"user","content":"but this"}]""");
    }

    private static ChatMessage[] Conversation() =>
    [
        new(new ChatRole("developer"), "Be short."),
        new(ChatRole.User, "How is it?"),
        new(ChatRole.Assistant, [
            new TextReasoningContent("Two places."),
            new TextContent("Let me see."),
            new FunctionCallContent("a", "weather", new Dictionary<string, object?> { ["city"] = "Oslo", ["days"] = 2, ["exact"] = JsonElement.Parse("1.50") }),
            new FunctionCallContent("b", "weather")]),
        new(ChatRole.Tool, [new FunctionResultContent("a", "cold"), new FunctionResultContent("b", JsonElement.Parse("""{"warm":true}"""))]),
        new(ChatRole.User, "And?"),
    ];

    private Task<ChatResponse> AskAsync(Client client, params ChatMessage[] messages) => _adapters.Chat(client).GetResponseAsync(messages, cancellationToken: Ct);

    private void Same(string expected)
    {
        var sent = _adapters.Sent.GetProperty("messages");
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), sent), sent.GetRawText());
    }
}
