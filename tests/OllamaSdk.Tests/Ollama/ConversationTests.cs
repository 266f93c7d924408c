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

        await conversation.SendAsync("first", cancellationToken: TestClient.Ct);
        await conversation.SendStreamAsync("second", cancellationToken: TestClient.Ct).ToListAsync();
        await conversation.SendAsync("third", cancellationToken: TestClient.Ct);

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

        await conversation.SendAsync("first", cancellationToken: TestClient.Ct);
        await conversation.SendAsync("second", cancellationToken: TestClient.Ct);

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

        await Assert.ThrowsAsync<LlmApiException>(() => conversation.SendAsync("a", cancellationToken: TestClient.Ct));
        await Assert.ThrowsAsync<LlmStreamException>(() => conversation.SendStreamAsync("b", cancellationToken: TestClient.Ct).ToListAsync());
        await foreach (var _ in conversation.SendStreamAsync("c", cancellationToken: TestClient.Ct))
        {
            break;
        }

        Assert.Empty(conversation.Messages);
    }

    [Fact]
    public async Task Leaving_after_the_last_chunk_keeps_the_turn()
    {
        using var handler = new StubHandler($"{TestClient.Chunk}\n{TestClient.Last}\n");
        await using var client = handler.Create();
        var conversation = client.StartConversation();

        await foreach (var chunk in conversation.SendStreamAsync("hi", cancellationToken: TestClient.Ct))
        {
            if (chunk.Done == true)
            {
                break;
            }
        }

        Assert.Equal(["hi", "a"], conversation.Messages.Select(message => message.Content));
    }

    [Fact]
    public async Task Tool_calls_are_kept_with_ids_to_answer_them_by()
    {
        using var handler = new StubHandler("""{"message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":true}""" + "\n");
        await using var client = handler.Create();
        var conversation = client.StartConversation();

        await conversation.SendStreamAsync("hi", cancellationToken: TestClient.Ct).ToListAsync();

        var call = Assert.Single(conversation.Messages[1].ToolCalls!);
        var answer = OllamaChatMessage.Tool(call, "42");
        Assert.False(string.IsNullOrEmpty(answer.ToolCallId));
        Assert.Equal(("tool", "f", "42"), (answer.Role?.Value, answer.ToolName, answer.Content));
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
