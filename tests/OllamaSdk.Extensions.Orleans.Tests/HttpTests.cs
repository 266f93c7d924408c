using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OllamaSdk.BulkJobs.Http;
using OllamaSdk.BulkJobs.Tests.Cluster;

namespace OllamaSdk.BulkJobs.Tests;

/// <summary>What the cluster says over HTTP, on a port of this machine.</summary>
public sealed class HttpTests : IAsyncLifetime
{
    private JobsHost _host = null!;
    private HttpClient _http = null!;

    private BulkCluster Cluster => _host.Cluster;

    public async ValueTask InitializeAsync()
    {
        _host = await JobsHost.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_host.Address) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_job_is_created_listed_shown_and_changed()
    {
        var held = new TaskCompletionSource();
        _host.Sink.Before = _ => held.Task;

        var created = await PostAsync("/jobs", """{"id":"night","kind":"embed","source":"texts","sink":"memory","part_size":1}""");
        Assert.Equal((HttpStatusCode.Created, "created", "embed"), (created.Status, created.Text("state"), created.Text("kind")));
        await Cluster.UntilAsync("night", job => job.PartsUnderWay == 3, "under way");
        Assert.Equal("paused", (await PostAsync("/jobs/night/pause")).Text("state"));
        Assert.Equal("running", (await PostAsync("/jobs/night/resume")).Text("state"));
        Assert.Equal("cancelled", (await PostAsync("/jobs/night/cancel")).Text("state"));
        Assert.Equal("running", (await PostAsync("/jobs/night/resume")).Text("state"));
        held.SetResult();
        await Cluster.UntilDoneAsync("night");

        var shown = await GetAsync("/jobs/night");
        Assert.Equal(("done", 3), (shown.Text("state"), shown.Json.GetProperty("succeeded").GetInt32()));
        Assert.Equal("night", (await GetAsync("/jobs")).Json.GetProperty("jobs")[0].GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("/jobs/night/pause")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("/jobs", """{"id":"night","kind":"embed","source":"texts","sink":"memory"}""")).Status);
    }

    [Fact]
    public async Task Progress_comes_as_events_until_the_job_is_done()
    {
        await PostAsync("/jobs", """{"id":"night","kind":"embed","source":"texts","sink":"memory"}""");

        using var answer = await _http.GetAsync("/jobs/night/progress", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var events = text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(one => one != ":").ToList();
        Assert.All(events, one => Assert.StartsWith("event: progress\ndata: {", one, StringComparison.Ordinal));
        Assert.Equal("done", JsonDocument.Parse(events[^1]["event: progress\ndata: ".Length..]).RootElement.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("GET", "/jobs/another", "", 404)]
    [InlineData("GET", "/jobs/another/progress", "", 404)]
    [InlineData("POST", "/jobs/another/pause", "", 404)]
    [InlineData("GET", "/jobs/..%2f..%2fetc", "", 404)]
    [InlineData("POST", "/jobs", "{}", 400)]
    [InlineData("POST", "/jobs", "no json", 400)]
    [InlineData("POST", "/jobs", "null", 400)]
    [InlineData("POST", "/jobs", """{"id":"../x","kind":"embed","source":"texts","sink":"memory"}""", 400)]
    [InlineData("POST", "/jobs", """{"id":"x","kind":"embed","source":"texts","sink":"memory","part_size":0}""", 400)]
    public async Task What_cannot_be_is_refused_in_words(string method, string path, string body, int status)
    {
        var answer = await SendAsync(new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) });

        Assert.Equal(status, (int)answer.Status);
        Assert.NotEmpty(answer.Text("error")!);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://example.org")]
    [InlineData("Host", "jobs.example.org")]
    public async Task Whoever_is_not_this_machine_needs_the_key(string header, string value)
    {
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/jobs")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("s3cret-kex"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Ask("s3cret-key-and-more"));
        Assert.Equal(HttpStatusCode.OK, await Ask(JobsHost.Key));

        async Task<HttpStatusCode> Ask(string? key)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
            request.Headers.TryAddWithoutValidation(header, value);
            request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
            return (await SendAsync(request)).Status;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_key_no_other_machine_may_ask(string? key)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        context.Request.Host = new HostString("localhost");
        context.Request.Headers.Authorization = "Bearer ";

        Assert.Equal(403, new KeyCheck(key).Refuse(context.Request)?.Status);
    }

    private Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    private Task<Answer> PostAsync(string path, string body = "") =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    private async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    private sealed record Answer(HttpStatusCode Status, JsonElement Json)
    {
        public string? Text(string name) => Json.GetProperty(name).GetString();
    }
}
