using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>One call of a row, and what holds of every failure.</summary>
internal static class FaultCall
{
    public const string Key = "sk-canary-0123456789";

    public const string Prompt = "prompt-canary";

    /// <summary>Each client, and whether its answer is streamed.</summary>
    public static MatrixTheoryData<Client, bool> Forms => new(Enum.GetValues<Client>(), [false, true]);

    /// <summary>The same, over the client's own connections and over an <see cref="HttpClient"/> of the caller's.</summary>
    public static MatrixTheoryData<Client, bool, bool> Ways => new(Enum.GetValues<Client>(), [false, true], [false, true]);

    /// <summary>Asks a server by a client of its own, with a key where the address may have one.</summary>
    public static async Task<Outcome> OfAsync(
        Client client, string root, bool streamed, bool foreign = false, Action<LlmConnectionOptions>? configure = null, SocketsHttpHandler? pool = null)
    {
        using var http = new HttpClient(pool ?? new SocketsHttpHandler());
        await using var asked = new FaultClient(client, root, configure, foreign ? http : null);
        return await OfAsync(asked, streamed, withKey: root.Contains("://127.", StringComparison.Ordinal) || root.Contains("://localhost", StringComparison.Ordinal));
    }

    public static async Task<Outcome> OfAsync(FaultClient client, bool streamed, CancellationToken? token = null, bool withKey = true)
    {
        var options = new CallOptions();
        if (withKey)
        {
            options.Headers["Authorization"] = $"Bearer {Key}";
        }

        List<string> texts = [];
        var error = await Record.ExceptionAsync(() => Guard.Within(ReadAsync()));
        return new Outcome(texts, error);

        async Task ReadAsync()
        {
            if (!streamed)
            {
                texts.Add(await client.AskAsync(Prompt, options, token));
                return;
            }

            await foreach (var text in client.StreamAsync(Prompt, options, token))
            {
                texts.Add(text);
            }
        }
    }

    /// <summary>The failure says what it is, where and of what, how often it was tried, and nothing that must not be told.</summary>
    public static LlmException Check(this Outcome outcome, string word, string root, int attempts = 1)
    {
        Assert.Equal(word, outcome.Word);
        var failure = outcome.Failure;
        Assert.Equal((attempts, "m"), (failure.Attempts, failure.Model));
        Assert.StartsWith(root.TrimEnd('/'), failure.Endpoint?.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    /// <summary>Answers "hello" in the form that was asked for.</summary>
    public static Task AnswerAsync(this ScriptedConnection connection, Client client) => connection.IsStreamed()
        ? connection.RespondChunksAsync(client.StreamType(), [client.Stream("hello").Utf8()])
        : connection.RespondJsonAsync(client.Whole("hello"));

    public static bool IsStreamed(this ScriptedConnection connection) => connection.Request.Header("Accept") is V1.EventStream or "application/x-ndjson";

    /// <summary>An address where nothing listens; the port stays taken as long as the socket lives.</summary>
    public static string DeadAddress(out Socket taken)
    {
        taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://{taken.LocalEndPoint}";
    }
}
