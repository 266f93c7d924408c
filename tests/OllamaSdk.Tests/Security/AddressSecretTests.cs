using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Security;

/// <summary>An address that cannot be used is told of without its user, its query and its fragment, by whoever reads it.</summary>
public sealed class AddressSecretTests
{
    public static TheoryData<string> Wrong =>
    [
        "http://host:99999/?api_key=canary", "http://host:99999?api_key=canary", "http://host:99999#canary", "http://host:99999/path#canary",
        "http://h h/?api_key=canary", "ftp://host/?api_key=canary", "canary://user:canary@host/?canary", "http://user:canary@host:99999/?api_key=canary",
        "http://user:can?canary@host:99999", "http://host:99999/?mail=a@b&key=canary", "http://host:99999/?a=1#canary@host", "https:///?api_key=canary",
        "http://host:x/?api_key=canary",
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void K03_it_shows_nothing_secret(string address)
    {
        Action[] makers =
        [
            () => new OllamaClient(address).Dispose(),
            () => new OllamaClient(new OllamaClientOptions { CloudEndpoint = address }).Dispose(),
            () => new OpenAICompatibleClient(address).Dispose(),
            () => new LlmClient(Llm.LlmServers.Options(new LlmTarget("ollama", "m", address))).Dispose(),
            () => new LlmClient(Llm.LlmServers.Options(new LlmTarget("lmstudio", "m", address))).Dispose(),
            () => new LlmClient(Llm.LlmServers.Options(new LlmTarget("ollama", "m") { Endpoints = { "http://h", address } })).Dispose(),
            () => new LlmClient(new LlmClientOptions { Targets = { new LlmTarget() }, ReadVariable = name => name == "OLLAMA_HOST" ? address : null }).Dispose(),
        ];
        foreach (var make in makers)
        {
            var error = Record.Exception(make);

            Assert.NotNull(error);
            Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task K03_nor_does_a_search_or_a_start(string address)
    {
        var looking = await Assert.ThrowsAnyAsync<ArgumentException>(() => LlmProviders.DetectAsync(address, null, TestClient.Ct));
        var error = await Assert.ThrowsAnyAsync<LlmException>(() => OllamaServer.EnsureRunningAsync(new OllamaServerOptions { Endpoint = address }, TestClient.Ct));

        Assert.DoesNotContain("canary", looking.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void K03_nor_does_a_relative_address()
    {
        var address = new Uri("path?api_key=canary", UriKind.Relative);

        Assert.DoesNotContain("canary", Assert.ThrowsAny<ArgumentException>(() => new OllamaClient(address)).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", Assert.ThrowsAny<ArgumentException>(() => new OpenAICompatibleClient(address)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void K03_what_is_wrong_is_still_shown() => Assert.Contains(
        "'http://host:99999/path' cannot be used", Assert.ThrowsAny<ArgumentException>(() => new OllamaClient("http://host:99999/path?key=1")).Message, StringComparison.Ordinal);
}
