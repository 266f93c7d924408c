using System.Diagnostics;
using System.Net;
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
        Console.Error.Write(string.Concat(Enumerable.Repeat("a line of log\n", behaviour.LogBytes / "a line of log\n".Length)));
        if (behaviour.ExitCode is { } code && start <= behaviour.Exits)
        {
            return code;
        }

        await Task.Delay(behaviour.NeverReady ? Timeout.Infinite : behaviour.ReadyAfterMs);
        using var listener = new HttpListener { Prefixes = { $"http://{behaviour.Address}/" } };
        listener.Start();
        while (true)
        {
            _ = AnswerAsync(await listener.GetContextAsync(), behaviour.Kind);
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

    private static async Task AnswerAsync(HttpListenerContext context, ServerKind kind)
    {
        var (status, body) = (context.Request.Url!.AbsolutePath, kind) switch
        {
            ("/api/version", ServerKind.Ollama) => (200, """{"version":"0.0.0-stand-in"}"""),
            ("/api/chat", ServerKind.Ollama) => (200, """{"model":"m","message":{"role":"assistant","content":"a"},"done":false}""" + "\n"),
            ("/health", ServerKind.LlamaCpp) => (200, """{"status":"ok"}"""),
            ("/props", ServerKind.LlamaCpp) => (200, """{"build_info":"b0-stand-in"}"""),
            ("/lmstudio-greeting", ServerKind.LmStudio) => (200, """{"lmstudio":true}"""),
            _ => (404, """{"error":"not found"}"""),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        await context.Response.OutputStream.FlushAsync();
        // An answer that never ends, so that the server can die in the middle of it.
        await Task.Delay(context.Request.Url.AbsolutePath == "/api/chat" ? Timeout.Infinite : 0);
        context.Response.Close();
    }
}
