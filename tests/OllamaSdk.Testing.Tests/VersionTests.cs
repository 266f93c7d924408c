namespace OllamaSdk.Testing.Tests;

public sealed class VersionTests : EmulatorTest
{
    private readonly OllamaEmulator _old = new(new EmulatorOptions
    {
        Version = EmulatorVersion.Ollama033,
        Account = new OllamaAccount { Name = "ada" },
        Models =
        {
            new EmulatedModel("thinker")
            {
                Capabilities = [ModelCapability.Completion, ModelCapability.Thinking],
                Thinking = new ModelThinking { Values = [Think.Off, Think.Level("deep")], Default = Think.Off },
            },
        },
    });

    [Fact]
    public async Task It_is_the_newest_unless_an_older_one_is_wanted()
    {
        using var old = Over(_old);

        Assert.Equal("0.40.12", await Client.GetVersionAsync(cancellationToken: Cancellation));
        Assert.Equal("0.33.0", await old.GetVersionAsync(cancellationToken: Cancellation));
        Assert.Equal(("0.40.12", "0.33.0"), (Emulator.Version, _old.Version));
        Assert.Throws<ArgumentException>(() => new OllamaEmulator(new EmulatorOptions { Version = (EmulatorVersion)7 }));
    }

    [Theory]
    [InlineData("GET", "/api/usage")]
    [InlineData("GET", "/api/balance")]
    [InlineData("POST", "/v1/responses/compact")]
    [InlineData("POST", "/v1/systemone")]
    [InlineData("POST", "/v1/audio/speech")]
    public async Task What_came_later_is_unknown_to_the_older_one(string method, string path)
    {
        using var http = new HttpClient(_old, disposeHandler: false);
        using var newer = new HttpClient(Emulator, disposeHandler: false);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("http://127.0.0.1" + path));
        using var again = new HttpRequestMessage(new HttpMethod(method), request.RequestUri);

        using var answer = await http.SendAsync(request, Cancellation);
        using var known = await newer.SendAsync(again, Cancellation);

        Assert.Equal((404, "404 page not found"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        Assert.NotEqual(404, (int)known.StatusCode);
    }

    [Fact]
    public async Task The_older_one_knows_its_own_four_levels_of_thinking_alone()
    {
        using var old = Over(_old);

        Assert.Null(await old.GetThinkingLevelsAsync("thinker", cancellationToken: Cancellation));
        var refusal = await Assert.ThrowsAnyAsync<LlmApiException>(() => old.ChatAsync(
            new OllamaChatRequest { Model = "thinker", Messages = [OllamaChatMessage.User("hi")], Think = "deep" }, cancellationToken: Cancellation));

        Assert.Equal("invalid think value: \"deep\" (must be \"high\", \"medium\", \"low\", \"max\", true, or false)", refusal.ServerMessage);
    }

    private static OllamaClient Over(OllamaEmulator emulator) => new(new OllamaClientOptions { Endpoint = "http://127.0.0.1", Handler = emulator });
}
