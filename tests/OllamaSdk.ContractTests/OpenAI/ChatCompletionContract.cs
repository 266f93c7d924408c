using System.Text.Json;
using OllamaSdk.ContractTests.WireMock;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

public sealed class ChatCompletionContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("v1_chat")]
    [InlineData("v1_chat_schema")]
    [InlineData("llama_chat")]
    [InlineData("llama_chat_logprobs")]
    [InlineData("llama_json_object")]
    [InlineData("llama_json_schema")]
    [InlineData("llama_slow")]
    [InlineData("llama_think")]
    [InlineData("llama_think_off")]
    [InlineData("llama_tools_auto")]
    [InlineData("llama_tools_required")]
    [InlineData("llama_tools_result_turn")]
    public async Task A_whole_answer_is_read_in_full(string name)
    {
        ChatCompletion answer = await V1.ChatAsync(OpenAIRequests.Chat(name), Replay(name), Ct);

        OpenAIExpect.Chat(Recording.Load(name).Json, answer);
    }

    [Theory]
    [InlineData("v1_chat_stream")]
    [InlineData("v1_chat_logprobs_stream")]
    [InlineData("v1_chat_think_stream")]
    [InlineData("llama_chat_stream")]
    [InlineData("llama_chat_stream_nousage")]
    [InlineData("llama_tools_required_stream")]
    public async Task A_stream_is_read_event_by_event_and_adds_up(string name)
    {
        List<ChatCompletionChunk> chunks = await V1.ChatStreamAsync(OpenAIRequests.Chat(name), Replay(name), Ct).ToListAsync(Ct);

        List<JsonElement> events = EndedEvents(name);
        Assert.Equal(events.Count, chunks.Count);
        Assert.All(events.Zip(chunks), pair => OpenAIExpect.Chunk(pair.First, pair.Second));
        ChatCompletion whole = await V1.ChatStreamAsync(OpenAIRequests.Chat(name), Replay(name), Ct).ToResponseAsync(Ct);
        AddsUp(events, whole);
    }

    [Theory]
    [InlineData("v1_chat_tools_stream_1")]
    [InlineData("v1_chat_tools_truncated_stream")]
    public async Task A_stream_that_stops_without_an_end_mark_is_incomplete(string name)
    {
        List<ChatCompletionChunk> chunks = [];

        LlmStreamException error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (ChatCompletionChunk chunk in V1.ChatStreamAsync(OpenAIRequests.Chat(name), Replay(name), Ct))
            {
                chunks.Add(chunk);
            }
        });

        // Only the empty chunk that stands for the swallowed error is not delivered: no blank line ends it in the recording.
        List<JsonElement> events = EndedEvents(name);
        Assert.Equal("", AllEvents(name)[^1].GetProperty("choices")[0].Text("delta", "content"));
        Assert.Equal(events.Count, chunks.Count);
        Assert.All(events.Zip(chunks), pair => OpenAIExpect.Chunk(pair.First, pair.Second));
        Assert.Equal((StreamFailure.Incomplete, chunks.Count), (error.Reason, error.ItemsReceived));
        Assert.Equal(Joined(events, "content"), error.Partial?.Content);
        Assert.Equal("tiny-tools", error.Model);
    }

    [Theory]
    [InlineData("llama_key_ok")]
    public async Task A_key_is_sent(string name)
    {
        await using OpenAICompatibleClient client = Create(new() { ApiKey = "local-test-key" });
        CallOptions call = Replay(name);
        call.RequestId = "typed key";

        ChatCompletion answer = await client.ChatAsync(OpenAIRequests.Chat(name), call, Ct);

        OpenAIExpect.Chat(Recording.Load(name).Json, answer);
        Assert.Equal("Bearer local-test-key", Server.LastRequest(name, call.RequestId).Header("Authorization"));
    }

    private static void AddsUp(List<JsonElement> events, ChatCompletion whole)
    {
        ChatCompletionChoice choice = Assert.Single(whole.ChoicesOnWire!);
        Assert.Equal(events[0].Text("id"), whole.IdOnWire);
        Assert.Equal(Joined(events, "content"), choice.MessageOnWire!.ContentOnWire?.Text);
        Assert.Equal(Joined(events, "reasoning") + Joined(events, "reasoning_content"), choice.MessageOnWire.ReasoningText ?? "");
        Assert.Equal(Choices(events).Select(c => c.Text("finish_reason")).Single(reason => reason is not null), choice.FinishReason?.Value);
        OpenAIExpect.Usage(events.Select(e => e.Given("usage")).LastOrDefault(usage => usage is not null), whole.Usage);
        JsonElement[] deltas = [.. Choices(events).SelectMany(c => c.Given("delta", "tool_calls")?.EnumerateArray().ToArray() ?? [])];
        var calls = deltas.GroupBy(delta => delta.GetProperty("index").GetInt32()).Select(call =>
            (call.First().Text("id"), call.First().Text("function", "name"), string.Concat(call.Select(delta => delta.Text("function", "arguments")))));
        Assert.Equal(calls, choice.Message.ToolCalls.Select(call => (call.IdOnWire, call.Function.NameOnWire, call.Function.Arguments)));
    }

    private static IEnumerable<JsonElement> Choices(List<JsonElement> events) => events.SelectMany(e => e.GetProperty("choices").EnumerateArray());

    private static string Joined(List<JsonElement> events, string member) => string.Concat(Choices(events).Select(choice => choice.Text("delta", member)));
}
