using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests.OpenAI;

public sealed class ResponseContract(RecordedServer server) : OpenAIContract(server)
{
    [Theory]
    [InlineData("v1_responses")]
    [InlineData("llama_responses")]
    public async Task A_whole_response_is_read_in_full(string name)
    {
        OpenAIResponse answer = await V1.RespondAsync(OpenAIRequests.Response(name), Replay(name), Ct);

        Response(Recording.Load(name).Json, answer);
    }

    [Theory]
    [InlineData("v1_responses_stream")]
    [InlineData("v1_responses_think_stream")]
    public async Task A_stream_is_read_to_its_end_mark(string name)
    {
        List<ResponseStreamEvent> events = await V1.RespondStreamAsync(OpenAIRequests.Response(name), Replay(name), Ct).ToListAsync(Ct);

        List<JsonElement> recorded = AllEvents(name);
        Assert.Equal(ResponseEventType.Completed, events[^1].Type);
        Assert.Equal(recorded.Count, events.Count);
        Assert.All(recorded.Zip(events), pair => Event(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("v1_responses_tools_stream")]
    public async Task A_stream_that_stops_without_an_end_mark_is_incomplete(string name)
    {
        List<ResponseStreamEvent> events = [];

        LlmStreamException error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (ResponseStreamEvent item in V1.RespondStreamAsync(OpenAIRequests.Response(name), Replay(name), Ct))
            {
                events.Add(item);
            }
        });

        List<JsonElement> recorded = EndedEvents(name);
        Assert.Equal(recorded.Count, events.Count);
        Assert.All(recorded.Zip(events), pair => Event(pair.First, pair.Second));
        Assert.Equal((StreamFailure.Incomplete, events.Count), (error.Reason, error.ItemsReceived));
        Assert.Equal(string.Concat(recorded.Where(e => e.Text("type") == "response.output_text.delta").Select(e => e.Text("delta"))), error.Partial?.Content);
    }

    private static void Event(JsonElement recorded, ResponseStreamEvent item)
    {
        Assert.Equal((recorded.Text("type"), recorded.Number("sequence_number")), (item.Type?.Value, item.SequenceNumber));
        Assert.Equal(
            (recorded.Number("output_index"), recorded.Number("content_index"), recorded.Number("summary_index")), (item.OutputIndex, item.ContentIndex, item.SummaryIndex));
        Assert.Equal((recorded.Text("item_id"), recorded.Text("delta"), recorded.Text("text")), (item.ItemIdOnWire, item.DeltaOnWire, item.TextOnWire));
        Each(recorded.Given("response"), item.Response, Response);
        Each(recorded.Given("item"), item.Item, Item);
        Each(recorded.Given("part"), item.Part, Part);
        Assert.Null(item.AdditionalProperties);
    }

    private static void Response(JsonElement recorded, OpenAIResponse response)
    {
        Assert.Equal(
            (recorded.Text("id"), recorded.Text("object"), recorded.Text("status"), recorded.Text("model")),
            (response.IdOnWire, response.Object?.Value, response.Status?.Value, response.ModelOnWire));
        Assert.Equal((recorded.Given("created_at")?.GetDouble(), recorded.Given("completed_at")?.GetDouble()), (response.CreatedAt, response.CompletedAt));
        Expect.All(recorded.At("output"), response.OutputOnWire, Item);
        JsonElement? usage = recorded.Given("usage");
        Assert.Equal(
            (usage?.Number("input_tokens"), usage?.Number("output_tokens"), usage?.Number("total_tokens")),
            (response.Usage?.InputTokens, response.Usage?.OutputTokens, response.Usage?.TotalTokens));
        Assert.Equal(usage?.Number("input_tokens_details", "cached_tokens"), response.Usage?.InputTokensDetails?.CachedTokens);
        Assert.Equal(recorded.Given("max_output_tokens")?.GetInt64(), response.MaxOutputTokens);
        Assert.Equal(recorded.Text("tool_choice"), response.ToolChoice?.Word);
        Expect.All(recorded.At("tools"), response.ToolsOnWire, (element, tool) =>
        {
            Assert.Equal((element.Text("type"), element.Text("name"), element.Text("description")), (tool.TypeOnWire, tool.NameOnWire, tool.DescriptionOnWire));
            OpenAIExpect.Same(element.At("parameters"), tool.Parameters);
        });
        Assert.Null(response.AdditionalProperties);
    }

    private static void Item(JsonElement recorded, ResponseItem item)
    {
        Assert.Equal(
            (recorded.Text("type"), recorded.Text("id"), recorded.Text("status"), recorded.Text("role")),
            (item.Type?.Value, item.IdOnWire, item.Status?.Value, item.Role?.Value));
        Assert.Equal(recorded.Text("encrypted_content"), item.EncryptedContentOnWire);
        Expect.All(recorded.At("content"), item.ContentOnWire?.Parts, Part);
        Expect.All(recorded.At("summary"), item.SummaryOnWire, Part);
        Assert.Null(item.AdditionalProperties);
    }

    private static void Part(JsonElement recorded, ResponseContentPart part)
    {
        Assert.Equal((recorded.Text("type"), recorded.Text("text")), (part.Type?.Value, part.TextOnWire));
        Assert.Equal(
            (recorded.At("annotations")?.GetArrayLength(), recorded.At("logprobs")?.GetArrayLength()), (part.AnnotationsOnWire?.Count, part.LogprobsOnWire?.Count));
        Assert.Null(part.AdditionalProperties);
    }

    private static void Each<T>(JsonElement? recorded, T? value, Action<JsonElement, T> compare)
        where T : class
    {
        Assert.Equal(recorded is null, value is null);
        if (recorded is { } element && value is not null)
        {
            compare(element, value);
        }
    }
}
