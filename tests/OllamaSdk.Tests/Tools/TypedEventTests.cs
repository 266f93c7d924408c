using OllamaSdk.OpenAI;
using static OllamaSdk.Tests.Tools.ScriptedModel;

namespace OllamaSdk.Tests.Tools;

/// <summary>A loop's events are in the types of its client, so that the conversation goes on without naming them.</summary>
public sealed class TypedEventTests
{
    [Fact]
    public async Task The_native_clients() => Check<OllamaChatMessage, OllamaChatResponse>(
        await new ScriptedModel(Calls(Call("echo")), Answer("done")).WatchAsync([TestTools.Echo]), LlmMessage.User("x"));

    [Fact]
    public async Task The_OpenAI_compatible_clients()
    {
        var model = new ScriptedModel(
            [V1.Events(V1.Delta("""{"tool_calls":[{"index":0,"id":"c","function":{"name":"echo","arguments":"{}"}}]}"""), V1.Finish, V1.Done)],
            [V1.Events(V1.Text("done"), V1.Finish, V1.Done)]);

        Check<ChatCompletionMessage, ChatCompletion>(
            await model.CreateV1().RunWithToolsStreamAsync(
                new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("go")] }, [TestTools.Echo], cancellationToken: TestClient.Ct).ToListAsync(),
            OllamaChatMessage.User("x"));
    }

    [Fact]
    public async Task Those_of_a_client_of_many_servers()
    {
        var options = Llm.LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9"));
        options.Handler = new ScriptedModel(Calls(Call("echo")), Answer("done"));
        await using var client = new LlmClient(options);

        Check<LlmMessage, LlmResponse>(
            await client.RunWithToolsStreamAsync(new LlmRequest("go"), [TestTools.Echo], cancellationToken: TestClient.Ct).ToListAsync(), OllamaChatMessage.User("x"));
    }

    private static void Check<TMessage, TAnswer>(List<ToolLoopEvent> events, object other)
        where TMessage : class
        where TAnswer : class
    {
        var rounds = events.OfType<ToolLoopRoundEvent<TMessage, TAnswer>>().ToArray();
        var end = Assert.IsType<ToolLoopFinishedEvent<TMessage, TAnswer>>(events[^1]);

        Assert.Equal(events.OfType<ToolLoopRoundEvent>(), rounds);
        Assert.Equal([3, 4], rounds.Select(round => round.Progress.Messages.Count));
        Assert.Equal(4, end.Result.Messages.Count);
        Assert.NotNull(end.Result.Answer);
        // Whoever does not know the client still has the base.
        Assert.Same(end.Result, ((ToolLoopFinishedEvent)end).Result);
        Assert.Same(end.Result.Messages, ((ToolLoopFinishedEvent)end).Result.MessagesAs<TMessage>());
        var wrong = Assert.Throws<InvalidOperationException>(() => Wrong(end.Result, other));
        Assert.Contains($"MessagesAs<{typeof(TMessage).Name}>()", wrong.Message, StringComparison.Ordinal);
    }

    private static object Wrong(ToolLoopResult result, object other) => other is LlmMessage ? result.MessagesAs<LlmMessage>() : result.MessagesAs<OllamaChatMessage>();
}
