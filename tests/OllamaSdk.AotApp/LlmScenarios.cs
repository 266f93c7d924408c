using System.Net;
using System.Net.Sockets;
using OllamaSdk.TestKit;

namespace OllamaSdk.AotApp;

/// <summary>One client over a server that is dead and one that answers, over real HTTP on loopback.</summary>
internal static class LlmScenarios
{
    private const string Part = """{"model":"tiny","message":{"role":"assistant","content":"grüße"},"done":false}""";
    private const string End = """{"model":"tiny","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":22,"eval_count":8,"eval_duration":4000000000}""";

    public static async Task FallbackAsync()
    {
        await using var live = new ScriptedServer(c => c.RespondJsonAsync(End.Replace("\"content\":\"\"", "\"content\":\"grüße\"", StringComparison.Ordinal)));
        var dead = DeadEndpoint();
        using var client = Create(dead, live);

        var answer = await client.ChatAsync(new LlmRequest("hello") { Temperature = 0, MaxTokens = 0 });

        Check(answer, dead, live);
        Checks.Same(
            """{"model":"tiny","messages":[{"role":"user","content":"hello"}],"options":{"num_predict":0,"temperature":0},"stream":false}""",
            live.Requests[0].Text, "the request");
    }

    public static async Task StreamedFallbackAsync()
    {
        await using var live = new ScriptedServer(c => c.RespondNdjsonAsync(Part, End));
        var dead = DeadEndpoint();
        using var client = Create(dead, live);

        var (text, answer) = ("", (LlmResponse?)null);
        await foreach (var update in client.ChatStreamAsync("hello"))
        {
            text += update.ContentDelta;
            answer = update.Response;
        }

        Checks.Same("grüße", text, "the text");
        Check(answer ?? throw new InvalidOperationException("The stream ended without an answer."), dead, live);
    }

    private static LlmClient Create(string dead, ScriptedServer live) => new(
        new LlmTarget(LlmProviders.LmStudio, "large", dead), new LlmTarget(LlmProviders.Ollama, "tiny", live.Url.ToString()));

    private static void Check(LlmResponse answer, string dead, ScriptedServer live)
    {
        Checks.Same("grüße", answer.Content, "the content");
        Checks.Same("ollama", answer.Provider, "the provider");
        Checks.Same(live.Url, answer.Endpoint, "the address that answered");
        Checks.Same("tiny", answer.Model, "the model");
        Checks.Same("stop", answer.FinishReason, "the reason of the end");
        Checks.Same(new LlmUsage(22, 8, 30, null), answer.Usage, "the usage");
        Checks.Same(2.0, answer.TokensPerSecond, "the tokens per second");
        Checks.Same(true, answer.UsedFallback, "that another server than the first one answered");
        Checks.Same(0, answer.RetryCount, "the number of retries");
        Checks.Same(1, answer.Failures.Count, "the number of failures");
        Checks.Same(("lmstudio", "large", new Uri(dead)), (answer.Failures[0].Provider, answer.Failures[0].Model, answer.Failures[0].Endpoint), "the server that failed");
        Checks.Same(ConnectionPhase.Connect, (answer.Failures[0].Error as LlmConnectionException)?.Phase, "how it failed");
        Checks.Same(1, live.Requests.Count, "the number of requests");
    }

    private static string DeadEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1";
    }
}
