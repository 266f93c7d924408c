using System.Net;

namespace OllamaSdk.Testing.Tests.Page;

/// <summary>Who may see the page, and what other sites' pages can do to it.</summary>
public sealed class PageGuardTests
{
    private const string Rule = """{"match":"message","do":"wait"}""";

    [Fact]
    public async Task A_browser_that_opens_the_address_is_sent_to_the_page_and_a_client_is_told_that_Ollama_runs()
    {
        await using var page = await PageClient.StartAsync();

        var browser = await page.SendAsync("GET", "/", null, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        var client = await page.SendAsync("GET", "/", null, ("Accept", "*/*"));
        var shown = await page.SendAsync("GET", "/_demo");

        Assert.Equal((HttpStatusCode.Redirect, "/_demo"), (browser.Status, browser.Headers.Headers.Location?.OriginalString));
        Assert.Equal("Ollama is running", client.Body);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (shown.Status, shown.Headers.Content.Headers.ContentType?.MediaType));
        Assert.Equal(page.Endpoint + "/_demo", page.Address);
    }

    [Fact]
    public async Task Without_being_asked_for_it_is_not_there()
    {
        using var emulator = new OllamaEmulator();
        await using var listener = await emulator.ListenAsync(cancellationToken: TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var page = await http.GetAsync(listener.Endpoint + "/_demo", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Null(listener.PageAddress);
        Assert.Equal("Ollama is running", await http.GetStringAsync(listener.Endpoint, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/_demo")]
    [InlineData("/_demo/page.js")]
    [InlineData("/_demo/page.css")]
    [InlineData("/_demo/events")]
    [InlineData("/_demo/nothing")]
    public async Task Every_answer_says_that_it_is_for_this_page_alone(string path)
    {
        await using var page = await PageClient.StartAsync();

        var (_, answer, _) = await page.SendAsync("GET", path, null, ("Origin", "http://evil.example"));

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none';", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("GET", "/_demo", "Host", "my.internal")]
    [InlineData("GET", "/_demo", "Host", "evil.localhost")]
    [InlineData("GET", "/_demo/events", "Host", "my.local")]
    [InlineData("GET", "/_demo/events", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "/_demo/events", "Sec-Fetch-Site", "same-site")]
    [InlineData("GET", "/_demo/requests/1", "Sec-Fetch-Site", "cross-site")]
    [InlineData("GET", "/_demo/page.js", "Sec-Fetch-Site", "cross-site")]
    [InlineData("POST", "/_demo/rules", "Origin", "http://evil.example")]
    [InlineData("POST", "/_demo/rules", "Origin", "null")]
    [InlineData("POST", "/_demo/rules", "Origin", "http://127.0.0.1:1")]
    [InlineData("POST", "/_demo/rules", "Sec-Fetch-Site", "same-site")]
    [InlineData("DELETE", "/_demo/rules", "Origin", "http://evil.example")]
    [InlineData("DELETE", "/_demo/requests", "Origin", "http://evil.example")]
    [InlineData("PUT", "/_demo/pause", "Origin", "http://evil.example")]
    public async Task What_comes_from_elsewhere_is_refused(string method, string path, string header, string value)
    {
        await using var page = await PageClient.StartAsync();
        await page.SendAsync("GET", "/api/version");
        await page.LastAsync();

        var (status, _, _) = await page.SendAsync(method, path, method == "POST" ? Rule : null, (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        var state = await page.WaitForListAsync(_ => true);
        Assert.Equal((1, 0, false), (state.GetProperty("requests").GetArrayLength(), state.GetProperty("rules").GetArrayLength(), state.GetProperty("paused").GetBoolean()));
    }

    [Fact]
    public async Task Its_own_page_may_do_what_others_may_not()
    {
        await using var page = await PageClient.StartAsync();

        var own = await page.SendAsync("POST", "/_demo/rules", Rule, ("Origin", page.Endpoint), ("Sec-Fetch-Site", "same-origin"));
        using var http = new HttpClient();
        using var form = await http.PostAsync(page.Endpoint + "/_demo/rules", new StringContent(Rule), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, own.Status);
        // What a form of any page can send without being asked.
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
    }

    [Fact]
    public async Task The_page_itself_is_not_among_what_it_shows()
    {
        await using var page = await PageClient.StartAsync();

        await page.SendAsync("GET", "/_demo");
        await page.SendAsync("GET", "/api/version");

        Assert.Equal(1, (await page.LastAsync()).GetProperty("id").GetInt64());
        Assert.Single(page.Emulator.Requests);
    }
}
