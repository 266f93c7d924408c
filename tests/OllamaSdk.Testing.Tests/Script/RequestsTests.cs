namespace OllamaSdk.Testing.Tests.Script;

public sealed class RequestsTests : EmulatorTest
{
    [Fact]
    public async Task What_was_received_can_be_looked_at_in_its_order()
    {
        await Client.GetVersionAsync(cancellationToken: Cancellation);
        await Client.ChatAsync("hello", cancellationToken: Cancellation);

        Assert.Equal(["GET /api/version", "POST /api/chat"], Emulator.Requests.Select(request => request.ToString()));
        var chat = Emulator.Requests[1];
        Assert.Equal((HttpMethod.Post, "/api/chat", ""), (chat.Method, chat.Path, chat.Query));
        Assert.Equal("hello", chat.Json.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.StartsWith("{\"model\":\"demo\"", chat.Body);
        Assert.StartsWith("application/json", chat.Headers["content-type"]);
        Assert.Equal("", Emulator.Requests[0].Body);
    }

    [Fact]
    public async Task Secrets_are_not_kept()
    {
        var options = new OllamaClientOptions { Endpoint = "http://127.0.0.1:11434", Handler = Emulator, ApiKey = "top-secret", Headers = { ["X-Api-Key"] = "top-secret" } };
        await using var client = new OllamaClient(options);

        await client.GetVersionAsync(cancellationToken: Cancellation);

        var headers = Emulator.Requests.Single().Headers;
        Assert.Equal(("Bearer ***", "***"), (headers["Authorization"], headers["X-Api-Key"]));
        Assert.DoesNotContain(headers, header => header.Value.Contains("top-secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Cookie", "session=top-secret; theme=dark")]
    [InlineData("X-Api-Key", "top-secret, other")]
    [InlineData("Api-Key", "top-secret other")]
    public async Task Nothing_is_kept_of_a_secret_that_has_no_scheme(string name, string value)
    {
        using var http = new HttpClient(Emulator, disposeHandler: false) { DefaultRequestHeaders = { { name, value } } };

        using var response = await http.GetAsync("http://emulator/api/version", Cancellation);

        Assert.Equal("***", Emulator.Requests.Single().Headers[name]);
    }

    [Fact]
    public async Task Each_of_several_authorizations_is_hidden()
    {
        using var http = new HttpClient(Emulator, disposeHandler: false);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", ["top-secret", "Basic other"]);

        using var response = await http.GetAsync("http://emulator/api/version", Cancellation);

        Assert.Equal("***, Basic ***", Emulator.Requests.Single().Headers["Authorization"]);
    }

    [Fact]
    public async Task Failed_tries_are_there_too_and_over_a_port()
    {
        await using var listener = await Emulator.ListenAsync(cancellationToken: Cancellation);
        await using var client = new OllamaClient(listener.Endpoint);
        Emulator.On("/api/tags").Fail(Fault.Busy).AsUsual();

        await client.ListModelsAsync(cancellationToken: Cancellation);

        Assert.Equal(["GET /api/tags", "GET /api/tags"], Emulator.Requests.Select(request => request.ToString()));
        Assert.Equal($"127.0.0.1:{listener.Port}", Emulator.Requests[0].Headers["Host"]);
    }

    [Fact]
    public async Task Only_the_last_thousand_are_kept()
    {
        for (var i = 0; i < 1001; i++)
        {
            await Client.SendAsync(HttpMethod.Get, $"/api/version?i={i}", cancellationToken: Cancellation);
        }

        Assert.Equal(1000, Emulator.Requests.Count);
        Assert.Equal("?i=1", Emulator.Requests[0].Query);
    }
}
