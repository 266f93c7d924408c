using System.Text.Json;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Tools;

/// <summary>What a server says and this version does not know stays in the history, and goes back to that server.</summary>
public sealed class ConversationHistoryTests
{
    private static CancellationToken Ct => TestClient.Ct;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Native_members(bool streamed)
    {
        await using var server = new ScriptedServer(
            streamed
                ? c => c.RespondNdjsonAsync(Native("\"content\":\"a\",\"mood\":\"glad\"", false), Native("\"content\":\"b\",\"thinking\":\"hm\"", false), Native("\"content\":\"\"", true))
                : c => c.RespondJsonAsync(Native("\"content\":\"ab\",\"thinking\":\"hm\",\"mood\":\"glad\"", true)),
            c => c.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create();
        var conversation = client.StartConversation();

        await SendAsync(conversation, streamed);
        await SendAsync(client.LoadConversation(conversation.ToJson()), streamed);

        Assert.Equal("""{"role":"assistant","content":"ab","thinking":"hm","mood":"glad"}""", Answer(server.Requests[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Members_of_the_OpenAI_compatible_API(bool streamed)
    {
        await using var server = new ScriptedServer(
            streamed
                ? c => c.RespondEventsAsync(
                    V1.Delta("""{"role":"assistant","content":"a","mood":"glad","piece":"1"}"""), V1.Delta("""{"content":"b","reasoning":"hm","mood":null,"piece":"2"}"""), V1.Finish, V1.Done)
                : c => c.RespondJsonAsync("""{"choices":[{"index":0,"message":{"role":"assistant","content":"ab","reasoning":"hm","mood":"glad"},"finish_reason":"stop"}]}"""),
            c => streamed ? c.RespondEventsAsync(V1.Finish, V1.Done) : c.RespondJsonAsync(V1.Whole));
        await using var client = server.CreateV1();
        var conversation = client.StartConversation();

        await SendAsync(conversation, streamed);
        await SendAsync(client.LoadConversation(conversation.ToJson()), streamed);

        // A member that came in pieces is left out: nobody knows how they fit together.
        Assert.Equal("""{"role":"assistant","content":"ab","reasoning":"hm","mood":"glad"}""", Answer(server.Requests[1]));
    }

    private static Task SendAsync<TMessage, TAnswer>(Conversation<TMessage, TAnswer> conversation, bool streamed)
        where TMessage : class
        where TAnswer : class => streamed ? conversation.SendStreamAsync("hi", Ct).ToListAsync() : conversation.SendAsync("hi", Ct);

    private static string Native(string members, bool done) => $$$"""{"model":"m","message":{"role":"assistant",{{{members}}}},"done":{{{(done ? "true" : "false")}}}}""";

    private static string Answer(ScriptedRequest request)
    {
        var answer = request.Json().GetProperty("messages")[1];
        return JsonSerializer.Serialize(answer, LlmJson.Options.GetTypeInfo(typeof(JsonElement)));
    }
}
