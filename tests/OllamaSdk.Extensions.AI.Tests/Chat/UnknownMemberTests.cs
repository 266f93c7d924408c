using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSdk.OpenAI;
using OllamaSdk.TestKit;
using static OllamaSdk.Extensions.AI.Tests.Adapters;

namespace OllamaSdk.Extensions.AI.Tests.Chat;

/// <summary>Members that nobody here knows, such as signatures: they go back to the server that sent them, even after a way through JSON.</summary>
public sealed class UnknownMemberTests
{
    private const string NativeCall = """{"id":"a","signature":"s1","function":{"name":"weather","arguments":{"city":"Oslo"},"thought":"s2"}}""";
    private const string OpenAICall = """{"id":"a","type":"function","signature":"s1","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}","thought":"s2"}}""";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_go_back_to_Ollama(bool streamed)
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(
            $$"""{"model":"m","message":{"role":"assistant","content":"hm","cite":[1],"tool_calls":[{{NativeCall}}]},"done":true,"done_reason":"stop"}"""));
        using var client = new OllamaClient(server.Url);

        var message = await SecondMessageAsync(client.AsIChatClient("m"), server, streamed);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse($$"""{"role":"assistant","content":"hm","cite":[1],"tool_calls":[{{NativeCall}}]}"""), message), message.GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_go_back_to_a_compatible_server(bool streamed)
    {
        const string body = $$"""{"role":"assistant","content":"hm","reasoning_content":"so","cite":[1],"tool_calls":[{{OpenAICall}}]}""";
        await using var server = new ScriptedServer(c => streamed
            ? c.RespondAsync(200, "text/event-stream", $$"""data: {"id":"x","choices":[{"index":0,"delta":{{body}},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n")
            : c.RespondJsonAsync($$"""{"id":"x","choices":[{"index":0,"message":{{body}},"finish_reason":"tool_calls"}]}"""));
        using var client = new OpenAICompatibleClient(server.Url + "v1");

        var message = await SecondMessageAsync(client.AsIChatClient("m"), server, streamed);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(body), message), message.GetRawText());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_go_back_by_an_llm_client(bool streamed)
    {
        await using var server = new ScriptedServer(c => c.RespondNdjsonAsync(
            $$"""{"model":"m","message":{"role":"assistant","content":"hm","cite":[1],"tool_calls":[{{NativeCall}}]},"done":true,"done_reason":"stop"}"""));
        using var client = new LlmClient(new LlmTarget(LlmProviders.Ollama, "m", server.Url.ToString()));

        var message = await SecondMessageAsync(client.AsIChatClient(), server, streamed);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse($$"""{"role":"assistant","content":"hm","cite":[1],"tool_calls":[{{NativeCall}}]}"""), message), message.GetRawText());
    }

    [Fact]
    public async Task They_do_not_go_to_servers_of_another_kind()
    {
        await using var ollama = new ScriptedServer(c => c.RespondNdjsonAsync(
            $$"""{"model":"m","message":{"role":"assistant","content":"hm","cite":[1],"tool_calls":[{{NativeCall}}]},"done":true,"done_reason":"stop"}"""));
        await using var other = new ScriptedServer(c => c.RespondJsonAsync("""{"choices":[{"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}"""));
        using var client = new OllamaClient(ollama.Url);
        using var openAI = new OpenAICompatibleClient(other.Url + "v1");
        using var llm = new LlmClient(new LlmTarget(LlmProviders.Vllm, "m", other.Url.ToString()));
        var answer = await client.AsIChatClient("m").GetResponseAsync("hello", cancellationToken: Ct);
        answer.Messages[0].AdditionalProperties!["mine"] = "secret";

        await openAI.AsIChatClient("m").GetResponseAsync(answer.Messages, cancellationToken: Ct);
        await llm.AsIChatClient().GetResponseAsync(answer.Messages, cancellationToken: Ct);

        Assert.Equal(2, other.Requests.Count);
        Assert.All(other.Requests, request => Assert.DoesNotContain("cite", request.Text, StringComparison.Ordinal));
        Assert.All(other.Requests, request => Assert.DoesNotContain("signature", request.Text, StringComparison.Ordinal));
        Assert.All(other.Requests, request => Assert.DoesNotContain("secret", request.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arguments_that_are_no_object_are_an_error_that_the_model_sees_again()
    {
        await using var server = new ScriptedServer(c => c.RespondJsonAsync(
            """{"choices":[{"message":{"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"weather","arguments":"Oslo, please"}}]},"finish_reason":"tool_calls"}]}"""));
        using var client = new OpenAICompatibleClient(server.Url + "v1");
        var chat = client.AsIChatClient("m");

        var answer = await chat.GetResponseAsync("hello", cancellationToken: Ct);
        var call = Assert.Single(answer.Messages.Single().Contents.OfType<FunctionCallContent>());
        await chat.GetResponseAsync(answer.Messages, cancellationToken: Ct);

        Assert.Null(call.Arguments);
        Assert.NotNull(call.Exception);
        Assert.Contains("Oslo, please", server.Requests[^1].Text, StringComparison.Ordinal);
    }

    // Asks twice, with the first answer kept as JSON meanwhile, and tells how that answer was sent.
    private static async Task<JsonElement> SecondMessageAsync(IChatClient chat, ScriptedServer server, bool streamed)
    {
        var answer = streamed
            ? await chat.GetStreamingResponseAsync("hello", cancellationToken: Ct).ToChatResponseAsync(Ct)
            : await chat.GetResponseAsync("hello", cancellationToken: Ct);
        var type = AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse));
        var kept = (ChatResponse)JsonSerializer.Deserialize(JsonSerializer.Serialize(answer, type), type)!;
        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, "hello"), .. kept.Messages, new ChatMessage(ChatRole.User, "go on")], cancellationToken: Ct);
        return server.Requests[^1].Json().GetProperty("messages")[1];
    }
}
