using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using OllamaSdk.Tests;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>How many requests a server sees for a call that fails each time, beside what docs/errors.md promises.</summary>
internal static class RequestFigures
{
    private const int Rounds = 5;

    private enum Kind
    {
        Read,
        Generation,
        Change,
    }

    private static readonly (string Name, Kind Kind, Func<OllamaClient, OpenAICompatibleClient, FaultClient, Task> Send)[] s_calls =
    [
        ("GET /api/version", Kind.Read, (native, _, _) => native.GetVersionAsync()),
        ("GET /api/tags", Kind.Read, (native, _, _) => native.ListModelsAsync()),
        ("POST /api/embed", Kind.Read, (native, _, _) => native.EmbedAsync("hi")),
        ("GET /v1/models", Kind.Read, (_, v1, _) => v1.ListModelsAsync()),
        ("DELETE /api/delete", Kind.Change, (native, _, _) => native.DeleteModelAsync("m")),
        ("POST /api/copy", Kind.Change, (native, _, _) => native.CopyModelAsync("m", "n")),
        ("POST /api/chat", Kind.Generation, (native, _, _) => native.ChatAsync("hi")),
        ("POST /api/chat, streamed", Kind.Generation, (native, _, _) => native.ChatStreamAsync("hi").ToListAsync()),
        ("POST /v1/chat/completions, streamed", Kind.Generation, (_, v1, _) => v1.ChatStreamAsync("hi").ToListAsync()),
        ("`LlmClient`, chat", Kind.Generation, (_, _, llm) => llm.AskAsync()),
    ];

    private static readonly (string Name, Func<ScriptedConnection, Task> Script, Func<Kind, int, int> Expected)[] s_faults =
    [
        ("closed without a byte", connection => End(connection.Close), (kind, retries) => Transient(kind, retries)),
        ("reset before the headers", connection => End(connection.Reset), (kind, retries) => Transient(kind, retries)),
        ("garbage", async connection =>
        {
            await connection.SendAsync("SSH-2.0-OpenSSH_9.6\r\n\r\n");
            connection.Close();
        }, (kind, retries) => kind == Kind.Read ? Math.Min(1, retries) : 0),
        ("503", connection => connection.RespondJsonAsync("""{"error":"busy"}""", 503), (kind, retries) => Transient(kind, retries)),
        ("500", connection => connection.RespondJsonAsync("""{"error":"boom"}""", 500), (kind, retries) => kind == Kind.Read ? Math.Min(1, retries) : 0),
        ("400", connection => connection.RespondJsonAsync("""{"error":"bad"}""", 400), (_, _) => 0),
    ];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<string> wrong = [];
        var calls = 0;
        foreach (var (fault, script, expected) in s_faults)
        {
            foreach (var retries in (int[])[0, 1, 2, 5])
            {
                foreach (var (name, kind, send) in s_calls)
                {
                    for (var round = 0; round < Rounds; round++, calls++)
                    {
                        var seen = await CountAsync(script, retries, send);
                        if (seen != 1 + expected(kind, retries))
                        {
                            wrong.Add($"{name}, {fault}, {retries} retries: {seen} for {1 + expected(kind, retries)}");
                        }
                    }
                }
            }
        }

        wrong.Distinct().ToList().ForEach(Console.Error.WriteLine);
        return [new("calls whose requests at the server are not what the policy says", $"{s_calls.Length} calls × {s_faults.Length} faults × 4 policies", calls, $"{wrong.Count}", "0", wrong.Count == 0)];
    }

    private static async Task<int> CountAsync(Func<ScriptedConnection, Task> script, int retries, Func<OllamaClient, OpenAICompatibleClient, FaultClient, Task> send)
    {
        await using var server = new ScriptedServer(script);
        await using var native = server.Create(options => options.Retry.MaxRetries = retries);
        await using var v1 = server.CreateV1(options => options.Retry.MaxRetries = retries);
        await using var llm = new FaultClient(Client.Llm, server.Url.ToString(), options => options.Retry.MaxRetries = retries);
        try
        {
            await Guard.Within(send(native, v1, llm));
        }
        catch (LlmException)
        {
            return server.Requests.Count;
        }

        throw new InvalidOperationException("A call that always fails came to its end.");
    }

    private static int Transient(Kind kind, int retries) => kind switch
    {
        Kind.Read => retries,
        Kind.Generation => Math.Min(2, retries),
        _ => 0,
    };

    private static Task End(Action end)
    {
        end();
        return Task.CompletedTask;
    }
}
