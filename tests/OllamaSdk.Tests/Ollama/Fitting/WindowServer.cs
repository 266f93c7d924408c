using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace OllamaSdk.Tests.Fitting;

/// <summary>
/// A server with one model, of which each character is a token. It has a window, cuts what is longer unless it must not, and loads the model anew for
/// another window or another way of shifting.
/// </summary>
internal sealed class WindowServer : HttpMessageHandler
{
    /// <summary>The model's own limit; 0 where the server does not say.</summary>
    public int Longest { get; init; } = 65_536;

    /// <summary>The num_ctx of the Modelfile.</summary>
    public int? Own { get; init; }

    /// <summary>What is loaded; 0 where nothing is.</summary>
    public int Loaded { get; set; }

    /// <summary>The largest window that memory holds.</summary>
    public int Memory { get; init; } = int.MaxValue;

    /// <summary>How many tokens each character is.</summary>
    public int Density { get; init; } = 1;

    public bool IsRemote { get; init; }

    public int Loads { get; private set; }

    // The guard asks behind the answers.
    public ConcurrentQueue<(string Path, JsonElement Json)> Requests { get; } = [];

    public IReadOnlyList<JsonElement> Sent => [.. Requests.Where(request => request.Path is "/api/chat" or "/api/generate" or "/api/embed").Select(request => request.Json)];

    /// <summary>The lengths that were asked for; 0 where none was.</summary>
    public IReadOnlyList<int> Asked => [.. Sent.Select(request => request.TryGetProperty("options", out var options) && options.TryGetProperty("num_ctx", out var length) ? length.GetInt32() : 0)];

    public int CountOf(string path) => Requests.Count(request => request.Path == path);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        using var body = JsonDocument.Parse(request.Method == HttpMethod.Get ? "{}"u8.ToArray() : await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        var json = body.RootElement.Clone();
        Requests.Enqueue((path, json));
        return path switch
        {
            "/api/show" => Answer($$"""{"parameters":"{{(Own is null ? "" : $"num_ctx {Own}")}}","model_info":{"general.architecture":"a"{{(Longest > 0 ? $",\"a.context_length\":{Longest}" : "")}}}{{(IsRemote ? ",\"remote_model\":\"m\"" : "")}}}"""),
            "/api/ps" => Answer($$"""{"models":[{{(Loaded > 0 ? $$"""{"name":"m:latest","model":"m:latest","context_length":{{Loaded}}}""" : "")}}]}"""),
            _ => Run(path, json),
        };
    }

    private static HttpResponseMessage Answer(string json, HttpStatusCode status = HttpStatusCode.OK, string type = "application/json") =>
        StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(json)), status, type);

    private static bool Is(JsonElement json, string name) => !json.TryGetProperty(name, out var value) || value.GetBoolean();

    private static int Characters(JsonElement json) => json.TryGetProperty("messages", out var messages)
        ? messages.EnumerateArray().Sum(message => message.GetProperty("content").GetString()!.Length)
        : json.TryGetProperty("input", out var input)
            ? input.ValueKind == JsonValueKind.String ? input.GetString()!.Length : input.EnumerateArray().Max(text => text.GetString()!.Length)
            : json.TryGetProperty("prompt", out var prompt) ? prompt.GetString()!.Length : 0;

    private HttpResponseMessage Run(string path, JsonElement json)
    {
        var window = json.TryGetProperty("options", out var options) && options.TryGetProperty("num_ctx", out var length) ? length.GetInt32() : Loaded > 0 ? Loaded : 4096;
        window = Math.Min(window, Longest > 0 ? Longest : int.MaxValue);
        if (window > Memory)
        {
            return Answer("""{"error":"llama-server reported out-of-memory during startup: x"}""", HttpStatusCode.InternalServerError);
        }

        Loads += window == Loaded ? 0 : 1;
        Loaded = window;
        var tokens = Characters(json) * Density;
        if (tokens > window && !Is(json, "truncate"))
        {
            var inner = $$$"""{"error":{"code":400,"message":"request ({{{tokens}}} tokens) exceeds the available context size ({{{window}}} tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":{{{tokens}}},"n_ctx":{{{window}}}}}""";
            return Answer(path == "/api/embed" ? """{"error":"the input length exceeds the context length"}""" : $$"""{"error":{{V1.Quote(inner)}}}""", HttpStatusCode.BadRequest);
        }

        var counted = Math.Min(tokens, window);
        return path switch
        {
            "/api/embed" => Answer($$"""{"model":"m","embeddings":[{{(json.GetProperty("input").ValueKind == JsonValueKind.Array ? string.Join(',', json.GetProperty("input").EnumerateArray().Select(_ => "[1]")) : "[1]")}}],"prompt_eval_count":{{counted}}}"""),
            "/api/generate" => Answer($$"""{"model":"m","response":"a","done":true,"done_reason":"stop","prompt_eval_count":{{counted}},"eval_count":1}""" + "\n", type: "application/x-ndjson"),
            _ => Answer($$"""{"model":"m","message":{"role":"assistant","content":"a"},"done":true,"done_reason":"stop","prompt_eval_count":{{counted}},"eval_count":1}""" + "\n", type: "application/x-ndjson"),
        };
    }
}
