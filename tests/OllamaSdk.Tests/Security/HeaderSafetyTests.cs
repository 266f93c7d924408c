using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Security;

/// <summary>No value of the caller's changes the shape of a request, and none that is refused is printed.</summary>
public sealed class HeaderSafetyTests
{
    private const string Canary = "c4nary";

    public static TheoryData<string> Values => [$"{Canary}\r\nX-Evil: 1", $"{Canary}\n", $"{Canary}\r", $"{Canary}\0", $"{Canary}\u00e9", $"{Canary}\u007f", $"{Canary}\u2028"];

    public static TheoryData<string> Names => ["", " ", "X Y", "X:Y", "X\r\nY", "X\u00e9", "Host", "content-length", "Transfer-Encoding", "Connection"];

    [Theory]
    [MemberData(nameof(Values))]
    public void K01_key(string value)
    {
        Action<string>[] makers =
        [
            endpoint => new OllamaClient(new OllamaClientOptions { Endpoint = endpoint, ApiKey = value }).Dispose(),
            // Read when it is needed.
            _ => new OllamaClient(new OllamaClientOptions { CloudApiKey = value, Handler = new StubHandler("{}") }).WebSearchAsync("q").GetAwaiter().GetResult(),
            endpoint => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = endpoint, ApiKey = value }).Dispose(),
        ];
        foreach (var make in makers)
        {
            Assert.Contains("ApiKey", Refused(() => make("https://h")).Message, StringComparison.Ordinal);
        }

        // Any setting of the client of many servers that is wrong is told with where it came from.
        foreach (var provider in (LlmProvider[])[LlmProviders.Ollama, LlmProviders.LmStudio])
        {
            var error = Assert.Throws<LlmConfigurationException>(() => new LlmClient(Llm.LlmServers.Options(new LlmTarget(provider, "m", "https://h") { ApiKey = value })));
            Assert.StartsWith("Targets[0].ApiKey is wrong", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void K01_header_of_the_client(string value) => Refused(() => new OllamaClient(new OllamaClientOptions { Headers = { ["X-Mine"] = value } }));

    [Theory]
    [MemberData(nameof(Names))]
    public void K01_header_name_of_the_client(string name) => Refused(() => new OllamaClient(new OllamaClientOptions { Headers = { [name] = Canary } }));

    [Theory]
    [MemberData(nameof(Values))]
    public Task K01_header_of_the_call(string value) => RefusedAsync(new CallOptions { Headers = { ["X-Mine"] = value } });

    [Theory]
    [MemberData(nameof(Names))]
    public Task K01_header_name_of_the_call(string name) => RefusedAsync(new CallOptions { Headers = { [name] = Canary } });

    [Theory]
    [MemberData(nameof(Values))]
    public Task K01_request_id(string value) => RefusedAsync(new CallOptions { RequestId = value });

    [Fact]
    public Task K01_header_without_a_value() => RefusedAsync(new CallOptions { Headers = { ["X-Mine"] = null! } });

    [Theory]
    [InlineData("http://example.com", false, false)]
    [InlineData("http://192.168.1.5:11434", false, false)]
    [InlineData("http://192.168.1.5:11434", true, true)]
    [InlineData("https://example.com", false, true)]
    [InlineData("http://127.0.0.1:11434", false, true)]
    [InlineData("http://localhost", false, true)]
    [InlineData("http://[::1]", false, true)]
    [InlineData("http://localhost.example.com", false, false)]
    public void K08_a_key_goes_in_clear_to_this_machine_only(string endpoint, bool allowed, bool accepted)
    {
        var options = new OllamaClientOptions { Endpoint = endpoint, ApiKey = Canary, AllowApiKeyOverHttp = allowed };
        var many = Llm.LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", endpoint) { ApiKey = Canary }, new LlmTarget(LlmProviders.LmStudio, "m", endpoint) { ApiKey = Canary });
        many.AllowApiKeyOverHttp = allowed;
        Action[] others = [() => new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Endpoint = endpoint, ApiKey = Canary, AllowApiKeyOverHttp = allowed }).Dispose(), () => new LlmClient(many).Dispose()];
        foreach (var make in others)
        {
            Assert.Equal(accepted, Record.Exception(make) is not { } error || !error.Message.Contains("AllowApiKeyOverHttp", StringComparison.Ordinal));
        }

        if (accepted)
        {
            using var client = new OllamaClient(options);
            Assert.Equal(new Uri(endpoint), client.Endpoint);
            return;
        }

        Assert.Contains("AllowApiKeyOverHttp", Refused(() => new OllamaClient(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer c4nary", false)]
    [InlineData("authorization", "c4nary", false)]
    [InlineData("Cookie", "sid=c4nary", false)]
    [InlineData("X-Api-Key", "c4nary", false)]
    [InlineData("X-Upstream", "Basic c4nary", false)]
    [InlineData("X-Team", "search", true)]
    [InlineData("X-Author", "Jane", true)]
    [InlineData("Idempotency-Key", "1234567890", true)]
    [InlineData("X-Max-Tokens", "4096", true)]
    public async Task K08_so_does_a_header_that_is_a_key(string name, string value, bool accepted)
    {
        using var handler = new StubHandler(TestClient.Last);
        foreach (var (endpoint, allowed) in (ValueTuple<string, bool>[])[("http://example.com", false), ("http://example.com", true), ("https://example.com", false), ("http://localhost", false)])
        {
            var mayGo = accepted || allowed || endpoint != "http://example.com";
            var options = new OllamaClientOptions { Endpoint = endpoint, AllowApiKeyOverHttp = allowed, Handler = handler, DefaultModel = "m", Headers = { [name] = value } };
            var call = new CallOptions { Headers = { [name] = value } };
            if (mayGo)
            {
                await new OllamaClient(options).ChatAsync("hi", null, call, TestClient.Ct);
                continue;
            }

            Assert.Contains("AllowApiKeyOverHttp", Refused(() => new OllamaClient(options)).Message, StringComparison.Ordinal);
            options.Headers.Clear();
            var before = handler.Requests;
            var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => new OllamaClient(options).ChatAsync("hi", null, call, TestClient.Ct));
            Assert.Contains($"{name} would be sent in clear", error.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<ArgumentException>(() => new OllamaClient(options).Stream(call).ToListAsync());
            Assert.Equal(before, handler.Requests);
        }
    }

    [Theory]
    [InlineData("http://user:c4nary@example.com", false)]
    [InlineData("https+http://user:c4nary@service", false)]
    [InlineData("https://user:c4nary@example.com", true)]
    [InlineData("http://user:c4nary@localhost", true)]
    public void K08_so_does_the_password_of_an_address(string endpoint, bool accepted)
    {
        using var handler = new StubHandler("");
        Assert.Equal(!accepted, Record.Exception(() => Create(false)) is ArgumentException error
            && error.Message.Contains("AllowApiKeyOverHttp", StringComparison.Ordinal) && !error.ToString().Contains(Canary, StringComparison.Ordinal));
        Create(true);

        void Create(bool allowed) => new OllamaClient(new OllamaClientOptions { Endpoint = endpoint, AllowApiKeyOverHttp = allowed, Handler = handler }).Dispose();
    }

    [Theory]
    [InlineData("a/../../api/delete")]
    [InlineData("a\"},\"stream\":false,\"x\":{\"y\":\"")]
    [InlineData("\ud800")]
    [InlineData("%2e%2e/\\")]
    public async Task K02_a_model_name_stays_inside_its_JSON_string(string model)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create();

        await client.ChatStreamAsync("hi", model, null, TestClient.Ct).ToListAsync();

        var request = Assert.Single(server.Requests);
        Assert.Equal("/api/chat", request.Path);
        Assert.True(request.Json().GetProperty("stream").GetBoolean());
        Assert.Equal(3, request.Json().EnumerateObject().Count());
        Assert.Equal(model.Replace('\ud800', '\ufffd'), request.Json().GetProperty("model").GetString());
        await using var other = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole));
        await using var v1 = other.CreateV1();
        using var many = new LlmClient(Llm.LlmServers.Options(new LlmTarget(LlmProviders.LmStudio, model, other.Url + "v1")));
        await v1.ChatAsync("hi", model, null, TestClient.Ct);
        await many.ChatAsync("hi", TestClient.Ct);
        Assert.All(other.Requests, one => Assert.Equal(("/v1/chat/completions", model.Replace('\ud800', '\ufffd')), (one.Path, one.Json().GetProperty("model").GetString())));
    }

    private static ArgumentException Refused(Action create)
    {
        var error = Assert.ThrowsAny<ArgumentException>(create);
        Assert.DoesNotContain(Canary, error.ToString(), StringComparison.Ordinal);
        return error;
    }

    private static async Task RefusedAsync(CallOptions options)
    {
        await using var server = new ScriptedServer(connection => connection.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create();

        var whole = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.ChatAsync("hi", null, options, TestClient.Ct));
        var stream = await Assert.ThrowsAnyAsync<ArgumentException>(() => client.Stream(options).ToListAsync());

        Assert.DoesNotContain(Canary, whole.ToString() + stream, StringComparison.Ordinal);
        Assert.Empty(server.Connections);
    }
}
