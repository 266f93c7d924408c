using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>What an adapter tells of itself.</summary>
public sealed class ServiceTests
{
    [Theory]
    [InlineData(Client.Ollama, "ollama", "http://127.0.0.1:11434/", typeof(OllamaClient))]
    [InlineData(Client.OpenAI, "openai", "http://127.0.0.1:11434/v1", typeof(OpenAICompatibleClient))]
    [InlineData(Client.Llm, "ollama", "http://127.0.0.1:11434/", typeof(LlmClient))]
    public void It_tells_provider_address_model_and_the_client_below(Client client, string provider, string address, Type below)
    {
        using var adapters = new Adapters();
        using var chat = adapters.Chat(client);
        using var embeddings = adapters.Embeddings(client);

        var metadata = chat.GetService<ChatClientMetadata>()!;
        var embedding = embeddings.GetService<EmbeddingGeneratorMetadata>()!;

        Assert.Equal((provider, address.TrimEnd('/'), Model), (metadata.ProviderName, metadata.ProviderUri!.ToString().TrimEnd('/'), metadata.DefaultModelId));
        Assert.Equal((provider, metadata.ProviderUri, EmbeddingModel), (embedding.ProviderName, embedding.ProviderUri, embedding.DefaultModelId));
        Assert.IsAssignableFrom(below, chat.GetService(below));
        Assert.Same(chat.GetService(below), embeddings.GetService(below));
        Assert.Same(chat, chat.GetService<IChatClient>());
        Assert.Null(chat.GetService<string>());
        Assert.Null(chat.GetService<IChatClient>("a key"));
    }

    [Fact]
    public async Task The_model_of_the_clients_own_settings_is_told_too_and_left_to_the_client()
    {
        using var adapters = new Adapters();
        await using var ollama = new OllamaClient(new OllamaClientOptions { Handler = adapters.Emulator, DefaultModel = Model });
        await using var openAI = new OpenAICompatibleClient(new OpenAICompatibleClientOptions { Handler = adapters.Emulator, DefaultModel = Model });
        await using var llm = new LlmClient(new LlmClientOptions { Handler = adapters.Emulator, ReadVariable = static _ => null, Targets = { new LlmTarget(LlmProviders.Ollama, Model) } });

        foreach (var (chat, embeddings) in (List<(IChatClient, IEmbeddingGenerator<string, Embedding<float>>)>)
            [(ollama.AsIChatClient(), ollama.AsIEmbeddingGenerator()), (openAI.AsIChatClient(), openAI.AsIEmbeddingGenerator()), (llm.AsIChatClient(), llm.AsIEmbeddingGenerator())])
        {
            Assert.Equal(Model, chat.GetService<ChatClientMetadata>()!.DefaultModelId);
            Assert.Equal(Model, embeddings.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
            Assert.NotEmpty((await chat.GetResponseAsync("hello", cancellationToken: Ct)).Text);
        }
    }

    [Theory]
    [MemberData(nameof(Clients), MemberType = typeof(Adapters))]
    public async Task Disposing_an_adapter_leaves_the_client_alone(Client client)
    {
        using var adapters = new Adapters();
        adapters.Chat(client).Dispose();
        adapters.Embeddings(client).Dispose();

        Assert.NotEmpty((await adapters.Chat(client).GetResponseAsync("hello", cancellationToken: Ct)).Text);
    }

    [Fact]
    public void What_is_missing_is_said_by_its_name()
    {
        using var adapters = new Adapters();
        Assert.Throws<ArgumentNullException>("client", () => ((OllamaClient)null!).AsIChatClient());
        Assert.Throws<ArgumentOutOfRangeException>("dimensions", () => new OllamaClient("localhost").AsIEmbeddingGenerator("m", 0));
        Assert.Throws<ArgumentNullException>("messages", () => adapters.Chat(Client.Ollama).GetStreamingResponseAsync((IEnumerable<ChatMessage>)null!, cancellationToken: Ct));
    }
}
