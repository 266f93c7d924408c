using System.Text.Json;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Some servers refuse an empty list, others close the connection at a null: neither is ever sent, whatever the request holds.</summary>
public sealed class RequestShapeTests
{
    private const int Requests = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_null_and_no_empty_list_in_any_request(int seed)
    {
        var random = new RandomRequests(seed);
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync(V1.Whole));
        await using var client = server.CreateV1();
        for (var i = 0; i < Requests; i++)
        {
            await client.ChatAsync(random.Chat(), cancellationToken: TestClient.Ct);
            await client.CompleteAsync(random.Completion(), cancellationToken: TestClient.Ct);
        }

        Assert.Equal(2 * Requests, server.Requests.Count);
        Assert.All(server.Requests, request => AssertClean(request.Json(), request.Text));
    }

    [Fact]
    public void The_check_itself_finds_both()
    {
        Assert.ThrowsAny<Exception>(() => AssertClean(V1.Json("""{"a":{"b":[1,null]}}"""), ""));
        Assert.ThrowsAny<Exception>(() => AssertClean(V1.Json("""{"a":[{"b":[]}]}"""), ""));
    }

    [Fact]
    public async Task An_answer_goes_back_without_the_nulls_it_came_with()
    {
        await using var server = new ScriptedServer(connection => connection.RespondJsonAsync("""
            {"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":null,"annotations":[],"audio":null,
            "function_call":null,"tool_calls":[],"reasoning":null},"finish_reason":"stop"}]}
            """));
        await using var client = server.CreateV1();
        var answer = await client.ChatAsync("hi", cancellationToken: TestClient.Ct);

        await client.ChatAsync(new ChatCompletionRequest { Messages = [answer.Choices![0].Message!] }, cancellationToken: TestClient.Ct);

        Assert.Equal("""[{"role":"assistant"}]""", server.Requests[1].Json().GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task The_callers_request_is_not_changed()
    {
        await using var client = V1.Answering(V1.Whole);
        var message = new ChatCompletionMessage { Role = LlmRole.User, Content = "q", ToolCalls = [] };
        var request = new ChatCompletionRequest { Messages = [message], Tools = [], Stop = Array.Empty<string>(), ToolChoice = ToolChoice.Auto };

        await client.ChatAsync(request, cancellationToken: TestClient.Ct);

        Assert.Equal((null, 0, 0, ToolChoice.Auto), (request.Model, request.Tools.Count, request.Stop.Texts.Count, request.ToolChoice));
        Assert.Same(message, Assert.Single(request.Messages));
        Assert.Empty(message.ToolCalls);
    }

    [Theory]
    [InlineData("embed")]
    [InlineData("complete")]
    [InlineData("respond")]
    public async Task An_empty_input_is_refused_before_it_is_sent(string route)
    {
        using var handler = new StubHandler(V1.Whole);
        await using var client = handler.CreateV1();
        string[] nothing = [];

        await Assert.ThrowsAsync<ArgumentException>(() => route switch
        {
            "embed" => client.EmbedAsync(nothing, cancellationToken: TestClient.Ct),
            "complete" => client.CompleteAsync(new CompletionRequest { Prompt = nothing }, cancellationToken: TestClient.Ct),
            _ => client.RespondAsync(new ResponseRequest { Input = Array.Empty<ResponseItem>() }, cancellationToken: TestClient.Ct),
        });

        Assert.Equal(0, handler.Requests);
    }

    private static void AssertClean(JsonElement json, string where)
    {
        Assert.False(json.ValueKind == JsonValueKind.Null, $"a null in {where}");
        if (json.ValueKind == JsonValueKind.Array)
        {
            Assert.True(json.GetArrayLength() > 0, $"an empty list in {where}");
            Assert.All(json.EnumerateArray(), item => AssertClean(item, where));
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            Assert.All(json.EnumerateObject(), member => AssertClean(member.Value, where));
        }
    }
}
