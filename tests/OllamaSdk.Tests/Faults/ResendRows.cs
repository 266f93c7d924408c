using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Transfers;

namespace OllamaSdk.Tests.Faults;

/// <summary>B: the connection ends where the headers are due. How often the server sees a request is the policy's alone, whatever .NET does beneath.</summary>
public sealed class ResendRows
{
    private const string Reads = "version, models, blob, ping, raw GET, v1 models, v1 model, v1 raw GET, show, embed, v1 embed, account";
    private const string Generations = "chat, chat stream, v1 chat, v1 chat stream, generate, v1 respond";
    private const string Changes = "copy, delete, sign out, push, create, raw POST, raw DELETE, raw PATCH, v1 raw POST, v1 raw DELETE";

    public static MatrixTheoryData<string, bool, bool> Calls => new([.. $"{Reads}, {Generations}, {Changes}".Split(", ")], [false, true], [false, true]);

    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, bool> Forms => FaultCall.Forms;

    [Theory]
    [MemberData(nameof(Ways))]
    public Task B01_the_end_of_the_connection_without_a_byte(Client client, bool streamed, bool foreign) => CheckAsync(client, streamed, foreign, Closed);

    [Theory]
    [MemberData(nameof(Ways))]
    public Task B02_a_reset_before_the_headers(Client client, bool streamed, bool foreign) => CheckAsync(client, streamed, foreign, Broken);

    [Theory]
    [MemberData(nameof(Calls))]
    public Task B01_the_server_sees_each_request_as_often_as_the_policy_says(string call, bool foreign, bool retried) => CountAsync(call, foreign, retried, Closed);

    [Theory]
    [MemberData(nameof(Calls))]
    public Task B02_the_server_sees_each_request_as_often_as_the_policy_says(string call, bool foreign, bool retried) => CountAsync(call, foreign, retried, Broken);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B01_an_upload_asks_first_whether_the_blob_has_arrived(bool foreign)
    {
        await using var server = BlobScripts.Server(connection => connection.Request.Method == "HEAD" ? BlobScripts.MissingAsync(connection) : TakeAndCloseAsync(connection));
        using var http = new HttpClient();
        await using var client = Native(server, 2, foreign ? http : null);
        using var content = new GeneratedStream(1000);

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, cancellationToken: TestClient.Ct)));

        Assert.Equal(ConnectionPhase.ReceiveHeaders, error.Phase);
        Assert.Equal(["HEAD", "POST", "HEAD", "POST", "HEAD", "POST"], server.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B01_of_an_upload_that_was_not_asked_for_the_body_dotnet_repeats_the_head_alone(bool foreign)
    {
        await using var server = BlobScripts.Server(connection => connection.Request.Method == "HEAD" ? BlobScripts.MissingAsync(connection) : Closed(connection));
        using var http = new HttpClient();
        await using var client = Native(server, 2, foreign ? http : null);
        using var content = new GeneratedStream(1000);
        var reports = new Reports();

        await Assert.ThrowsAsync<LlmConnectionException>(() => Guard.Within(client.UploadBlobAsync(content, BlobScripts.SomeDigest, reports, cancellationToken: TestClient.Ct)));

        Assert.Empty(reports.All);
        Assert.Equal(3, server.Requests.Count(request => request.Method == "HEAD"));
        Assert.InRange(server.Requests.Count(request => request.Method == "POST"), 3, 12);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task B11_a_connection_used_before_that_ends_once_the_request_was_read(Client client, bool streamed, bool foreign)
    {
        foreach (var retries in (int[])[0, 2, 5])
        {
            await using var server = new ScriptedServer(connection => connection.AnswerAsync(client), Closed);
            using var http = new HttpClient();
            await using var asked = new FaultClient(client, server.Url.ToString(), options => options.Retry.MaxRetries = retries, foreign ? http : null);
            Assert.Equal("hello", (await FaultCall.OfAsync(asked, streamed)).Text);

            var outcome = await FaultCall.OfAsync(asked, streamed);

            outcome.Check("Connection ReceiveHeaders", server.Url.ToString(), attempts: 1 + Math.Min(retries, 2));
            Assert.Equal(2 + Math.Min(retries, 2), server.Requests.Count);
            // The request did go over the connection that was there.
            Assert.Equal(1 + Math.Min(retries, 2), server.Connections.Count);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B11_the_same_for_requests_without_a_body(bool foreign)
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version), Closed);
        using var http = new HttpClient();
        await using var client = Native(server, 0, foreign ? http : null);
        await client.GetVersionAsync(cancellationToken: TestClient.Ct);

        await Assert.ThrowsAsync<LlmConnectionException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal((2, 1), (server.Requests.Count, server.Connections.Count));
    }

    private static async Task CheckAsync(Client client, bool streamed, bool foreign, Func<ScriptedConnection, Task> end)
    {
        await using var server = new ScriptedServer(end);
        var outcome = await FaultCall.OfAsync(client, server.Url.ToString(), streamed, foreign, options => options.Retry.MaxRetries = 5);

        outcome.Check("Connection ReceiveHeaders", server.Url.ToString(), attempts: 3);
        Assert.Equal(3, server.Requests.Count);
    }

    private static async Task CountAsync(string call, bool foreign, bool retried, Func<ScriptedConnection, Task> end)
    {
        const int retries = 4;
        var allowed = Changes.Split(", ").Contains(call) || !retried ? 1 : Generations.Split(", ").Contains(call) ? 3 : 1 + retries;
        await using var server = new ScriptedServer(end);
        using var http = new HttpClient();
        await using var native = Native(server, retried ? retries : 0, foreign ? http : null);
        var v1Options = new OpenAICompatibleClientOptions { Endpoint = $"{server.Url}v1", DefaultModel = "m", Retry = { BaseDelay = TimeSpan.FromMilliseconds(1), MaxRetries = retried ? retries : 0 } };
        await using var v1 = foreign ? new OpenAICompatibleClient(http, v1Options) : new OpenAICompatibleClient(v1Options);

        var error = await Record.ExceptionAsync(() => Guard.Within(CallAsync(native, v1, call)));

        // A ping tells of no failure.
        if (call != "ping")
        {
            var failure = Assert.IsType<LlmConnectionException>(error);
            Assert.Equal((ConnectionPhase.ReceiveHeaders, allowed), (failure.Phase, failure.Attempts));
        }

        Assert.Equal(allowed, server.Requests.Count);
    }

    private static Task CallAsync(OllamaClient native, OpenAICompatibleClient v1, string call)
    {
        var ct = TestClient.Ct;
        return call switch
        {
            "version" => native.GetVersionAsync(cancellationToken: ct),
            "models" => native.ListModelsAsync(cancellationToken: ct),
            "blob" => native.BlobExistsAsync(BlobScripts.SomeDigest, cancellationToken: ct),
            "ping" => native.PingAsync(cancellationToken: ct),
            "raw GET" => native.SendAsync(HttpMethod.Get, "/api/x", cancellationToken: ct),
            "v1 models" => v1.ListModelsAsync(cancellationToken: ct),
            "v1 model" => v1.GetModelAsync("m", cancellationToken: ct),
            "v1 raw GET" => v1.SendAsync(HttpMethod.Get, "/x", cancellationToken: ct),
            "show" => native.ShowModelAsync("m", cancellationToken: ct),
            "embed" => native.EmbedAsync("hi", cancellationToken: ct),
            "v1 embed" => v1.EmbedAsync("hi", cancellationToken: ct),
            "account" => native.GetAccountAsync(cancellationToken: ct),
            "chat" => native.ChatAsync("hi", cancellationToken: ct),
            "chat stream" => native.Stream().ToListAsync(),
            "v1 chat" => v1.ChatAsync("hi", cancellationToken: ct),
            "v1 chat stream" => v1.Stream().ToListAsync(),
            "generate" => native.GenerateAsync("hi", cancellationToken: ct),
            "v1 respond" => v1.RespondAsync(new ResponseRequest { Model = "m", Input = "hi" }, cancellationToken: ct),
            "copy" => native.CopyModelAsync("m", "n", cancellationToken: ct),
            "delete" => native.DeleteModelAsync("m", cancellationToken: ct),
            "sign out" => native.SignOutAsync(cancellationToken: ct),
            "push" => native.PushModelStreamAsync(new PushModelRequest { Model = "m" }, cancellationToken: ct).ToListAsync(),
            "create" => native.CreateModelStreamAsync(new CreateModelRequest { Model = "m", From = "n" }, cancellationToken: ct).ToListAsync(),
            "raw POST" => native.SendAsync(HttpMethod.Post, "/api/x", cancellationToken: ct),
            "raw DELETE" => native.SendAsync(HttpMethod.Delete, "/api/x", cancellationToken: ct),
            "raw PATCH" => native.SendStreamAsync(HttpMethod.Patch, "/api/x", cancellationToken: ct).ToListAsync(),
            "v1 raw POST" => v1.SendAsync(HttpMethod.Post, "/responses/r/cancel", cancellationToken: ct),
            "v1 raw DELETE" => v1.SendAsync(HttpMethod.Delete, "/responses/r", cancellationToken: ct),
            _ => throw new NotSupportedException(call),
        };
    }

    private static OllamaClient Native(ScriptedServer server, int retries, HttpClient? foreign)
    {
        var options = new OllamaClientOptions { Endpoint = server.Url.ToString(), DefaultModel = "m", Retry = { BaseDelay = TimeSpan.FromMilliseconds(1), MaxRetries = retries } };
        return foreign is null ? new OllamaClient(options) : new OllamaClient(foreign, options);
    }

    private static Task Closed(ScriptedConnection connection)
    {
        connection.Close();
        return Task.CompletedTask;
    }

    private static Task Broken(ScriptedConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }

    private static async Task TakeAndCloseAsync(ScriptedConnection connection)
    {
        await connection.ContinueAsync();
        await connection.ReadBodyAsync();
        connection.Close();
    }
}
