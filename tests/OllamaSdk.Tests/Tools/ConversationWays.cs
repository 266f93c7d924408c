using System.Text.Json;
using OllamaSdk.TestKit;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Tools;

/// <summary>Every way of letting a model call tools: over each API, by each client, as a loop, as a conversation, and as one that was saved and loaded.</summary>
internal static class ConversationWays
{
    private static readonly Dictionary<string, (bool IsNative, Func<ScriptedServer, ToolSet, bool, Task> Run)> s_ways = new()
    {
        ["OllamaClient"] = (true, async (server, tools, streamed) =>
        {
            await using var client = server.Create();
            await (streamed ? (Task)client.RunWithToolsStreamAsync("go", tools, cancellationToken: Ct).ToListAsync() : client.RunWithToolsAsync("go", tools, cancellationToken: Ct));
        }),
        ["OllamaConversation"] = (true, async (server, tools, streamed) =>
        {
            await using var client = server.Create();
            await TalkAsync(client.StartConversation(tools: tools), json => client.LoadConversation(json, tools), streamed);
        }),
        ["OpenAICompatibleClient"] = (false, async (server, tools, streamed) =>
        {
            await using var client = server.CreateV1();
            await (streamed ? (Task)client.RunWithToolsStreamAsync("go", tools, cancellationToken: Ct).ToListAsync() : client.RunWithToolsAsync("go", tools, cancellationToken: Ct));
        }),
        ["OpenAIConversation"] = (false, async (server, tools, streamed) =>
        {
            await using var client = server.CreateV1();
            await TalkAsync(client.StartConversation(tools: tools), json => client.LoadConversation(json, tools), streamed);
        }),
        ["LlmClient, native"] = (true, (server, tools, streamed) => LoopAsync(server.Native(), tools, streamed)),
        ["LlmClient, /v1"] = (false, (server, tools, streamed) => LoopAsync(server.V1(LlmProviders.OpenAICompatible), tools, streamed)),
        ["LlmConversation, native"] = (true, (server, tools, streamed) => LlmTalkAsync(server.Native(), tools, streamed)),
        ["LlmConversation, /v1"] = (false, (server, tools, streamed) => LlmTalkAsync(server.V1(LlmProviders.OpenAICompatible), tools, streamed)),
    };

    private static CancellationToken Ct => TestClient.Ct;

    public static IEnumerable<string> All => s_ways.Keys;

    public static IEnumerable<string> Native => All.Where(IsNative);

    public static IEnumerable<string> V1Ways => All.Where(way => !IsNative(way));

    public static bool IsNative(string way) => s_ways[way].IsNative;

    /// <summary>Asks, lets the tools run, and where the way is a conversation, saves it, loads it, and asks once more.</summary>
    public static Task RunAsync(string way, ScriptedServer server, ToolSet tools, bool streamed) => s_ways[way].Run(server, tools, streamed);

    private static async Task LoopAsync(LlmTarget target, ToolSet tools, bool streamed)
    {
        using var client = LlmServers.ClientOf(target);
        await (streamed ? (Task)client.RunWithToolsStreamAsync("go", tools, cancellationToken: Ct).ToListAsync() : client.RunWithToolsAsync("go", tools, cancellationToken: Ct));
    }

    private static async Task LlmTalkAsync(LlmTarget target, ToolSet tools, bool streamed)
    {
        using var client = LlmServers.ClientOf(target);
        await TalkAsync(client.StartConversation(tools: tools), json => client.LoadConversation(json, tools), streamed);
    }

    private static async Task TalkAsync<TMessage, TAnswer>(
        Conversation<TMessage, TAnswer> conversation, Func<string, Conversation<TMessage, TAnswer>> load, bool streamed)
        where TMessage : class
        where TAnswer : class
    {
        await SendAsync(conversation, streamed);
        var json = conversation.ToJson();
        var loaded = load(json);
        Assert.True(JsonElement.DeepEquals(Deep(json), Deep(loaded.ToJson())));
        await SendAsync(loaded, streamed);
    }

    // Half of a surrogate pair is no text that could be compared.
    private static JsonElement Deep(string json)
    {
        using var document = JsonDocument.Parse(json.Replace("\\ud800", "half", StringComparison.Ordinal), new() { MaxDepth = 1000 });
        return document.RootElement.Clone();
    }

    private static Task SendAsync<TMessage, TAnswer>(Conversation<TMessage, TAnswer> conversation, bool streamed)
        where TMessage : class
        where TAnswer : class => streamed ? conversation.SendStreamAsync("go", Ct).ToListAsync() : conversation.SendAsync("go", Ct);
}
