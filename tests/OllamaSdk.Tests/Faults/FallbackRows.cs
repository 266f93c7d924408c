using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;
using static OllamaSdk.Tests.Llm.LlmServers;

namespace OllamaSdk.Tests.Faults;

/// <summary>G07 to G10: one call, several servers.</summary>
public sealed class FallbackRows
{
    private const string Prompt = "what-was-asked";

    private static readonly Client[] s_clients = [Client.Llm, Client.LlmV1];

    public static MatrixTheoryData<Client, bool, string> Failures => new(s_clients, [false, true], ["refused", "503", "closed", "reset", "no answer", "error in a 200", "cut"]);

    public static MatrixTheoryData<Client, bool> ClientsStreamedOrNot => new(s_clients, [false, true]);

    public static MatrixTheoryData<Client, Split> Streams => new(s_clients, Enum.GetValues<Split>());

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task G07_the_first_server_fails_before_the_first_item(Client client, bool streamed, string failure)
    {
        await using var first = new ScriptedServer(connection => FailAsync(connection, client, failure));
        await using var second = new ScriptedServer(connection => AnswerAsync(connection, client, streamed, "b"));
        await using var third = new ScriptedServer(connection => AnswerAsync(connection, client, streamed, "c"));
        var primary = failure == "refused" ? Dead(client) : Target(client, first);
        (primary.ApiKey, primary.Headers["X-Tenant"]) = ("key-of-first", "first");
        var secondary = Target(client, second);
        secondary.ApiKey = "key-of-second";
        using var llm = ClientOf(primary, secondary, Target(client, third));

        var (text, answer) = await AskAsync(llm, streamed);

        Assert.Equal(("b", "b", true), (text, answer.Content, answer.UsedFallback));
        var failed = Assert.Single(answer.Failures);
        Assert.Equal(new Uri(primary.Endpoint!), failed.Endpoint);
        Assert.Equal(answer.Endpoint, new Uri(secondary.Endpoint!));
        Assert.Equal((failure == "refused" ? 0 : 1, 1, 0), (first.Requests.Count, second.Requests.Count, third.Connections.Count));
        var asked = second.Requests[0];
        Assert.Equal(("Bearer key-of-second", null), (asked.Header("Authorization"), asked.Header("X-Tenant")));
        Assert.DoesNotContain("key-of-first", asked.Head + asked.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G07_a_prompt_for_a_model_goes_to_no_server_of_another(Client client, bool streamed)
    {
        await using var first = new ScriptedServer(connection => connection.RespondJsonAsync("""{"error":"down"}""", 500));
        await using var other = new ScriptedServer(connection => AnswerAsync(connection, client, streamed, "b"));
        var (one, two) = (Target(client, first), Target(client, other));
        (one.Model, two.Model) = ("m", "n");
        using var llm = new LlmClient(Options(one, two).With(options => options.Retry.MaxRetries = 0));

        var error = await Record.ExceptionAsync(() => AskAsync(llm, streamed, "m"));

        Assert.Equal(500, Assert.IsType<LlmApiException>(error).Status);
        Assert.Equal((1, 0), (first.Requests.Count, other.Connections.Count));
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task G08_the_first_server_fails_after_the_first_item(Client client, Split split)
    {
        var body = client.Item("a").Utf8();
        IEnumerable<ReadOnlyMemory<byte>[]> ways = split switch
        {
            Split.Whole => [[body]],
            Split.Bytes => [[.. body.Select((_, at) => (ReadOnlyMemory<byte>)body.AsMemory(at, 1))]],
            _ => Enumerable.Range(1, body.Length - 1).Select(cut => (ReadOnlyMemory<byte>[])[body.AsMemory(0, cut), body.AsMemory(cut)]),
        };
        foreach (var pieces in ways)
        {
            List<int> asked = [];
            using var handler = new StubHandler((request, _) =>
            {
                asked.Add(request.RequestUri!.Port);
                return Task.FromResult(StubHandler.Answer(asked.Count == 1
                    ? new PieceStream(pieces, end: static () => new IOException("Connection reset by peer."))
                    : new MemoryStream(client.Stream("b").Utf8()), HttpStatusCode.OK, client.StreamType()));
            });
            using var llm = new LlmClient(Options(Target(client, 1), Target(client, 2)).With(options => options.Handler = handler));
            List<string> texts = [];

            var error = await Assert.ThrowsAsync<LlmStreamException>(async () =>
            {
                await foreach (var update in llm.ChatStreamAsync(Prompt, TestClient.Ct))
                {
                    texts.Add(update.ContentDelta);
                }
            });

            Assert.Equal((StreamFailure.Interrupted, "a", 1L), (error.Reason, error.Partial!.Content, error.ItemsReceived));
            Assert.Equal("a", string.Concat(texts));
            Assert.Equal([1], asked);
        }
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G09_a_refusal_moves_on_or_does_not(Client client, bool streamed)
    {
        foreach (var (status, words, movesOn) in ((int, string, bool)[])
            [(400, "bad", false), (401, "who are you", false), (403, "no", false), (404, "model 'm' not found", true), (404, "404 page not found", false), (413, "too much", false), (500, "broken", true), (503, "busy", true)])
        {
            foreach (var policy in (bool?[])[null, true, false])
            {
                await using var first = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal(client, words), status));
                await using var second = new ScriptedServer(connection => AnswerAsync(connection, client, streamed, "b"));
                using var llm = new LlmClient(Options(Target(client, first), Target(client, second)).With(options =>
                    options.Fallback.Decide = policy is { } decided ? _ => decided : null));

                var error = await Record.ExceptionAsync(() => AskAsync(llm, streamed));

                var moved = policy ?? movesOn;
                Assert.Equal((status, words, moved ? null : status), (status, words, (error as LlmApiException)?.Status));
                Assert.Equal((1, moved ? 1 : 0), (first.Requests.Count, second.Requests.Count));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClientsStreamedOrNot))]
    public async Task G10_nobody_answers(Client client, bool streamed)
    {
        await using var second = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal(client, "no luck with key-of-second"), 500));
        await using var third = new ScriptedServer(connection => connection.RespondJsonAsync(Refusal(client, "slow down, key-of-third"), 429));
        var targets = new[] { Dead(client), Target(client, second), Target(client, third) };
        (targets[1].ApiKey, targets[2].ApiKey) = ("key-of-second", "key-of-third");
        using var llm = new LlmClient(Options(targets).With(options => options.Retry.MaxRetries = 0));

        var error = Assert.IsType<LlmFallbackException>(await Record.ExceptionAsync(() => AskAsync(llm, streamed)));

        Assert.Equal(targets.Select(target => new Uri(target.Endpoint!)), error.Failures.Select(failure => failure.Endpoint));
        Assert.Equal([typeof(LlmConnectionException), typeof(LlmApiException), typeof(LlmRateLimitedException)], error.Failures.Select(failure => failure.Error.GetType()));
        Assert.Same(error.Failures[0].Error, error.InnerException);
        Assert.Equal(3, error.Attempts);
        Assert.Contains("no luck", error.Message, StringComparison.Ordinal);
        Assert.Contains("slow down", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("key-of-", error + string.Concat(error.Failures.Select(failure => failure + failure.Error.ToString())), StringComparison.Ordinal);
        Assert.Equal((1, 1), (second.Requests.Count, third.Requests.Count));
    }

    private static LlmProvider ProviderOf(Client client) => client == Client.Llm ? LlmProviders.Ollama : LlmProviders.OpenAICompatible;

    private static LlmTarget Target(Client client, ScriptedServer server) => new(ProviderOf(client), "m", client.IsEvents() ? $"{server.Url}v1" : server.Url.ToString());

    private static LlmTarget Dead(Client client)
    {
        var target = LlmServers.Dead("m", ProviderOf(client));
        target.Endpoint += client.IsEvents() ? "/v1" : "";
        return target;
    }

    private static LlmTarget Target(Client client, int port) => new(ProviderOf(client), "m", $"http://127.0.0.1:{port}{(client.IsEvents() ? "/v1" : "")}");

    private static string Refusal(Client client, string words) => client.IsEvents() ? $$$"""{"error":{"message":"{{{words}}}"}}""" : $$"""{"error":"{{words}}"}""";

    private static async Task<(string Text, LlmResponse Answer)> AskAsync(LlmClient client, bool streamed, string? model = null)
    {
        if (!streamed)
        {
            var whole = await client.ChatAsync(Prompt, model, cancellationToken: TestClient.Ct);
            return (whole.Content, whole);
        }

        var updates = await client.ChatStreamAsync(Prompt, model, cancellationToken: TestClient.Ct).ToListAsync();
        return (updates.Text(), updates[^1].Response!);
    }

    private static Task AnswerAsync(ScriptedConnection connection, Client client, bool streamed, string text) =>
        streamed ? connection.RespondAsync(200, client.StreamType(), client.Stream(text)) : connection.RespondJsonAsync(client.Whole(text));

    private static async Task FailAsync(ScriptedConnection connection, Client client, string failure)
    {
        switch (failure)
        {
            case "503":
                await connection.RespondJsonAsync(Refusal(client, "busy"), 503);
                break;
            case "no answer":
                await connection.RespondAsync(200, "text/html", "<html>Sign in</html>");
                break;
            case "error in a 200":
                await connection.RespondJsonAsync(Refusal(client, "the runner has stopped"));
                break;
            case "cut":
                await connection.SendHeadAsync(200, ("Content-Type", client.StreamType()), ("Content-Length", "1000"));
                await connection.SendAsync(client.Item("half")[..20]);
                connection.Close();
                break;
            case "reset":
                connection.Reset();
                break;
            default:
                connection.Close();
                break;
        }
    }
}
