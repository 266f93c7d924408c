using OllamaSdk.LiveTests.Both;
using OllamaSdk.LiveTests.Servers;

// What a real Ollama must pass as any other server must, by its own API and by the OpenAI-compatible one.
namespace OllamaSdk.LiveTests.Ollama;

public sealed class OllamaOpenAIChatTests : OpenAIChatTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();
}

public sealed class OllamaLlmChatTests : LlmChatTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();
}

public sealed class OllamaV1LlmChatTests : LlmChatTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync(LlmProviders.OllamaV1);
}

public sealed class OllamaToolTests : ToolTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();
}

public sealed class OllamaTypedTests : TypedTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();
}

public sealed class OllamaEmbeddingTests : EmbeddingTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();
}

public sealed class OllamaChatClientTests : ChatClientTests
{
    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();

    protected override Task<LiveServer> EmbedderAsync() => LiveOllama.FindAsync();

    protected override Task<LiveServer> CallerAsync() => LiveOllama.FindAsync();
}
