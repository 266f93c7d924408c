using System.Text;
using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Client;

/// <summary>Routes the SDK does not know: any JSON, through the same pipeline.</summary>
public sealed class RawCallTests
{
    [Fact]
    public async Task Any_JSON_goes_to_any_route_and_comes_back()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"a":[1,2.50,null],"z":"é"}"""));
        await using var client = server.Create(options => (options.Endpoint, options.ApiKey) = (server.Url + "prefix/", "k"));
        ResponseInfo? told = null;
        var call = new CallOptions { OnResponse = info => told = info, Headers = { ["X-Mine"] = "1" } };

        var answer = await client.SendAsync(HttpMethod.Patch, "/api/new/route?x=1&y=a%2Fb", Json("""{"b": {"c":[1e400]}}"""), call, TestClient.Ct);

        Assert.Equal("""{"a":[1,2.50,null],"z":"é"}""", answer.GetRawText());
        var request = Assert.Single(server.Requests);
        Assert.Equal(("PATCH", "/prefix/api/new/route?x=1&y=a%2Fb", """{"b":{"c":[1e400]}}"""), (request.Method, request.Path, request.Text));
        Assert.Equal(("Bearer k", "1", "application/json"), (request.Header("Authorization"), request.Header("X-Mine"), request.Header("Content-Type")));
        Assert.Equal((200, 1), (told?.Status, told?.Attempts));
    }

    [Theory]
    [InlineData("")]
    [InlineData("api/tags")]
    [InlineData("//evil.example/api/tags")]
    [InlineData("http://evil.example/")]
    [InlineData("/api/../secret")]
    [InlineData("/api/..")]
    [InlineData("/..")]
    [InlineData("/./api")]
    [InlineData("/api/%2e%2e/secret")]
    [InlineData("/api/.%2E/secret")]
    [InlineData("/api\\..\\secret")]
    [InlineData("/\\evil.example")]
    [InlineData("/api/tags#part")]
    [InlineData("/api/tags HTTP/1.1\r\nX-Evil: 1")]
    [InlineData("/api/\ttags")]
    [InlineData("/api/tags?a b")]
    public async Task What_is_no_path_of_this_server_is_refused_before_any_request(string path)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.SendAsync(HttpMethod.Get, path, cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => client.SendStreamAsync(HttpMethod.Get, path, cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Equal("path", error.ParamName);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/..hidden")]
    [InlineData("/api/a..b")]
    [InlineData("/api/...")]
    [InlineData("/api/tags?path=../x")]
    public async Task A_path_that_only_looks_strange_is_sent_as_it_is(string path)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}"));
        await using var client = server.Create();

        await client.SendAsync(HttpMethod.Get, path, cancellationToken: TestClient.Ct);

        Assert.Equal(path, Assert.Single(server.Requests).Path);
    }

    [Theory]
    [InlineData("", JsonValueKind.Undefined)]
    [InlineData(" \r\n", JsonValueKind.Undefined)]
    [InlineData("[1]", JsonValueKind.Array)]
    [InlineData("\"text\"", JsonValueKind.String)]
    [InlineData("0", JsonValueKind.Number)]
    [InlineData("""{"error":null}""", JsonValueKind.Object)]
    [InlineData("""{"error":""}""", JsonValueKind.Object)]
    public async Task An_answer_may_be_anything_or_nothing(string body, JsonValueKind expected)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(body));
        await using var client = server.Create();

        Assert.Equal(expected, (await client.SendAsync(HttpMethod.Post, "/api/x", Json("1"), cancellationToken: TestClient.Ct)).ValueKind);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    public async Task An_error_is_an_exception_whatever_the_status(int status)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"words"}""", status));
        await using var client = server.Create();

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(HttpMethod.Post, "/api/x", cancellationToken: TestClient.Ct));

        Assert.Equal((status, "words"), (error.Status, error.ServerMessage));
        Assert.Equal("", Assert.Single(server.Requests).Text);
    }

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("POST", 1)]
    [InlineData("DELETE", 1)]
    public async Task Only_what_changes_nothing_is_tried_again(string method, int requests)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("{}", 503));
        await using var client = server.Create();

        await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(new HttpMethod(method), "/api/x", Json("{}"), cancellationToken: TestClient.Ct));

        Assert.Equal(requests, server.Requests.Count);
    }

    [Fact]
    public async Task A_stream_gives_each_line_and_ends_where_it_closes()
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync("""{"a":1}""", "", "[2]", """{"done":true}""", "3"));
        await using var client = server.Create();

        var items = await client.SendStreamAsync(HttpMethod.Post, "/api/x", Json("{}"), cancellationToken: TestClient.Ct).ToListAsync();

        Assert.Equal(["""{"a":1}""", "[2]", """{"done":true}""", "3"], items.Select(i => i.GetRawText()));
        Assert.Equal("application/x-ndjson", Assert.Single(server.Requests).Header("Accept"));
    }

    [Theory]
    [InlineData("{\"a\":1}\n{\"error\":\"words\"}\n", StreamFailure.ServerError, Ending.Normal)]
    [InlineData("{\"a\":1}\n{\"b\":", StreamFailure.Incomplete, Ending.Normal)]
    [InlineData("{\"a\":1}\n", StreamFailure.Interrupted, Ending.Cut)]
    public async Task A_stream_that_fails_says_so_after_its_items(string body, StreamFailure reason, Ending ending)
    {
        await using var server = new ScriptedServer(connection => connection.RespondChunksAsync("application/x-ndjson", [Encoding.UTF8.GetBytes(body)], ending));
        await using var client = server.Create();
        List<JsonElement> items = [];

        var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var item in client.SendStreamAsync(HttpMethod.Post, "/api/x", cancellationToken: TestClient.Ct))
            {
                items.Add(item);
            }
        });

        Assert.Equal((reason, 1), (error.Reason, error.ItemsReceived));
        Assert.Equal("""{"a":1}""", Assert.Single(items).GetRawText());
    }

    [Fact]
    public async Task Leaving_a_stream_closes_the_connection()
    {
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync("1");
            await connection.HoldUntilClientClosesAsync();
        });
        await using var client = server.Create();

        await foreach (var item in client.SendStreamAsync(HttpMethod.Get, "/api/x", cancellationToken: TestClient.Ct))
        {
            Assert.Equal(1, item.GetInt32());
            break;
        }

        await Guard.Within(server.Connections[0].ClientClosed);
    }

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
