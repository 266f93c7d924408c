using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Api;

/// <summary>A turn enters the history when its answer is complete, and not otherwise.</summary>
public sealed class ConversationTests
{
    [Fact]
    public async Task Turns_are_kept_and_sent()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("""{"message":{"role":"assistant","content":"one"},"done":true}"""),
            connection => connection.RespondNdjsonAsync("""{"message":{"role":"assistant","content":"tw"},"done":false}""", """{"message":{"role":"assistant","content":"o"},"done":true}"""),
            connection => connection.RespondNdjsonAsync(TestClient.Last));
        await using var client = server.Create();
        var conversation = client.StartConversation(system: "be brief");

        await conversation.SendAsync("first", TestClient.Ct);
        await conversation.SendStreamAsync("second", TestClient.Ct).ToListAsync();
        await conversation.SendAsync("third", TestClient.Ct);

        Assert.Equal(["be brief", "first", "one", "second", "two", "third", ""], conversation.Messages.Select(message => message.Content));
        Assert.Equal(["system", "user", "assistant", "user", "assistant", "user"], Roles(server.Requests[2]));
        Assert.Equal(["system", "user"], Roles(server.Requests[0]));
    }

    [Fact]
    public async Task An_answer_without_a_role_can_be_sent_back()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""{"message":{"content":"one"},"done":true}"""));
        await using var client = server.Create();
        var conversation = client.StartConversation();

        await conversation.SendAsync("first", TestClient.Ct);
        await conversation.SendAsync("second", TestClient.Ct);

        Assert.Equal(["user", "assistant", "user"], Roles(server.Requests[1]));
    }

    [Fact]
    public async Task A_turn_that_failed_or_was_left_leaves_no_trace()
    {
        await using var server = new ScriptedServer(
            connection => connection.RespondJsonAsync("{}", 400),
            connection => connection.RespondNdjsonAsync(TestClient.Chunk, """{"error":"boom"}"""),
            connection => connection.RespondNdjsonAsync(TestClient.Chunk, TestClient.Chunk, TestClient.Last));
        await using var client = server.Create();
        var conversation = client.StartConversation("m");

        await Assert.ThrowsAsync<LlmApiException>(() => conversation.SendAsync("a", TestClient.Ct));
        await Assert.ThrowsAsync<LlmStreamException>(() => conversation.SendStreamAsync("b", TestClient.Ct).ToListAsync());
        await foreach (var _ in conversation.SendStreamAsync("c", TestClient.Ct))
        {
            break;
        }

        Assert.Empty(conversation.Messages);
    }

    [Fact]
    public async Task Leaving_at_the_last_event_keeps_the_turn()
    {
        using var handler = new StubHandler($"{TestClient.Chunk}\n{TestClient.Last}\n");
        await using var client = handler.Create();
        var conversation = client.StartConversation();

        await foreach (var happened in conversation.SendStreamAsync("hi", TestClient.Ct))
        {
            if (happened is ToolLoopFinishedEvent)
            {
                break;
            }
        }

        Assert.Equal(["hi", "a"], conversation.Messages.Select(message => message.Content));
    }

    [Fact]
    public async Task Tool_calls_are_kept_with_ids_that_their_results_name()
    {
        var model = new Tools.ScriptedModel(Tools.ScriptedModel.Calls(Tools.ScriptedModel.Call("f")), Tools.ScriptedModel.Answer("sorry"));
        await using var client = model.Create();
        var conversation = client.StartConversation();

        await conversation.SendStreamAsync("hi", TestClient.Ct).ToListAsync();

        var call = Assert.Single(conversation.Messages[1].ToolCalls!);
        var result = conversation.Messages[2];
        Assert.False(string.IsNullOrEmpty(call.Id));
        Assert.Equal(("tool", "f", call.Id), (result.Role?.Value, result.ToolName, result.ToolCallId));
    }

    [Fact]
    public void A_conversation_needs_a_model()
    {
        using var client = new OllamaClient("h");

        Assert.Throws<ArgumentException>(() => client.StartConversation());
        Assert.Equal("x", client.StartConversation("x").Request.Model);
    }

    private static IEnumerable<string?> Roles(ScriptedRequest request) =>
        request.Json().GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
}
