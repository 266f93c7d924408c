using OllamaSdk.ContractTests.WireMock;

namespace OllamaSdk.ContractTests;

public sealed class ServerContract(WireMockServer server) : ContractTest(server)
{
    [Fact]
    public async Task The_version_is_read()
    {
        string version = await Client.GetVersionAsync(Replay("version"), Ct);

        Assert.Equal(Recording.Load("version").Json.Text("version"), version);
    }

    [Fact]
    public async Task The_headers_say_who_asks_for_what()
    {
        CallOptions call = Replay("generate_stream");
        call.RequestId = "journal-1";

        await Client.GenerateStreamAsync(GenerateRequests.For("generate_stream"), call, Ct).ToListAsync(Ct);

        LoggedRequest sent = await Server.LastRequestAsync("generate_stream", call.RequestId);
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
