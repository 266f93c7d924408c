using System.Text.Json;
using OllamaSdk.ContractTests.WireMock;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

public sealed class ServerContract(RecordedServer server) : ContractTest(server)
{
    [Theory]
    [InlineData("version")]
    public async Task The_version_is_read(string name)
    {
        string version = await Client.GetVersionAsync(Replay(name), Ct);

        Assert.Equal(Recording.Load(name).Json.Text("version"), version);
    }

    [Theory]
    [InlineData("status")]
    public async Task The_status_is_read_in_full(string name)
    {
        ServerStatus status = await Client.GetStatusAsync(Replay(name), Ct);

        JsonElement recorded = Recording.Load(name).Json;
        Assert.Equal(recorded.Flag("cloud", "disabled"), status.Cloud?.Disabled);
        Assert.Equal(recorded.Text("cloud", "source"), status.Cloud?.Source?.Value);
        Assert.Null(status.AdditionalProperties ?? status.Cloud?.AdditionalProperties);
    }

    [Theory]
    [InlineData("recommendations")]
    public async Task The_recommendations_are_read_in_full(string name)
    {
        ModelRecommendationList list = await Client.ListModelRecommendationsAsync(Replay(name), Ct);

        Assert.Null(list.AdditionalProperties);
        Expect.All(Recording.Load(name).Json.At("recommendations"), list.RecommendationsOnWire, (recorded, model) =>
        {
            Assert.Equal(recorded.Text("model"), model.ModelOnWire);
            Assert.Equal(recorded.Text("description"), model.DescriptionOnWire);
            Assert.Equal(recorded.Number("context_length"), model.ContextLength);
            Assert.Equal(recorded.Number("max_output_tokens"), model.MaxOutputTokens);
            Assert.Equal(recorded.Number("vram_bytes"), model.VramBytes);
            Assert.Equal(recorded.Text("required_plan"), model.RequiredPlanOnWire);
            Assert.Null(model.AdditionalProperties);
        });
    }

    [Theory]
    [InlineData("head_tags")]
    [InlineData("head_version")]
    public async Task An_answer_without_a_body_is_an_undefined_value(string name)
    {
        Recording recording = Recording.Load(name);
        CallOptions call = Replay(name);
        ResponseInfo? told = null;
        call.OnResponse = info => told = info;

        JsonElement answer = await Client.SendAsync(recording.Method, recording.Url, null, call, Ct);

        Assert.Equal(JsonValueKind.Undefined, answer.ValueKind);
        Assert.Equal((recording.Status, recording.Headers["Content-Type"]), (told?.Status, told?.ContentType));
    }

    [Theory]
    [InlineData("root")]
    public async Task Text_where_JSON_is_due_says_what_came(string name)
    {
        Recording recording = Recording.Load(name);

        LlmProtocolException error = await Assert.ThrowsAsync<LlmProtocolException>(
            () => Client.SendAsync(recording.Method, recording.Url, null, Replay(name), Ct));

        Assert.Contains(recording.Body, error.Excerpt);
        Assert.Contains(recording.Headers["Content-Type"], error.Message);
    }

    [Fact]
    public async Task The_headers_say_who_asks_for_what()
    {
        CallOptions call = Replay("generate_stream");
        call.RequestId = "journal-1";

        await Client.GenerateStreamAsync(GenerateRequests.For("generate_stream"), call, Ct).ToListAsync(Ct);

        LoggedRequest sent = Server.LastRequest("generate_stream", call.RequestId);
        Assert.Equal(("POST", "/api/generate"), (sent.Method, sent.Url));
        Assert.Equal("application/x-ndjson", sent.Header("Accept"));
        Assert.StartsWith("application/json", sent.Header("Content-Type"));
        Assert.StartsWith("OllamaSdk/", sent.Header("User-Agent"));
        Assert.Null(sent.Header("Authorization"));
        Assert.True(sent.Json().Flag("stream"));
    }

    [Fact]
    public async Task What_was_answered_is_told_before_the_body_is_read()
    {
        List<ResponseInfo> told = [];
        CallOptions call = Replay("tags");
        call.OnResponse = told.Add;

        await Client.ListModelsAsync(call, Ct);

        ResponseInfo info = Assert.Single(told);
        Assert.Equal((200, "application/json; charset=utf-8", 1), (info.Status, info.ContentType, info.Attempts));
    }
}
