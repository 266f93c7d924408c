using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Security;

/// <summary>
/// A secret, wherever the caller keeps it, is seen nowhere when a server sends it back: in every way to write it, in every way to fail, by every client.
/// </summary>
public sealed class EchoedSecretTests
{
    private static readonly Dictionary<string, Func<string, HttpResponseMessage>> s_answers = new()
    {
        ["a refusal"] = echo => Json($$"""{"error":"Incorrect API key provided: {{echo}}."}""", HttpStatusCode.Unauthorized),
        ["a refusal in an object"] = echo => Json($$$"""{"error":{"message":"bad {{{echo}}}","code":"{{{echo}}}"}}""", HttpStatusCode.BadRequest),
        ["a place to sign in"] = echo => Json($$"""{"error":"unauthorized","signin_url":"https://example.com/?key={{echo}}"}""", HttpStatusCode.Unauthorized),
        ["a busy server"] = echo => Json($$"""{"error":"busy Bearer {{echo}}"}""", HttpStatusCode.ServiceUnavailable),
        ["a web page"] = echo => Text($"<html><title>No {echo}</title></html>", "text/html", HttpStatusCode.BadGateway),
        ["plain text that is cut off"] = echo => Text($"{new string('x', 64 * 1024 - 9)}{echo}", "text/plain", HttpStatusCode.Forbidden),
        ["plain text whose excerpt is cut off"] = echo => Text($"{new string('x', 4 * 1024 - 9)}{echo} and more", "text/plain", HttpStatusCode.Forbidden),
        ["a header"] = echo => WithHeaders(Json("""{"error":"no"}""", HttpStatusCode.Unauthorized), echo),
        ["a header of a good answer"] = echo => WithHeaders(Text("oops", "application/x-oops", HttpStatusCode.OK), echo),
        ["an error inside a good answer"] = echo => Text($$"""{"error":"no {{echo}}"}""" + "\n", "application/json", HttpStatusCode.OK),
        ["an error event"] = echo => Text($$$"""data: {"error":{"message":"no {{{echo}}}"}}""" + "\n\n", V1.EventStream, HttpStatusCode.OK),
        ["a malformed answer"] = echo => Text($$"""{"oops {{echo}}""" + "\n", "application/json", HttpStatusCode.OK),
        ["a malformed literal"] = echo => Text($$"""{"a":t{{echo}}}""" + "\n", "application/json", HttpStatusCode.OK),
        ["a wrong type"] = echo => Text($$$"""{"{{{echo}}}":[{"{{{echo}}}":oops}],"done":5}""" + "\n", "application/json", HttpStatusCode.OK),
        ["a malformed event"] = echo => Text($"data: \"{echo}\"\n\n", V1.EventStream, HttpStatusCode.OK),
        ["a foreign kind of body"] = echo => Text("[1]", $"text/x; of=\"{echo}\"", HttpStatusCode.OK),
        ["a broken head"] = echo => throw new HttpRequestException(HttpRequestError.InvalidResponse, $"Received an invalid status line: '{echo}'."),
        ["a broken connection"] = echo => throw new HttpRequestException(HttpRequestError.Unknown, "failed", new IOException($"Received an invalid header line: '{echo}'.")),
        ["a broken body"] = echo => new HttpResponseMessage { Content = new StreamContent(new BreakingStream($"Received chunk header length could not be parsed: '{echo}'.")) },
    };

    public static TheoryData<string> Answers => [.. s_answers.Keys];

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task K06_of_Ollamas_client(string answer)
    {
        foreach (var (place, echo) in Places(place => place != "the environment"))
        {
            await CheckAsync(place, echo, answer, setup =>
            {
                var options = new OllamaClientOptions();
                var settings = setup(options);
                (options.ApiKey, options.Endpoint) = (settings.ApiKey, $"http://{settings.UserInfo}127.0.0.1:9");
                var client = new OllamaClient(options);
                var request = new OllamaChatRequest { Model = settings.Model, Messages = [OllamaChatMessage.User("hi")] };
                return (client,
                [
                    () => client.ChatAsync(request, settings.Call, TestClient.Ct),
                    () => client.ChatStreamAsync(request, settings.Call, TestClient.Ct).ToListAsync(),
                    () => client.DeleteModelAsync(settings.Model, settings.Call, TestClient.Ct),
                ]);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task K06_of_the_compatible_client(string answer)
    {
        foreach (var (place, echo) in Places(place => place != "the environment"))
        {
            await CheckAsync(place, echo, answer, setup =>
            {
                var options = new OpenAICompatibleClientOptions { SkipMalformedEvents = true };
                var settings = setup(options);
                (options.ApiKey, options.Endpoint) = (settings.ApiKey, $"http://{settings.UserInfo}127.0.0.1:9/v1");
                var client = new OpenAICompatibleClient(options);
                var request = new ChatCompletionRequest { Model = settings.Model, Messages = [ChatCompletionMessage.User("hi")] };
                return (client,
                [
                    () => client.ChatAsync(request, settings.Call, TestClient.Ct),
                    () => client.ChatStreamAsync(request, settings.Call, TestClient.Ct).ToListAsync(),
                    () => client.EmbedAsync("hi", settings.Model, settings.Call, TestClient.Ct),
                ]);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task K06_of_the_client_of_many_servers(string answer)
    {
        foreach (var (place, echo) in Places(static _ => true))
        {
            await CheckAsync(place, echo, answer, setup =>
            {
                var options = new LlmClientOptions();
                var settings = setup(options);
                options.ReadVariable = name => name == "LMSTUDIO_API_KEY" ? settings.Variable : null;
                options.Targets.Add(new LlmTarget(LlmProviders.Ollama, settings.Model, $"http://{settings.UserInfo}127.0.0.1:9") { ApiKey = settings.ApiKey });
                options.Targets.Add(new LlmTarget(LlmProviders.LmStudio, settings.Model, settings.Variable is null ? $"http://{settings.UserInfo}127.0.0.1:9/v1" : null) { ApiKey = settings.ApiKey });
                if (settings.Variable is not null)
                {
                    options.Targets.RemoveAt(0);
                }

                var client = new LlmClient(options);
                var request = new LlmRequest { Messages = [LlmMessage.User("hi")], Call = settings.Call };
                return (client, [() => client.ChatAsync(request, TestClient.Ct), () => client.ChatStreamAsync(request, TestClient.Ct).ToListAsync()]);
            });
        }
    }

    private static IEnumerable<(SecretPlace Place, string Echo)> Places(Func<string, bool> which) =>
        SecretPlace.All.Where(place => which(place.Name)).SelectMany(place => SecretPlace.Echoes.Keys.Select(echo => (place, echo)));

    private static async Task CheckAsync(
        SecretPlace place, string echo, string answer, Func<Func<LlmConnectionOptions, SecretPlace.Settings>, (IDisposable Client, Func<Task>[] Calls)> create)
    {
        var logs = new CapturingLogs();
        SecretPlace.Settings settings = null!;
        using var server = new StubHandler((_, _) => Task.FromResult(s_answers[answer](SecretPlace.Echoes[echo](SecretPlace.Key))));
        using var handler = new Adding(server);
        var (client, calls) = create(options =>
        {
            settings = new SecretPlace.Settings(options);
            place.Put(settings);
            handler.Authorization = settings.Added;
            (options.Handler, options.LoggerFactory, options.Retry.BaseDelay) = (handler, logs, TimeSpan.FromTicks(1));
            return settings;
        });

        using (client)
        {
            foreach (var call in calls)
            {
                var error = await Record.ExceptionAsync(call);
                // Whether the server's words are an answer is another question: deleting a model needs none.
                Assert.True(error is null or LlmException, $"{place}, {echo}: {error}");
                foreach (var text in error is null ? [] : SeenOf(error).Concat(logs.Lines))
                {
                    foreach (var trace in SecretPlace.Traces)
                    {
                        Assert.False(text.Contains(trace, StringComparison.OrdinalIgnoreCase), $"{place}, {echo}, {trace}: {text}");
                    }
                }
            }
        }
    }

    private static IEnumerable<string> SeenOf(Exception error)
    {
        yield return error.ToString();
        for (var one = error; one is not null; one = one.InnerException)
        {
            yield return one.Message;
            yield return string.Join(' ', one.Data.Values.Cast<object>());
            if (one is LlmApiException api)
            {
                yield return $"{(api as LlmUnauthorizedException)?.SignInUrl} {api.ServerMessage} {api.Excerpt} {string.Join(' ', api.Headers)} {api.MissingCapability}";
            }

            if (one is LlmException { EarlierFailures: { Count: > 0 } earlier })
            {
                foreach (var text in earlier.SelectMany(failure => SeenOf(failure.Error)))
                {
                    yield return text;
                }
            }

            yield return (one as LlmException)?.RequestId ?? "";
        }
    }

    private static HttpResponseMessage Json(string body, HttpStatusCode status) => Text(body, "application/json", status);

    private static HttpResponseMessage Text(string body, string type, HttpStatusCode status) =>
        StubHandler.Answer(new MemoryStream(Encoding.UTF8.GetBytes(body)), status, type);

    private static HttpResponseMessage WithHeaders(HttpResponseMessage answer, string echo)
    {
        answer.Headers.TryAddWithoutValidation("X-Echo", $"Bearer {echo}");
        answer.Headers.TryAddWithoutValidation("X-Request-Id", echo);
        return answer;
    }

    /// <summary>A handler of the caller's, who knows a key that the client does not.</summary>
    private sealed class Adding(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public string? Authorization { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Authorization is not null)
            {
                request.Headers.Authorization = AuthenticationHeaderValue.Parse(Authorization);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class BreakingStream(string words) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(new HttpIOException(HttpRequestError.InvalidResponse, words));
    }
}
