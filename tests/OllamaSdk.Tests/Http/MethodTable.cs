using OllamaSdk.OpenAI;
using static OllamaSdk.Tests.Http.MethodRow;

namespace OllamaSdk.Tests.Http;

/// <summary>Every method of every interface. The bodies are bytes that a server has seen so far; they change with the description only.</summary>
internal static class MethodTable
{
    private const string Digest = "sha256:0123abcd";

    public static IReadOnlyList<MethodRow> Rows { get; } = [.. Server(), .. Generation(), .. Embeddings(), .. Models(), .. BlobsAndAccount(), .. Web(), .. OpenAI()];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    public static MethodRow Row(string name) => Rows.Single(row => row.Name == name);

    private static MethodRow[] Server() =>
    [
        Native<IOllamaServerApi>("HEAD /", null, api => api.PingAsync()),
        Native<IOllamaServerApi>("GET /api/version", null, api => api.GetVersionAsync()),
        Native<IOllamaServerApi>("GET /api/status", null, api => api.GetStatusAsync()),
        Native<IOllamaServerApi>("GET /api/experimental/model-recommendations", null, api => api.ListModelRecommendationsAsync()),
    ];

    private static MethodRow[] Generation() =>
    [
        Native<IOllamaGenerationApi>("POST /api/chat", """{"model":"m","messages":[{"role":"user","content":"Grüße <b>&'"}],"stream":false}""",
            api => api.ChatAsync(new() { Model = "m", Messages = [OllamaChatMessage.User("Grüße <b>&'")], Stream = false })),
        Native<IOllamaGenerationApi>("POST /api/chat", """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,"think":true}""",
            api => api.ChatStreamAsync(new() { Model = "m", Messages = [OllamaChatMessage.User("hi")], Stream = true, Think = true })),
        Native<IOllamaGenerationApi>("POST /api/generate", """{"model":"m","prompt":"hi","stream":false,"keep_alive":300}""",
            api => api.GenerateAsync(new() { Model = "m", Prompt = "hi", Stream = false, KeepAlive = TimeSpan.FromMinutes(5) })),
        Native<IOllamaGenerationApi>("POST /api/generate", """{"model":"m","prompt":"hi","options":{"temperature":0}}""",
            api => api.GenerateStreamAsync(new() { Model = "m", Prompt = "hi", Options = new() { Temperature = 0 } })),
    ];

    private static MethodRow[] Embeddings() =>
    [
        Native<IOllamaEmbeddingsApi>("POST /api/embed", """{"model":"m","input":["a","b"],"truncate":false}""",
            api => api.EmbedAsync(new() { Model = "m", Input = (string[])["a", "b"], Truncate = false })),
#pragma warning disable CS0618 // Obsolete for users, but still sent.
        Native<IOllamaEmbeddingsApi>("POST /api/embeddings", """{"model":"m","prompt":"a"}""", api => api.LegacyEmbedAsync(new() { Model = "m", Prompt = "a" })),
#pragma warning restore CS0618
    ];

    private static MethodRow[] Models() =>
    [
        Native<IOllamaModelsApi>("GET /api/tags", null, api => api.ListModelsAsync()),
        Native<IOllamaModelsApi>("GET /api/ps", null, api => api.ListRunningModelsAsync()),
        Native<IOllamaModelsApi>("POST /api/show", """{"model":"m","verbose":true}""", api => api.ShowModelAsync(new() { Model = "m", Verbose = true })),
        Native<IOllamaModelsApi>("POST /api/create", """{"model":"n","stream":false,"from":"m"}""", api => api.CreateModelAsync(new() { Model = "n", From = "m", Stream = false })),
        Native<IOllamaModelsApi>("POST /api/create", """{"model":"n","from":"m"}""", api => api.CreateModelStreamAsync(new() { Model = "n", From = "m" })),
        Native<IOllamaModelsApi>("POST /api/copy", """{"source":"m","destination":"n"}""", api => api.CopyModelAsync(new() { Source = "m", Destination = "n" })),
        Native<IOllamaModelsApi>("DELETE /api/delete", """{"model":"m"}""", api => api.DeleteModelAsync(new() { Model = "m" })),
        Native<IOllamaModelsApi>("POST /api/pull", """{"model":"m","insecure":false}""", api => api.PullModelAsync(new() { Model = "m", Insecure = false })),
        Native<IOllamaModelsApi>("POST /api/pull", """{"model":"m","stream":true}""", api => api.PullModelStreamAsync(new() { Model = "m", Stream = true })),
        Native<IOllamaModelsApi>("POST /api/push", """{"model":"m","stream":false}""", api => api.PushModelAsync(new() { Model = "m", Stream = false })),
        Native<IOllamaModelsApi>("POST /api/push", """{"model":"m"}""", api => api.PushModelStreamAsync(new() { Model = "m" })),
    ];

    private static MethodRow[] BlobsAndAccount() =>
    [
        Native<IOllamaBlobsApi>($"HEAD /api/blobs/{Digest}", null, api => api.CheckBlobAsync(Digest)),
        Native<IOllamaBlobsApi>($"POST /api/blobs/{Digest}", "bytes", api => api.UploadBlobAsync(Digest, Bytes()), "application/octet-stream"),
        Native<IOllamaAccountApi>("POST /api/me", null, api => api.GetAccountAsync()),
        Native<IOllamaAccountApi>("GET /api/usage?range=24h&scope=team", null, api => api.GetUsageAsync("24h", "team")),
        Native<IOllamaAccountApi>("GET /api/balance", null, api => api.GetBalanceAsync()),
        Native<IOllamaDecisionsApi>("POST /v1/systemone", """{"model":"m","state":"s","questions":{"b":{"type":"noul","instructions":"q"},"a":{"type":"score","criteria":["x","y"]}}}""",
            api => api.SystemOneAsync(Decision())),
        Native<IOllamaAccountApi>("POST /api/signout", null, api => api.SignOutAsync()),
#pragma warning disable CS0618 // Obsolete for users, but still sent.
        Native<IOllamaAccountApi>("DELETE /api/user/keys/a%2Fb%3D%3D", null, api => api.SignOutKeyAsync("a/b==")),
#pragma warning restore CS0618
    ];

    private static MethodRow[] Web() =>
    [
        Native<IOllamaWebApi>("POST /api/web_search", """{"query":"q","max_results":2}""", api => api.WebSearchAsync(new() { Query = "q", MaxResults = 2 })),
        Native<IOllamaWebApi>("POST /api/web_fetch", """{"url":"u"}""", api => api.WebFetchAsync(new() { Url = "u" })),
        Native<IOllamaWebApi>("POST /api/experimental/web_search", """{"query":"q"}""", api => api.LocalWebSearchAsync(new() { Query = "q" })),
        Native<IOllamaWebApi>("POST /api/experimental/web_fetch", """{"url":"u"}""", api => api.LocalWebFetchAsync(new() { Url = "u" })),
    ];

    private static MethodRow[] OpenAI() =>
    [
        V1<IOpenAIChatApi>("POST /v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}],"seed":7}""",
            api => api.ChatAsync(new() { Model = "m", Messages = [ChatCompletionMessage.User("hi")], Seed = 7 })),
        V1<IOpenAIChatApi>("POST /v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true}""",
            api => api.ChatStreamAsync(new() { Model = "m", Messages = [ChatCompletionMessage.User("hi")], Stream = true })),
        V1<IOpenAICompletionsApi>("POST /v1/completions", """{"model":"m","prompt":"hi"}""", api => api.CompleteAsync(new() { Model = "m", Prompt = "hi" })),
        V1<IOpenAICompletionsApi>("POST /v1/completions", """{"model":"m","prompt":"hi","stream":true}""",
            api => api.CompleteStreamAsync(new() { Model = "m", Prompt = "hi", Stream = true })),
        V1<IOpenAIEmbeddingsApi>("POST /v1/embeddings", """{"model":"m","input":"a"}""", api => api.EmbedAsync(new() { Model = "m", Input = "a" })),
        V1<IOpenAIModelsApi>("GET /v1/models", null, api => api.ListModelsAsync()),
        V1<IOpenAIModelsApi>("GET /v1/models/org%2Fm:7b", null, api => api.GetModelAsync("org/m:7b")),
        V1<IOpenAIResponsesApi>("POST /v1/responses", """{"model":"m","input":"q"}""", api => api.RespondAsync(new() { Model = "m", Input = "q" })),
        V1<IOpenAIResponsesApi>("POST /v1/responses", """{"model":"m","input":"q","stream":true}""",
            api => api.RespondStreamAsync(new() { Model = "m", Input = "q", Stream = true })),
        V1<IOpenAIResponsesApi>("POST /v1/responses/compact", """{"model":"m","input":"q"}""", api => api.CompactAsync(new() { Model = "m", Input = "q" })),
        V1<IOpenAIDecisionsApi>("POST /v1/systemone", """{"model":"m","state":"s","questions":{"b":{"type":"noul","instructions":"q"},"a":{"type":"score","criteria":["x","y"]}}}""",
            api => api.SystemOneAsync(Decision())),
        V1<IOpenAIAudioApi>("POST /v1/audio/speech", """{"model":"m","input":"hi","voice":"Freya"}""", api => api.SpeakAsync(new() { Model = "m", Input = "hi", Voice = "Freya" })),
        V1<IOpenAIAudioApi>("POST /v1/audio/transcriptions",
            "--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=model\r\n\r\nm\r\n--b--\r\n",
            api => api.TranscribeAsync(Form()), "multipart/form-data; boundary=\"b\""),
    ];

    private static SystemOneRequest Decision() => new()
    {
        Model = "m",
        State = Tests.V1.Json("\"s\""),
        Questions = new Dictionary<string, SystemOneQuestion>
        {
            ["b"] = new() { Type = SystemOneType.Probability, Instructions = Tests.V1.Json("\"q\"") },
            ["a"] = new() { Type = SystemOneType.Score, Criteria = Tests.V1.Json("""["x","y"]""") },
        },
    };

    private static ByteArrayContent Bytes() => new("bytes"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } };

    private static MultipartFormDataContent Form() => new("b") { { new StringContent("m"), "model" } };
}
