using System.Net;
using System.Text;
using OllamaSdk.ContractTests.WireMock;
using OllamaSdk.Testing;

namespace OllamaSdk.ContractTests;

/// <summary>The stubs themselves: without these, a test against a stub that matches anything would prove nothing.</summary>
public sealed class StubTests(RecordedServer server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Recording.Names];

    public static TheoryData<string> NamesWithBody => [.. Recording.Names.Where(name => Recording.Load(name).LooksAtBody)];

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_recorded_request_gets_the_recorded_answer(string name)
    {
        Recording recording = Recording.Load(name);
        using HttpRequestMessage request = Request(recording, name, recording.RequestBody);

        using HttpResponseMessage response = await _http.SendAsync(request, _ct);

        Assert.Equal(recording.Body, await response.Content.ReadAsStringAsync(_ct));
        Assert.Equal(recording.Status, (int)response.StatusCode);
        foreach ((string header, string value) in recording.Headers)
        {
            Assert.Equal(value, response.Headers.Concat(response.Content.Headers).Single(h => h.Key == header).Value.Single());
        }
    }

    [Theory]
    [InlineData("chat", """{"model":"tiny"}""")]
    [InlineData("chat_empty_load", """{"model":"tiny","stream":false}""")]
    [InlineData("generate_stream", """{"model":"tiny","prompt":"hello","options":{"num_predict":5,"seed":1},"stream":false}""")]
    [InlineData("embed", null)]
    [InlineData("me", "{}")]
    [InlineData("tags", "{}")]
    public async Task Another_body_is_refused(string name, string? body)
    {
        using HttpRequestMessage request = Request(Recording.Load(name), name, body);

        using HttpResponseMessage response = await _http.SendAsync(request, _ct);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Request was not matched", await response.Content.ReadAsStringAsync(_ct));
    }

    [Theory]
    [MemberData(nameof(NamesWithBody))]
    public async Task No_stub_that_looks_at_the_body_takes_any(string name)
    {
        string body = $$"""{"another":"{{name}}"}""";
        using HttpRequestMessage request = Request(Recording.Load(name), name, body);

        using HttpResponseMessage response = await _http.SendAsync(request, _ct);

        // Some recordings are of a 404: the journal tells what has answered.
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Null(Assert.Single(server.LogEntries, entry => entry.RequestMessage?.Body == body).MappingTitle);
    }

    [Fact]
    public async Task Another_method_path_or_stub_name_is_refused()
    {
        Recording version = Recording.Load("version");
        using HttpRequestMessage method = Request(version, "version", null);
        method.Method = HttpMethod.Put;
        using HttpRequestMessage path = Request(Recording.Load("tags"), "version", null);
        using HttpRequestMessage stub = Request(version, "tags", null);

        foreach (HttpRequestMessage request in (HttpRequestMessage[])[method, path, stub])
        {
            using HttpResponseMessage response = await _http.SendAsync(request, _ct);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task The_journal_shows_what_was_sent()
    {
        const string name = "journal of this test";
        foreach (string body in (string[])["""{"n":1}""", """{"n":2}"""])
        {
            using HttpRequestMessage request = Request(Recording.Load("chat"), name, body);
            using HttpResponseMessage response = await _http.SendAsync(request, _ct);
        }

        LoggedRequest logged = server.LastRequest(name);

        Assert.Equal(("POST", "/api/chat", 2), (logged.Method, logged.Url, logged.Json().GetProperty("n").GetInt32()));
        Assert.StartsWith("application/json", logged.Header("content-type"));
        Assert.Null(logged.Header("Authorization"));
    }

    private HttpRequestMessage Request(Recording recording, string stub, string? body) => new(recording.Method, server.Url + recording.Url)
    {
        Headers = { { "X-Stub", stub }, { "Host", recording.Host ?? new Uri(server.Url).Authority } },
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };
}
