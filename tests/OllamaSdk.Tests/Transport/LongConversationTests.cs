using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>What a server gets of a conversation that goes on and on is what the serializer writes, whichever client sends it.</summary>
public sealed class LongConversationTests
{
    private const int Count = 60;
    private const string Native = """{"model":"m","message":{"role":"assistant","content":"answer"},"done":true,"done_reason":"stop"}""";
    private const string OpenAI = """{"choices":[{"index":0,"message":{"role":"assistant","content":"answer"},"finish_reason":"stop"}]}""";
    private const string OpenAIEvents = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"answer\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Native_messages(bool streamed)
    {
        await using var server = Server();
        using var client = new OllamaClient(server.Url);
        var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User($"text {i} é")).ToList();
        await SendChangesAsync<OllamaChatRequest>(server, i =>
        {
            messages[10 + i].Content = $"changed {i}";
            messages.Add(OllamaChatMessage.Assistant($"more {i}"));
            return (new OllamaChatRequest { Model = "m", Stream = streamed, Messages = messages }, streamed
                ? client.ChatStreamAsync(new OllamaChatRequest { Model = "m", Messages = messages }).ToListAsync()
                : client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = messages }, cancellationToken: TestContext.Current.CancellationToken));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_of_the_other_API(bool streamed)
    {
        await using var server = Server();
        using var client = new OpenAICompatibleClient(server.Url);
        var messages = Enumerable.Range(0, Count).Select(i => ChatCompletionMessage.User($"text {i} é")).ToList();
        await SendChangesAsync<ChatCompletionRequest>(server, i =>
        {
            messages[10 + i].Content = $"changed {i}";
            messages.Add(ChatCompletionMessage.Assistant($"more {i}"));
            var request = new ChatCompletionRequest { Model = "m", Messages = messages };
            return (streamed ? null : request with { Stream = false }, streamed ? client.ChatStreamAsync(request).ToListAsync() : client.ChatAsync(request));
        });
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("lmstudio")]
    public async Task Shared_messages(string provider)
    {
        await using var server = Server();
        using var client = new LlmClient(Llm.LlmServers.Options(new LlmTarget(provider, "m", server.Url.ToString())));
        var messages = Enumerable.Range(0, Count).Select(i => LlmMessage.User($"text {i} é")).ToList();
        for (var i = 0; i < 5; i++)
        {
            messages[10 + i] = messages[10 + i] with { Content = $"changed {i}" };
            messages.Add(LlmMessage.Assistant($"more {i}"));
            await client.ChatAsync(new LlmRequest { Messages = messages }, cancellationToken: TestContext.Current.CancellationToken);
            AssertTexts(server, messages.Select(message => message.Content));
        }
    }

    [Fact]
    public async Task Native_conversation()
    {
        await using var server = Server();
        using var client = new OllamaClient(server.Url);
        var conversation = client.StartConversation("m", system: "Be short.");
        await ConverseAsync(server, text => conversation.SendAsync(text), () => conversation.Messages.Select(message => message.Content));
    }

    [Fact]
    public async Task Conversation_of_the_other_API()
    {
        await using var server = Server();
        using var client = new OpenAICompatibleClient(server.Url);
        var conversation = client.StartConversation("m", system: "Be short.");
        await ConverseAsync(server, text => conversation.SendAsync(text), () => conversation.Messages.Select(message => message.Content.Text));
    }

    [Fact]
    public async Task Shared_conversation()
    {
        await using var server = Server();
        using var client = new LlmClient(Llm.LlmServers.Options(new LlmTarget("ollama", "m", server.Url.ToString())));
        var conversation = client.StartConversation(system: "Be short.");
        await ConverseAsync(server, text => conversation.SendAsync(text), () => conversation.Messages.Select(message => message.Content));
    }

    [Fact]
    public async Task A_request_that_is_sent_again_is_the_same()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync(Native), connection => connection.RespondJsonAsync(Native),
            connection => connection.RespondJsonAsync("""{"error":"busy"}""", 503, ("Retry-After", "0")), connection => connection.RespondJsonAsync(Native));
        using var client = new OllamaClient(server.Url);
        var messages = Enumerable.Range(0, Count).Select(i => OllamaChatMessage.User($"text {i}")).ToList();
        for (var i = 0; i < 3; i++)
        {
            await client.ChatAsync(new OllamaChatRequest { Model = "m", Messages = messages }, cancellationToken: TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(server.Requests[0].Text, request.Text));
    }

    private static ScriptedServer Server() => new(connection =>
        !connection.Request.Path.EndsWith("/completions", StringComparison.Ordinal) ? connection.RespondJsonAsync(Native)
        : connection.Request.Text.Contains("\"stream\":true", StringComparison.Ordinal) ? connection.RespondAsync(200, "text/event-stream", OpenAIEvents)
        : connection.RespondJsonAsync(OpenAI));

    private static async Task SendChangesAsync<T>(ScriptedServer server, Func<int, (T? Expected, Task Sent)> send)
        where T : class
    {
        var typeInfo = (JsonTypeInfo<T>)LlmJson.Options.GetTypeInfo(typeof(T));
        for (var i = 0; i < 5; i++)
        {
            var (expected, sent) = send(i);
            await sent;
            var got = server.Requests[^1];
            Assert.Equal(got.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), got.Header("Content-Length"));
            // Where the client adds something of its own, what it wrote reads and writes the same.
            Assert.Equal(JsonSerializer.Serialize(expected ?? JsonSerializer.Deserialize(got.Text, typeInfo)!, typeInfo), got.Text);
            Assert.Contains($"changed {i}", got.Text, StringComparison.Ordinal);
            Assert.Contains($"more {i}", got.Text, StringComparison.Ordinal);
            Assert.DoesNotContain($"text {10 + i} ", got.Text, StringComparison.Ordinal);
        }
    }

    private static async Task ConverseAsync(ScriptedServer server, Func<string, Task> send, Func<IEnumerable<string>> texts)
    {
        for (var i = 0; i < 20; i++)
        {
            await send($"question {i}");
            AssertTexts(server, texts().SkipLast(1));
        }
    }

    private static void AssertTexts(ScriptedServer server, IEnumerable<string> expected) => Assert.Equal(
        expected, server.Requests[^1].Json().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()!));
}
