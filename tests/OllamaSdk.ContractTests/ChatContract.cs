using System.Text.Json;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

public sealed class ChatContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("chat")]
    [InlineData("chat_logprobs")]
    [InlineData("chat_stop")]
    [InlineData("chat_schema")]
    [InlineData("chat_think")]
    [InlineData("chat_think_false")]
    [InlineData("chat_tools_1")]
    [InlineData("chat_tools_2")]
    [InlineData("chat_tools_result")]
    [InlineData("chat_gotemplate_tool_forced_by_format")]
    [InlineData("chat_empty_load")]
    public async Task A_whole_answer_is_read_in_full(string name)
    {
        OllamaChatResponse answer = await Client.ChatAsync(ChatRequests.For(name), Replay(name), Ct);

        Expect.Chat(Recording.Load(name).Json, answer);
    }

    [Theory]
    [InlineData("chat_stream")]
    [InlineData("chat_schema_stream")]
    [InlineData("chat_think_stream")]
    [InlineData("chat_tools_stream_1")]
    [InlineData("chat_tools_stream_2")]
    [InlineData("chat_tools_think_stream")]
    [InlineData("chat_tools_truncated_stream_20")]
    [InlineData("chat_gotemplate_tool_forced_by_format_stream")]
    // Loading and unloading answer a stream with one plain JSON object.
    [InlineData("chat_empty_load")]
    [InlineData("unload_chat")]
    public async Task A_stream_is_read_line_by_line(string name)
    {
        List<OllamaChatResponse> items = await Client.ChatStreamAsync(ChatRequests.For(name), Replay(name), Ct).ToListAsync(Ct);

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.Count, items.Count);
        foreach ((JsonElement line, OllamaChatResponse item) in lines.Zip(items))
        {
            Expect.Chat(line, item);
        }
    }

    [Theory]
    [InlineData("chat_tools_truncated_stream_30")]
    public async Task An_error_line_ends_the_stream_after_what_came_before_it(string name)
    {
        List<OllamaChatResponse> items = [];

        LlmStreamException error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (OllamaChatResponse item in Client.ChatStreamAsync(ChatRequests.For(name), Replay(name), Ct))
            {
                items.Add(item);
            }
        });

        IReadOnlyList<JsonElement> lines = Recording.Load(name).Lines;
        Assert.Equal(lines.SkipLast(1).Select(line => line.Text("message", "content")), items.Select(item => item.MessageOnWire?.ContentOnWire?.Text));
        Assert.Equal(StreamFailure.ServerError, error.Reason);
        Assert.Equal(lines[^1].Text("error"), error.ServerError?.ServerMessage);
        Assert.Equal(items.Count, error.ItemsReceived);
        Assert.Equal(string.Concat(items.Select(item => item.MessageOnWire?.ContentOnWire?.Text)), error.Partial?.Content);
    }
}
