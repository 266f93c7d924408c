using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Models, and the routes that this version does not know.</summary>
public sealed class ModelAndRawTests
{
    [Theory]
    [InlineData("""{"object":"list","data":null}""", 0)]
    [InlineData("""{"object":"list","data":[]}""", 0)]
    [InlineData("""{"object":"list","data":[{"id":"a"},{"id":"b","owned_by":"vllm","max_model_len":null}]}""", 2)]
    public async Task Models_are_listed(string answer, int count)
    {
        await using var client = V1.Answering(answer);

        Assert.Equal(count, (await client.ListModelsAsync(cancellationToken: TestClient.Ct)).Data?.Count ?? 0);
    }

    [Theory]
    [InlineData("tiny:latest", "/v1/models/tiny:latest")]
    [InlineData("org/model", "/v1/models/org%2Fmodel")]
    [InlineData("a b?c", "/v1/models/a%20b%3Fc")]
    public async Task A_models_name_is_one_part_of_the_path(string model, string path)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"id":"x"}"""));
        await using var client = server.CreateV1();

        Assert.Equal("x", (await client.GetModelAsync(model, cancellationToken: TestClient.Ct)).Id);
        Assert.Equal(path, Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task An_unknown_route_under_the_base_path()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"results":[1]}"""));
        await using var client = server.CreateV1(options => options.ApiKey = "k");

        var answer = await client.SendAsync(HttpMethod.Post, "/rerank?x=1", V1.Json("""{"query":null}"""), cancellationToken: TestClient.Ct);

        Assert.Equal("""{"results":[1]}""", answer.GetRawText());
        var request = Assert.Single(server.Requests);
        Assert.Equal(("/v1/rerank?x=1", """{"query":null}""", "Bearer k"), (request.Path, request.Text, request.Header("Authorization")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unknown_stream_ends_with_DONE_or_with_its_body(bool done)
    {
        var events = $"event: message_start\n{V1.Events("""{"a":1}""", "[2]")}{(done ? V1.Events(V1.Done) : "")}";
        await using var client = V1.Answering(events, contentType: V1.EventStream);

        var items = await client.SendStreamAsync(HttpMethod.Post, "/messages", V1.Json("{}"), cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["""{"a":1}""", "[2]"], items.Select(item => item.GetRawText()));
    }

    [Fact]
    public async Task An_error_in_an_unknown_stream_is_an_exception()
    {
        await using var client = V1.Answering(V1.Events("{}") + "event: error\ndata: {\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n", contentType: V1.EventStream);
        List<JsonElement> items = [];

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var item in client.SendStreamAsync(HttpMethod.Get, "/events", cancellationToken: TestClient.Ct))
            {
                items.Add(item);
            }
        });

        Assert.Single(items);
        Assert.Equal((StreamFailure.ServerError, "Overloaded", ApiErrorKind.ServerBusy), (error.Reason, error.ServerError?.ServerMessage, error.ServerError?.Kind));
    }

    [Theory]
    [InlineData("models")]
    [InlineData("//evil.example/")]
    [InlineData("/../props")]
    public async Task What_is_no_path_is_refused_before_any_request(string path)
    {
        using var handler = new StubHandler("{}");
        await using var client = handler.CreateV1();

        await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(HttpMethod.Get, path, cancellationToken: TestClient.Ct));

        Assert.Equal(0, handler.Requests);
    }

    [Fact]
    public async Task Disposing_ends_what_is_under_way()
    {
        var body = new ChannelStream();
        using var handler = new StubHandler(() => body, contentType: V1.EventStream);
        var client = handler.CreateV1();
        var call = client.Stream().ToListAsync();
        await body.WaitForReadAsync();

        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Guard.Within(call));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
    }
}
