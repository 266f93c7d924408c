using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Llm;

/// <summary>Clients and answers that these tests make alike.</summary>
internal static class LlmServers
{
    public const string Answer = """{"model":"m","message":{"role":"assistant","content":"hello"},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2}""";

    private static readonly ConcurrentBag<Socket> s_taken = [];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static LlmTarget Native(this ScriptedServer server, string? model = "m") => new(LlmProviders.Ollama, model, server.Url.ToString());

    public static LlmTarget V1(this ScriptedServer server, LlmProvider provider, string? model = "m") => new(provider, model, $"{server.Url}v1");

    /// <summary>An address where nothing listens. The port stays taken, so that no other test's server comes to be there.</summary>
    public static LlmTarget Dead(string model = "m", LlmProvider? provider = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        s_taken.Add(socket);
        return new LlmTarget(provider ?? LlmProviders.Ollama, model, $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    public static LlmClientOptions Options(params LlmTarget[] targets)
    {
        var options = new LlmClientOptions { ReadVariable = static _ => null, Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } };
        foreach (var target in targets)
        {
            options.Targets.Add(target);
        }

        return options;
    }

    public static LlmClientOptions With(this LlmClientOptions options, Action<LlmClientOptions> change)
    {
        change(options);
        return options;
    }

    public static LlmClient ClientOf(params LlmTarget[] targets) => new(Options(targets));

    public static Task RespondAsync(this ScriptedConnection connection) => connection.RespondJsonAsync(Answer);

    public static Func<ScriptedConnection, Task> Refuses(int status, string error = "no") =>
        connection => connection.RespondJsonAsync($$"""{"error":"{{error}}"}""", status);

    public static string Text(this IEnumerable<LlmUpdate> updates) => string.Concat(updates.Select(update => update.ContentDelta));
}
