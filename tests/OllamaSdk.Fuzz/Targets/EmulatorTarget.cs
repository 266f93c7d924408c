using System.Text;
using System.Text.Json;
using OllamaSdk.Fuzz.Engine;
using OllamaSdk.Testing;

namespace OllamaSdk.Fuzz.Targets;

/// <summary>Requests to the emulator. The first line of an input is method and path, the lines up to a blank one are headers, the rest is the body.</summary>
internal sealed class EmulatorTarget() : FuzzTarget("emulator", 100_000)
{
    private const int MaxAnswer = 64 * 1024 * 1024;

    private static readonly string[] s_paths =
    [
        "/", "/api/version", "/api/status", "/api/chat", "/api/generate", "/api/embed", "/api/embeddings", "/api/tags", "/api/ps", "/api/show", "/api/copy", "/api/delete", "/api/pull", "/api/push", "/api/create",
        "/api/blobs/sha256:49a8e1555bc1e02e63c8abf06d27b6985e5d378457bd428e42a9795dbda2b43b", "/api/me", "/api/signout", "/api/web_search", "/api/experimental/web_fetch", "/v1/chat/completions", "/v1/completions", "/v1/embeddings",
        "/v1/models", "/v1/models/demo", "/v1/responses", "/v1/responses/compact", "/v1/audio/speech", "/v1/audio/transcriptions", "/v1/systemone", "/api/usage", "/api/balance",
    ];

    public override string Checks => "Any request: an answer with a status, a 500 only in Ollama's own words, JSON and lines of JSON that parse, an end; never an exception";

    public override int MaxLength => 1500;

    public override IEnumerable<string> Words =>
    [
        "\"demo\"", "\"demo-embed\"", "\"demo-decide\"", "\"model\":\"demo\",", "\"stream\":true,", "\"stream\":false,", "\"format\":\"json\",", "\"format\":{\"type\":\"object\"},", "\"options\":{\"num_ctx\":1},", "\"num_predict\":3,", "\"keep_alive\":0,", "\"think\":true,",
        "\"think\":\"high\",", "\"logprobs\":true,\"top_logprobs\":3,", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{}}}],", "\"images\":[\"AA==\"],", "\"truncate\":false,", "\"dimensions\":1,", "\"suffix\":\"x\",", "\"raw\":true,",
        "\"template\":\"{{ .Prompt }}\",", "\"system\":\"x\",", "\"input\":\"x\",", "\"input\":[\"a\",\"b\"],", "\"n\":2,", "\"max_tokens\":1,", "\"reasoning_effort\":\"high\",", "\"encoding_format\":\"base64\",", "\"questions\":[{\"kind\":\"yes_no\",\"text\":\"x\"}],",
        .. s_paths,
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        foreach (var path in s_paths)
        {
            yield return Encoding.UTF8.GetBytes($"GET {path}\n\n");
            yield return Encoding.UTF8.GetBytes($"HEAD {path}\n\n");
            yield return Encoding.UTF8.GetBytes($$"""POST {{path}}{{"\n\n"}}{"model":"demo","messages":[{"role":"user","content":"hi"}],"prompt":"hi","input":"hi","name":"demo","from":"demo","source":"demo","destination":"x"}""");
        }

        foreach (var stub in Targets.Seeds.Stubs)
        {
            yield return [.. Encoding.UTF8.GetBytes($"{stub.Method} {stub.Path}\n\n"), .. stub.Request];
        }
    }

    public override void Run(ReadOnlyMemory<byte> input)
    {
        using var request = Read(input.Span);
        if (request is null)
        {
            return;
        }

        // Of its own: what one request does must not show in the next.
        using var emulator = new OllamaEmulator();
        using var client = new HttpMessageInvoker(emulator);
        using var answer = Done(client.SendAsync(request, CancellationToken.None));
        var status = (int)answer.StatusCode;
        var body = Done(answer.Content.ReadAsByteArrayAsync());
        // Ollama has refusals of its own that are a 500; each has words.
        if (status is < 200 or >= 600 || (status >= 500 && request.Method != HttpMethod.Head && body.AsSpan().IndexOf("error"u8) < 0))
        {
            throw new BrokenRuleException($"The status is {status}: {request.Method} {request.RequestUri}");
        }

        CheckBody(answer.Content.Headers.ContentType?.MediaType, body, request.Method == HttpMethod.Head);
    }

    private static void CheckBody(string? type, byte[] body, bool isHead)
    {
        if (body.Length > MaxAnswer)
        {
            throw new BrokenRuleException($"An answer is too long: {body.Length} bytes");
        }

        if (type == "application/json" && !isHead)
        {
            Parse(body);
        }

        if (type == "application/x-ndjson")
        {
            foreach (var line in Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                Parse(Encoding.UTF8.GetBytes(line));
            }
        }
    }

    private static void Parse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 2000 });
        }
        catch (JsonException e)
        {
            throw new BrokenRuleException($"An answer is no JSON: {Encoding.UTF8.GetString(json)}", e);
        }
    }

    private static HttpRequestMessage? Read(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf((byte)'\n');
        var line = Encoding.Latin1.GetString(end < 0 ? input : input[..end]);
        var rest = end < 0 ? default : input[(end + 1)..];
        if (line.Split(' ', 2) is not [var method, var path] || method.Length == 0 || !method.All(char.IsAsciiLetterUpper) || !path.StartsWith('/')
            || !Uri.TryCreate("http://127.0.0.1:11434" + path, UriKind.Absolute, out var target) || target.Authority != "127.0.0.1:11434")
        {
            return null;
        }

        var request = new HttpRequestMessage(new HttpMethod(method), target);
        var headers = new List<(string Name, string Value)>();
        while (rest.IndexOf((byte)'\n') is var at and > 0)
        {
            var header = Encoding.Latin1.GetString(rest[..at]);
            rest = rest[(at + 1)..];
            if (header.Split(':', 2) is [var name, var value])
            {
                headers.Add((name, value.Trim()));
            }
        }

        rest = rest.StartsWith("\n"u8) ? rest[1..] : rest;
        request.Content = rest.Length > 0 ? new ByteArrayContent(rest.ToArray()) : null;
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    // Its streams wait for nothing, but go through the thread pool now and then.
    private static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
