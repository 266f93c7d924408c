using System.Text;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Security;

/// <summary>Which client is asked, and by which API it asks.</summary>
public enum AskedBy
{
    Native,
    V1,
    LlmNative,
    LlmV1,
}

/// <summary>One way on which a caller's secret comes to a client or a call, and the header in which it goes out.</summary>
internal sealed record SecretWay(string Name, string Header, string Value, Action<SecretWay.Call> Put)
{
    public const string Key = "c4nary-987654";

    private static readonly string s_basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"somebody:{Key}"))}";

    public static IReadOnlyList<SecretWay> All { get; } =
    [
        new("the key", "Authorization", $"Bearer {Key}", call => call.ApiKey = Key),
        new("the password of the address", "Authorization", s_basic, call => call.UserInfo = $"somebody:{Key}@"),
        new("a token as the name in the address", "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Key}:"))}", call => call.UserInfo = $"{Key}@"),
        .. Headers("of the client", (call, name, value) => call.Headers[name] = value),
        .. Headers("of the call", (call, name, value) => call.Options.Headers[name] = value),
        .. Headers("of the HttpClient", (call, name, value) => call.Http.DefaultRequestHeaders.TryAddWithoutValidation(name, value)),
        .. Headers("of the HttpClient, set later", (call, name, value) =>
        {
            var http = call.Http;
            call.Later = () => http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }),
    ];

    public static SecretWay Of(string name) => All.Single(way => way.Name == name);

    private static IEnumerable<SecretWay> Headers(string whose, Action<Call, string, string> put) =>
        new[] { ("Authorization", $"Bearer {Key}"), ("Authorization", s_basic), ("X-Api-Key", Key), ("Cookie", $"sid={Key}"), ("X-Upstream", $"Bearer {Key}") }
            .Select(header => new SecretWay($"{header.Item1}: {header.Item2.Split(' ')[0]} {whose}", header.Item1, header.Item2, call => put(call, header.Item1, header.Item2)));

    /// <summary>A client to be made and called, with a secret somewhere in its settings.</summary>
    internal sealed class Call(AskedBy by, string scheme, string host, HttpMessageHandler handler) : IDisposable
    {
        private HttpClient? _http;

        public string? ApiKey { get; set; }

        public string UserInfo { get; set; } = "";

        public string Model { get; set; } = "m";

        public Dictionary<string, string> Headers { get; } = [];

        public CallOptions Options { get; } = new() { MaxRetries = 0 };

        /// <summary>The client that sends; where it is not asked for, the handler is the SDK's own innermost one.</summary>
        public HttpClient Http => _http ??= new HttpClient(handler, disposeHandler: false);

        /// <summary>Done when the client has been made.</summary>
        public Action Later { get; set; } = static () => { };

        private string Endpoint => $"{scheme}://{UserInfo}{host}";

        public void Dispose() => _http?.Dispose();

        /// <summary>Asks for an answer, or for a stream.</summary>
        public async Task AskAsync(bool streamed, bool allowed = false)
        {
            switch (by)
            {
                case AskedBy.Native:
                    var native = Fill(new OllamaClientOptions { Endpoint = Endpoint, ApiKey = ApiKey, DefaultModel = Model }, Headers, allowed);
                    await using (var client = _http is null ? new OllamaClient(native) : new OllamaClient(_http, native))
                    {
                        Later();
                        await (streamed ? client.ChatStreamAsync("hi", null, Options, TestClient.Ct).ToListAsync() : (Task)client.ChatAsync("hi", null, Options, TestClient.Ct));
                    }

                    break;
                case AskedBy.V1:
                    var v1 = Fill(new OpenAICompatibleClientOptions { Endpoint = Endpoint, ApiKey = ApiKey, DefaultModel = Model }, Headers, allowed);
                    await using (var client = _http is null ? new OpenAICompatibleClient(v1) : new OpenAICompatibleClient(_http, v1))
                    {
                        Later();
                        await (streamed ? client.ChatStreamAsync("hi", null, Options, TestClient.Ct).ToListAsync() : (Task)client.ChatAsync("hi", null, Options, TestClient.Ct));
                    }

                    break;
                default:
                    var target = new LlmTarget(by == AskedBy.LlmNative ? LlmProviders.Ollama : LlmProviders.OpenAICompatible, Model, Endpoint) { ApiKey = ApiKey };
                    foreach (var (name, value) in Headers)
                    {
                        target.Headers[name] = value;
                    }

                    var many = Fill(new LlmClientOptions { ReadVariable = static _ => null, Targets = { target } }, [], allowed);
                    await using (var client = _http is null ? new LlmClient(many) : new LlmClient(_http, many))
                    {
                        Later();
                        var request = new LlmRequest("hi") { Call = Options };
                        await (streamed ? client.ChatStreamAsync(request, TestClient.Ct).ToListAsync() : (Task)client.ChatAsync(request, TestClient.Ct));
                    }

                    break;
            }
        }

        private T Fill<T>(T options, Dictionary<string, string> headers, bool allowed)
            where T : LlmConnectionOptions
        {
            options.AllowApiKeyOverHttp = allowed;
            options.Handler = handler;
            foreach (var (name, value) in headers)
            {
                options.Headers[name] = value;
            }

            return options;
        }
    }
}
