using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace OllamaSdk.StandInServer;

/// <summary>The server: what it does before it listens, and what it answers.</summary>
internal static class Server
{
    public static async Task<int> RunAsync(Behaviour behaviour)
    {
        using var term = behaviour.IgnoresTerm ? PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true) : null;
        var start = Record(behaviour, behaviour.HasChild ? Linger.Start() : null);
        Console.Error.WriteLine(behaviour.Text ?? "The stand-in starts.");
        (behaviour.LogsToOutput ? Console.Out : Console.Error).Write(string.Concat(Enumerable.Repeat("a line of log\n", behaviour.LogBytes / "a line of log\n".Length)));
        if (behaviour.ExitCode is { } code && start <= behaviour.Exits)
        {
            return code;
        }

        await Task.Delay(behaviour.NeverReady ? Timeout.Infinite : behaviour.ReadyAfterMs);
        // No HttpListener: it takes a connection that comes early before it is itself complete, and falls over.
        using var listener = new TcpListener(IPEndPoint.Parse(behaviour.Address));
        listener.Start();
        while (true)
        {
            _ = AnswerAsync(await listener.AcceptTcpClientAsync(), behaviour.Kind);
        }
    }

    /// <returns>Which start this is, by the journal.</returns>
    private static int Record(Behaviour behaviour, Process? child)
    {
        if (behaviour.Journal is not { } journal)
        {
            return 1;
        }

        File.AppendAllText(journal, $"{Environment.ProcessId} {child?.Id}\n");
        return File.ReadAllLines(journal).Length;
    }

    private static async Task AnswerAsync(TcpClient client, ServerKind kind)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream());
        if (await reader.ReadLineAsync() is not { } request)
        {
            return;
        }

        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var path = request.Split(' ')[1];
        var (status, body) = (path, kind) switch
        {
            ("/api/version", ServerKind.Ollama) => (200, """{"version":"0.0.0-stand-in"}"""),
            ("/v1/chat/completions", ServerKind.Ollama) => (200, """data: {"id":"c","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""" + "\n\n"),
            ("/api/chat", ServerKind.Ollama) => (200, """{"model":"m","message":{"role":"assistant","content":"a"},"done":false}""" + "\n"),
            ("/health", ServerKind.LlamaCpp or ServerKind.Mlx) => (200, """{"status":"ok"}"""),
            ("/v1/models", ServerKind.Mlx) => (200, """{"object":"list","data":[]}"""),
            ("/props", ServerKind.LlamaCpp) => (200, """{"build_info":"b0-stand-in"}"""),
            ("/lmstudio-greeting", ServerKind.LmStudio) => (200, """{"lmstudio":true}"""),
            _ => (404, """{"error":"not found"}"""),
        };
        // A chat never ends, so that the server can die in the middle of it: more is promised than comes.
        var isEndless = path is "/api/chat" or "/v1/chat/completions";
        var length = body.Length + (isEndless ? 1 : 0);
        var answer = $"HTTP/1.1 {status} -\r\nServer: {(kind == ServerKind.Mlx ? "BaseHTTP/0.6" : "stand-in")}\r\nContent-Type: {(path == "/v1/chat/completions" ? "text/event-stream" : "application/json")}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        await Task.Delay(isEndless ? Timeout.Infinite : 0);
    }
}
