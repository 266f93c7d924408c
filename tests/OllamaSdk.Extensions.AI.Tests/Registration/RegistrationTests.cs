using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Registration;

/// <summary>The services of Microsoft.Extensions.AI beside the clients, by dependency injection.</summary>
public sealed class RegistrationTests : IDisposable
{
    private readonly Adapters _adapters = new();
    private readonly ServiceCollection _services = new();

    public void Dispose() => _adapters.Dispose();

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_client_is_a_chat_client_with_middleware_and_a_generator(Client client)
    {
        var builder = Add(client, null);
        builder.AddChatClient().Use(static inner => new Marked(inner));
        builder.AddEmbeddingGenerator(EmbeddingModel);
        await using var provider = _services.BuildServiceProvider();

        var chat = provider.GetRequiredService<IChatClient>();
        var generator = provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>();

        Assert.IsType<Marked>(chat);
        Assert.NotEmpty((await chat.GetResponseAsync("hello", cancellationToken: Ct)).Text);
        Assert.Single(await generator.GenerateAsync(["a"], cancellationToken: Ct));
        Assert.Same(chat, provider.GetRequiredService<IChatClient>());
        Assert.Same(provider.GetService(TypeOf(client)), chat.GetService(TypeOf(client)));
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task A_keyed_client_is_a_chat_client_under_the_same_key_or_another(Client client)
    {
        var builder = Add(client, "small");
        builder.AddChatClient();
        builder.AddEmbeddingGenerator(EmbeddingModel);
        builder.AddKeyedChatClient("other");
        builder.AddKeyedEmbeddingGenerator("other", EmbeddingModel);
        await using var provider = _services.BuildServiceProvider();

        Assert.Null(provider.GetService<IChatClient>());
        Assert.Null(provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
        foreach (var key in (string[])["small", "other"])
        {
            Assert.NotEmpty((await provider.GetRequiredKeyedService<IChatClient>(key).GetResponseAsync("hello", cancellationToken: Ct)).Text);
            Assert.Single(await provider.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(key).GenerateAsync(["a"], cancellationToken: Ct));
        }
    }

    [Fact]
    public void A_builder_of_another_http_client_is_refused_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => _services.AddHttpClient("mine").AddChatClient());

        Assert.Contains("AddOllama", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _services.AddHttpClient("mine").AddKeyedEmbeddingGenerator("key"));
    }

    private static Type TypeOf(Client client) => client switch { Client.Ollama => typeof(OllamaClient), Client.OpenAI => typeof(OpenAICompatibleClient), _ => typeof(LlmClient) };

    private IHttpClientBuilder Add(Client client, string? key) => (client, key) switch
    {
        (Client.Ollama, null) => _services.AddOllama(Set),
        (Client.Ollama, _) => _services.AddKeyedOllama(key, Set),
        (Client.OpenAI, null) => _services.AddOpenAICompatible(Set),
        (Client.OpenAI, _) => _services.AddKeyedOpenAICompatible(key, Set),
        (_, null) => _services.AddLlmClient(SetLlm),
        _ => _services.AddKeyedLlmClient(key, SetLlm),
    };

    private void Set(LlmConnectionOptions options) => (options.Handler, options.DefaultModel) = (_adapters.Emulator, Model);

    private void SetLlm(LlmClientOptions options)
    {
        options.Handler = _adapters.Emulator;
        options.ReadVariable = static _ => null;
        options.Targets.Add(new LlmTarget(LlmProviders.Ollama, Model));
    }

    private sealed class Marked(IChatClient inner) : DelegatingChatClient(inner);
}
