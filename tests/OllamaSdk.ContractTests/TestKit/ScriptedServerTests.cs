using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.ContractTests.TestKit;

public sealed class ScriptedServerTests : IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Records_requests_and_serves_several_on_one_connection()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("1"), c => c.RespondNdjsonAsync("2", "3"));
        using StringContent body = new("""{"a":"ä"}""", Encoding.UTF8, "application/json");

        using HttpResponseMessage first = await _http.PostAsync(new Uri(server.Url, "x?y=z"), body, _ct);
        string second = await _http.GetStringAsync(server.Url, _ct);
        string third = await _http.GetStringAsync(server.Url, _ct);

        Assert.Equal("1", await first.Content.ReadAsStringAsync(_ct));
        Assert.Equal(("2\n3\n", "2\n3\n"), (second, third));
        Assert.Single(server.Connections);
        Assert.Equal(3, server.Requests.Count);
        ScriptedRequest request = await server.WaitForRequestAsync();
        Assert.Equal(("POST", "/x?y=z", "ä"), (request.Method, request.Path, request.Json().GetProperty("a").GetString()));
        Assert.Equal("application/json; charset=utf-8", request.Header("content-TYPE"));
        Assert.StartsWith("POST /x?y=z HTTP/1.1\r\n", request.Head);
    }

    [Fact]
    public async Task Reads_a_chunked_request_body()
    {
        await using ScriptedServer server = new(c => c.RespondJsonAsync("{}"));
        using HttpRequestMessage request = new(HttpMethod.Post, server.Url) { Content = new ByteArrayContent([1, 2, 3]) };
        request.Headers.TransferEncodingChunked = true;

        using HttpResponseMessage response = await _http.SendAsync(request, _ct);

        Assert.Equal([1, 2, 3], server.Requests[0].Body);
    }

    [Theory]
    [InlineData(Ending.Cut, HttpRequestError.ResponseEnded)]
    [InlineData(Ending.Reset, HttpRequestError.Unknown)]
    public async Task A_broken_stream_ends_in_an_error_after_its_chunks(Ending ending, HttpRequestError expected)
    {
        TaskCompletionSource read = new();
        await using ScriptedServer server = new(async c =>
        {
            await c.SendHeadAsync(200, ("Transfer-Encoding", "chunked"));
            await c.SendChunkAsync("ab");
            await c.WaitForAsync(read);
            (ending == Ending.Cut ? (Action)c.Close : c.Reset)();
        });
        await using Stream body = await _http.GetStreamAsync(server.Url, _ct);

        Assert.Equal(2, await body.ReadAtLeastAsync(new byte[2], 2, cancellationToken: _ct));
        read.SetResult();
        IOException error = await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(new byte[1], _ct));

        Assert.Equal(expected, (error as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown);
    }

    [Fact]
    public async Task Sees_when_the_client_closes()
    {
        await using ScriptedServer server = new(c => c.HoldUntilClientClosesAsync());
        using CancellationTokenSource leave = new();
        Task<string> call = _http.GetStringAsync(server.Url, leave.Token);
        ScriptedRequest request = await server.WaitForRequestAsync();

        Assert.False(server.Connections[0].ClientClosed.IsCompleted);
        await leave.CancelAsync();

        Assert.True(await Guard.Within(server.Connections[0].ClientClosed) >= request.ReceivedAt);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_script_may_answer_before_it_reads_the_body()
    {
        await using ScriptedServer server = new(async c =>
        {
            await c.SendAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await c.ReadBodyAsync();
            await c.RespondJsonAsync("{}", 413);
        })
        { ReadBodies = false };
        using HttpRequestMessage request = new(HttpMethod.Post, server.Url) { Content = new StringContent("abc") };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage response = await _http.SendAsync(request, _ct);

        Assert.Equal((HttpStatusCode)413, response.StatusCode);
        Assert.Equal("abc", server.Requests[0].Text);
    }

    [Fact]
    public async Task Chunk_borders_arrive_as_they_were_sent()
    {
        await using ScriptedServer server = new(c => c.RespondChunksAsync("text/event-stream", [[1], [2, 3]]));

        using HttpResponseMessage response = await _http.GetAsync(server.Url, _ct);

        Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), response.Content.Headers.ContentType);
        Assert.Equal([1, 2, 3], await response.Content.ReadAsByteArrayAsync(_ct));
    }

    [Fact]
    public async Task A_failing_script_fails_the_test()
    {
        ScriptedServer server = new(_ => throw new InvalidOperationException("broken script"));

        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetStringAsync(server.Url, _ct));

        AggregateException failure = await Assert.ThrowsAsync<AggregateException>(() => server.DisposeAsync().AsTask());
        // HttpClient itself sends a body-less request again when the connection closes unanswered, so there are several.
        Assert.All(failure.InnerExceptions, inner => Assert.Equal("broken script", inner.Message));
    }
}
