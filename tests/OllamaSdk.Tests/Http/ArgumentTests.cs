namespace OllamaSdk.Tests.Http;

/// <summary>Wrong arguments are refused before anything is sent.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly StubHandler _handler = new((_, _) => throw new InvalidOperationException("a request was sent"));
    private readonly OllamaClient _client;

    public ArgumentTests() => _client = new OllamaClient(new OllamaClientOptions { Endpoint = "http://127.0.0.1:9", Handler = _handler });

    public static TheoryData<string, object> BadOptions => new()
    {
        { "Temperature", new ModelOptions { Temperature = -0.1 } },
        { "Temperature", new ModelOptions { Temperature = double.NaN } },
        { "TopP", new ModelOptions { TopP = 1.1 } },
        { "MinP", new ModelOptions { MinP = -1 } },
        { "TypicalP", new ModelOptions { TypicalP = -1 } },
        { "RepeatPenalty", new ModelOptions { RepeatPenalty = float.PositiveInfinity } },
        { "PresencePenalty", new ModelOptions { PresencePenalty = double.NaN } },
        { "FrequencyPenalty", new ModelOptions { FrequencyPenalty = double.NegativeInfinity } },
        { "RepeatLastN", new ModelOptions { RepeatLastN = -2 } },
        { "NumCtx", new ModelOptions { NumCtx = -1 } },
        { "NumBatch", new ModelOptions { NumBatch = -1 } },
        { "NumThread", new ModelOptions { NumThread = -1 } },
        { "Stop", new ModelOptions { Stop = ["a", null!] } },
    };

    public void Dispose()
    {
        Assert.Equal(0, _handler.Requests);
        _client.Dispose();
        _handler.Dispose();
    }

    [Theory]
    [MemberData(nameof(BadOptions))]
    public async Task Option(string name, object options)
    {
        var model = (ModelOptions)options;
        var ct = TestClient.Ct;

        await RefusedAsync(name, () => _client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = [], Options = model }, null, ct));
        await RefusedAsync(name, () => _client.GenerateAsync(new GenerateRequest { Model = "m", Options = model }, null, ct));
        await RefusedAsync(name, () => _client.EmbedAsync(new EmbedRequest { Model = "m", Input = "x", Options = model }, null, ct));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    public async Task Model(string? model)
    {
        var ct = TestClient.Ct;
        await RefusedAsync("model", () => _client.ChatAsync("hi", model, null, ct));
        await RefusedAsync("model", () => _client.ChatStreamAsync("hi", model, null, ct).ToListAsync());
        await RefusedAsync("model", () => _client.GenerateAsync("hi", model, null, ct));
        await RefusedAsync("model", () => _client.GenerateStreamAsync("hi", model, null, ct).ToListAsync());
        await RefusedAsync("model", () => _client.EmbedAsync("hi", model, null, ct));
        await RefusedAsync("model", () => _client.ShowModelAsync(model, null, ct));
        await RefusedAsync("model", () => _client.PullModelAsync(model!, null, null, ct));
    }

    [Fact]
    public Task A_model_name_of_a_megabyte() => RefusedAsync("model", () => _client.ChatAsync("hi", new string('x', 1_000_000), null, TestClient.Ct));

    [Fact]
    public async Task Messages()
    {
        Task Chat(OllamaChatMessage message) => _client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = [OllamaChatMessage.User("hi"), message] }, null, TestClient.Ct);

        await RefusedAsync("Message 1", () => Chat(null!));
        await RefusedAsync("Message 1", () => Chat(new OllamaChatMessage { Content = "x" }));
        await RefusedAsync("Message 1", () => Chat(new OllamaChatMessage { Role = "", Content = "x" }));
        await RefusedAsync("Message 1", () => Chat(new OllamaChatMessage { Role = LlmRole.User, Images = [null!] }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(21)]
    public async Task Top_logprobs(int value)
    {
        await RefusedAsync("TopLogprobs", () => _client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = [], TopLogprobs = value }, null, TestClient.Ct));
        await RefusedAsync("TopLogprobs", () => _client.GenerateAsync(new GenerateRequest { Model = "m", TopLogprobs = value }, null, TestClient.Ct));
    }

    [Fact]
    public async Task Nulls()
    {
        var ct = TestClient.Ct;
        await RefusedAsync("request", () => _client.ChatAsync((OllamaChatRequest)null!, null, ct));
        await RefusedAsync("request", () => _client.ChatStreamAsync((OllamaChatRequest)null!, null, ct).ToListAsync());
        await RefusedAsync("request", () => _client.GenerateAsync((GenerateRequest)null!, null, ct));
        await RefusedAsync("request", () => _client.EmbedAsync((EmbedRequest)null!, null, ct));
        await RefusedAsync("request", () => _client.ShowModelAsync((ShowModelRequest)null!, null, ct));
        await RefusedAsync("prompt", () => _client.ChatAsync((string)null!, "m", null, ct));
        await RefusedAsync("prompt", () => _client.GenerateAsync((string)null!, "m", null, ct));
        await RefusedAsync("texts", () => _client.EmbedAsync((EmbedInput)null!, "m", null, ct));
    }

    [Fact]
    public async Task Settings_of_a_call()
    {
        async Task Check(string name, CallOptions options)
        {
            await RefusedAsync(name, () => _client.ChatAsync("hi", "m", options, TestClient.Ct));
            await RefusedAsync(name, () => _client.ChatStreamAsync("hi", "m", options, TestClient.Ct).ToListAsync());
        }

        await Check("TotalTimeout", new CallOptions { TotalTimeout = TimeSpan.Zero });
        await Check("FirstByteTimeout", new CallOptions { FirstByteTimeout = TimeSpan.FromDays(50) });
        await Check("IdleTimeout", new CallOptions { IdleTimeout = TimeSpan.FromSeconds(-5) });
        await Check("MaxRetries", new CallOptions { MaxRetries = -1 });
        await Check("MaxRetries", new CallOptions { MaxRetries = 101 });
    }

    [Fact]
    public void Settings_of_a_client()
    {
        Assert.Throws<ArgumentNullException>(() => new OllamaClient((string)null!));
        Assert.Throws<ArgumentNullException>(() => new OllamaClient((HttpClient)null!));
        Assert.All((Action<OllamaClientOptions>[])
        [
            o => o.MaxLineBytes = 1023, o => o.MaxConnectionsPerServer = 0, o => o.ConnectionIdleLifetime = TimeSpan.Zero, o => o.TimeProvider = null!,
            o => o.Retry.MaxRetries = 101, o => o.Retry.MaxRetries = -1, o => o.Retry.BaseDelay = TimeSpan.FromSeconds(-1), o => o.Retry.MaxDelay = TimeSpan.FromDays(2),
            o => o.Retry.MaxRetryAfter = TimeSpan.FromSeconds(-1), o => o.Retry.Factor = 0.9, o => o.Retry.Factor = double.NaN, o => o.Retry.Factor = double.PositiveInfinity,
            o => o.Endpoint = "ftp://h",
        ], configure =>
        {
            var options = new OllamaClientOptions { Endpoint = "h" };
            configure(options);
            Assert.ThrowsAny<ArgumentException>(() => new OllamaClient(options));
        });
    }

    private static async Task RefusedAsync(string name, Func<Task> call)
    {
        var error = await Assert.ThrowsAnyAsync<ArgumentException>(call);
        Assert.Contains(name, error.Message, StringComparison.OrdinalIgnoreCase);
    }
}
