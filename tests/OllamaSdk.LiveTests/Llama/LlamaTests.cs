using OllamaSdk.LiveTests.Both;
using OllamaSdk.LiveTests.Servers;

// What a real llama-server must pass as any other server must. Its models say what they were made to say.
namespace OllamaSdk.LiveTests.Llama;

public sealed class LlamaOpenAIChatTests(LlamaServers servers) : OpenAIChatTests
{
    protected override string Words => Said.Talker;

    protected override async Task<LiveServer> ServerAsync() => await servers.TalkerAsync();
}

public sealed class LlamaLlmChatTests(LlamaServers servers) : LlmChatTests
{
    protected override string Words => Said.Talker;

    protected override async Task<LiveServer> ServerAsync() => await servers.TalkerAsync();
}

public sealed class LlamaToolTests(LlamaServers servers) : ToolTests
{
    protected override string Words => Said.Caller;

    protected override bool Calls => true;

    protected override async Task<LiveServer> ServerAsync() => await servers.CallerAsync();
}

/// <summary>Of a model that would say anything: so it is the server that keeps to the schema.</summary>
public sealed class LlamaTypedTests(LlamaServers servers) : TypedTests
{
    protected override async Task<LiveServer> ServerAsync() => await servers.BabblerAsync();
}

public sealed class LlamaEmbeddingTests(LlamaServers servers) : EmbeddingTests
{
    protected override async Task<LiveServer> ServerAsync() => await servers.EmbedderAsync();
}

public sealed class LlamaChatClientTests(LlamaServers servers) : ChatClientTests
{
    protected override string Words => Said.Talker;

    protected override async Task<LiveServer> ServerAsync() => await servers.TalkerAsync();

    protected override async Task<LiveServer> EmbedderAsync() => await servers.EmbedderAsync();

    protected override async Task<LiveServer> CallerAsync() => await servers.CallerAsync();
}
