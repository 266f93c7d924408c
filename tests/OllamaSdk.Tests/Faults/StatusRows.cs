using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>F: refusals by status. Five more tries are allowed; a generation takes at most two of them, and none where another try is of no use.</summary>
public sealed class StatusRows
{
    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F04_a_wrong_request(Client client, bool streamed, bool foreign)
    {
        foreach (var body in (string[])["""{"error":"wrong option"}""", """{"error":{"message":"wrong option","type":"invalid_request_error","param":null,"code":null}}""", """{"message":"wrong option"}""", "wrong option"])
        {
            var error = await RefusedAsync(client, streamed, foreign, 400, body, "BadRequest");

            Assert.Equal(("wrong option", body), (error.ServerMessage, error.Excerpt));
            Assert.Contains("wrong option", error.Message, StringComparison.Ordinal);
        }

        var large = await RefusedAsync(client, streamed, foreign, 400, client.Refusal(new string('x', 20_000)), "BadRequest");
        Assert.InRange(large.Excerpt.Length, 4000, 4097);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F05_not_signed_in(Client client, bool streamed, bool foreign)
    {
        const string url = "https://ollama.com/connect?name=x";
        var error = Assert.IsType<LlmUnauthorizedException>(await RefusedAsync(client, streamed, foreign, 401, $$"""{"error":"unauthorized for Bearer {{FaultCall.Key}}","signin_url":"{{url}}"}""", "Unauthorized"));

        Assert.Equal(url, error.SignInUrl?.ToString());
        Assert.Equal("unauthorized for ***", error.ServerMessage);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F06_forbidden_without_a_word(Client client, bool streamed, bool foreign)
    {
        var error = await RefusedAsync(client, streamed, foreign, 403, "", "Forbidden");

        Assert.Equal(("", ""), (error.ServerMessage, error.Excerpt));
        Assert.Contains("OLLAMA_ORIGINS", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F07_a_model_or_a_route_that_is_not_there(Client client, bool streamed, bool foreign)
    {
        Assert.IsType<LlmModelNotFoundException>(await RefusedAsync(client, streamed, foreign, 404, client.Refusal("model \"m\" not found, try pulling it first"), "ModelNotFound"));
        await RefusedAsync(client, streamed, foreign, 404, "404 page not found", "RouteNotFound");
        await RefusedAsync(client, streamed, foreign, 404, "", "RouteNotFound");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public Task F08_the_server_waited_too_long_for_the_request(Client client, bool streamed, bool foreign) => RefusedAsync(client, streamed, foreign, 408, client.Refusal("no"), "Other", requests: 3);

    [Theory]
    [MemberData(nameof(Ways))]
    public Task F09_a_conflict(Client client, bool streamed, bool foreign) => RefusedAsync(client, streamed, foreign, 409, client.Refusal("no"), "BadRequest");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F10_too_large(Client client, bool streamed, bool foreign) =>
        Assert.Equal("too large", (await RefusedAsync(client, streamed, foreign, 413, client.Refusal("too large"), "BadRequest")).ServerMessage);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F15_a_failure_that_another_try_does_not_mend(Client client, bool streamed, bool foreign)
    {
        await RefusedAsync(client, streamed, foreign, 500, client.Refusal("model requires more system memory (9.1 GiB) than is available (5.3 GiB)"), "OutOfMemory");
        await RefusedAsync(client, streamed, foreign, 500, client.Refusal("model runner has unexpectedly stopped, this may be due to resource limitations or an internal error"), "ServerError");
        await RefusedAsync(client, streamed, foreign, 500, client.Refusal("CUDA error: an illegal memory access was encountered"), "ServerError");
        await RefusedAsync(client, streamed, foreign, 500, client.Refusal("\"m\" does not support tools"), "ModelDoesNotSupport");
    }

    [Theory]
    [InlineData("model requires more system memory (9.1 GiB) than is available (5.3 GiB)", 1)]
    [InlineData("model runner has unexpectedly stopped, this may be due to resource limitations or an internal error", 1)]
    [InlineData("CUDA error: an illegal memory access was encountered", 1)]
    [InlineData("ROCm error: out of device memory", 1)]
    [InlineData("\"m\" does not support embed", 1)]
    [InlineData("something went wrong", 2)]
    [InlineData("", 2)]
    public async Task F15_and_F16_a_read_is_sent_once_more_unless_the_words_say_that_it_is_of_no_use(string words, int requests)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(words.Length == 0 ? "" : Client.Native.Refusal(words), 500));
        await using var client = server.Create(options => options.Retry.MaxRetries = 5);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => client.EmbedAsync("hi", cancellationToken: TestClient.Ct));

        Assert.Equal((500, words, requests), (error.Status, error.ServerMessage, error.Attempts));
        Assert.Equal(requests, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public Task F16_another_failure_of_the_server(Client client, bool streamed, bool foreign) => RefusedAsync(client, streamed, foreign, 500, client.Refusal("something went wrong"), "ServerError");

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F17_a_web_page_of_a_gateway(Client client, bool streamed, bool foreign)
    {
        foreach (var status in (int[])[502, 504])
        {
            const string page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body>\r\n</html>";
            var error = await RefusedAsync(client, streamed, foreign, status, page, "ServerError", requests: 3, type: "text/html");

            // The words without the tags; the beginning of the page as it came is there for whoever asks for it.
            Assert.Equal(("web page '502 Bad Gateway'", page), (error.ServerMessage, error.Excerpt));
            Assert.DoesNotContain('<', error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F18_the_server_is_busy(Client client, bool streamed, bool foreign)
    {
        await RefusedAsync(client, streamed, foreign, 503, client.Refusal("server busy, please try again.  maximum pending requests exceeded"), "ServerBusy", requests: 3);
        await RefusedAsync(client, streamed, foreign, 503, "", "ServerBusy", requests: 3);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task F25_statuses_that_look_alike(Client client, bool streamed, bool foreign)
    {
        await RefusedAsync(client, streamed, foreign, 529, client.Refusal("overloaded"), "ServerBusy", requests: 3);
        await RefusedAsync(client, streamed, foreign, 599, client.Refusal("no"), "ServerError");
        await RefusedAsync(client, streamed, foreign, 499, client.Refusal("no"), "Other");
        await RefusedAsync(client, streamed, foreign, 501, client.Refusal("no"), "ServerError");
    }

    private static async Task<LlmApiException> RefusedAsync(
        Client client, bool streamed, bool foreign, int status, string body, string kind, int requests = 1, string type = "application/json")
    {
        await using var server = new ScriptedServer(connection => connection.RespondAsync(status, type, body));

        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5);

        var error = Assert.IsType<LlmApiException>(outcome.Check($"Api {status} {kind}", server.Url.ToString(), requests), exactMatch: false);
        Assert.Equal(requests, server.Requests.Count);
        // Nothing else was asked of the server: no model was pulled.
        Assert.All(server.Requests, request => Assert.EndsWith(client.IsEvents() ? "/v1/chat/completions" : "/api/chat", request.Path, StringComparison.Ordinal));
        return error;
    }
}
