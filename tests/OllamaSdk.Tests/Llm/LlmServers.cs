using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Llm;

/// <summary>Clients and answers that these tests make alike.</summary>
internal static class LlmServers
{
    public const string Answer = """{"model":"m","message":{"role":"assistant","content":"hello"},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":2}""";

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static LlmTarget Native(this ScriptedServer server, string? model = "m") => new(LlmProviders.Ollama, model, server.Url.ToString());

    public static LlmTarget V1(this ScriptedServer server, LlmProvider provider, string? model = "m") => new(provider, model, $"{server.Url}v1");

    /// <summary>An address where nothing listens.</summary>
    public static LlmTarget Dead(string model = "m", LlmProvider? provider = null)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new LlmTarget(provider ?? LlmProviders.Ollama, model, $"http://127.0.0.1:{port}");
    }

    public static LlmClientOptions Options(params LlmTarget[] targets)
    {
        var options = new LlmClientOptions { Variables = static _ => null, Retry = { BaseDelay = TimeSpan.FromMilliseconds(1) } };
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
