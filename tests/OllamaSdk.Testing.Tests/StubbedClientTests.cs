// xUnit1051 wants a token in every line; most of the lines that people type have none.
#pragma warning disable xUnit1051
using NSubstitute;
using OllamaSdk;
using OllamaSdk.OpenAI;

namespace Newcomer;

/// <summary>Users' code under test, with clients that are stubbed: by a library, and by hand.</summary>
public sealed class StubbedClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_stub_answers_every_form_of_the_call()
    {
        var client = Substitute.For<OllamaClient>();
        client.ChatAsync(Arg.Any<OllamaChatRequest>(), Arg.Any<CallOptions>(), Arg.Any<CancellationToken>())
            .Returns(call => new OllamaChatResponse { Message = OllamaChatMessage.Assistant($"{{\"text\":\"{call.Arg<OllamaChatRequest>().Messages![^1].Content}!\"}}") });

        Assert.Contains("hi!", (await client.ChatAsync("hi")).Message!.Content);
        Assert.Contains("hi!", (await client.ChatAsync("hi", Cancellation)).Message!.Content);
        Assert.Contains("hi!", (await client.ChatAsync(new() { Messages = [OllamaChatMessage.User("hi")] })).Message!.Content);
        Assert.Equal("hi!", (await client.ChatAsync<Answer>("hi")).Text);
        Assert.Contains("hi!", (await client.RunWithToolsAsync("hi", Weather.LlmTools)).Text);
        Assert.Contains("hi!", (await client.StartConversation().SendAsync("hi", cancellationToken: Cancellation)).Text);
        await client.Received(6).ChatAsync(Arg.Any<OllamaChatRequest>(), Arg.Any<CallOptions>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task One_stub_of_a_stream_too()
    {
        var client = Substitute.For<OllamaClient>();
        client.ChatStreamAsync(Arg.Any<OllamaChatRequest>(), Arg.Any<CallOptions>(), Arg.Any<CancellationToken>()).Returns(_ => Chunks("a ", "b"));

        Assert.Equal("a b", await new Teller(client).TellAsync("go"));
        Assert.Equal("a b", (await client.ChatStreamAsync("go", Cancellation).ToResponseAsync(Cancellation)).Message!.Content);
    }

    [Fact]
    public async Task The_other_clients_too()
    {
        var v1 = Substitute.For<OpenAICompatibleClient>();
        v1.EmbedAsync(Arg.Any<EmbeddingRequest>(), Arg.Any<CallOptions>(), Arg.Any<CancellationToken>()).Returns(new EmbeddingList { Data = [] });
        var llm = Substitute.For<LlmClient>();
        llm.ChatAsync(Arg.Any<LlmRequest>(), Arg.Any<CancellationToken>()).Returns(new LlmResponse { Content = "hello" });

        Assert.Empty((await v1.EmbedAsync(["a", "b"])).Data!);
        Assert.Equal("hello", (await llm.ChatAsync("hi")).Content);
        Assert.Equal("hello", (await llm.RunWithToolsAsync("hi", Weather.LlmTools)).Text);
        await llm.DisposeAsync();
    }

    [Fact]
    public async Task A_stub_by_hand_says_what_it_lacks()
    {
        using var client = new ByHand();
        using var llm = new LlmByHand();
        using var v1 = new CompatibleByHand();

        Assert.True(await client.ModelExistsAsync("any", cancellationToken: Cancellation));
        Assert.Contains("GET /api/tags", (await Assert.ThrowsAsync<InvalidOperationException>(() => client.ListModelsAsync(cancellationToken: Cancellation))).Message);
        Assert.Contains("POST /api/chat", (await Assert.ThrowsAsync<InvalidOperationException>(() => client.ChatAsync("hi", Cancellation))).Message);
        Assert.Contains("POST /api/chat", (await Assert.ThrowsAsync<InvalidOperationException>(() => llm.ChatAsync("hi", Cancellation))).Message);
        Assert.Contains("GET /v1/models", (await Assert.ThrowsAsync<InvalidOperationException>(() => v1.ListModelsAsync(cancellationToken: Cancellation))).Message);
    }

    private static async IAsyncEnumerable<OllamaChatResponse> Chunks(params string[] texts)
    {
        foreach (var text in texts)
        {
            await Task.Yield();
            yield return new() { Message = OllamaChatMessage.Assistant(text) };
        }

        yield return new() { Message = OllamaChatMessage.Assistant(""), Done = true };
    }

    /// <summary>What somebody wrote over a client.</summary>
    private sealed class Teller(OllamaClient client)
    {
        public async Task<string> TellAsync(string prompt)
        {
            var text = "";
            await foreach (var chunk in client.ChatStreamAsync(prompt))
            {
                text += chunk.Message?.Content;
            }

            return text;
        }
    }

    private sealed class ByHand : OllamaClient
    {
        public override Task<ShowModelResponse> ShowModelAsync(ShowModelRequest request, CallOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ShowModelResponse());
    }

    private sealed class LlmByHand : LlmClient;

    private sealed class CompatibleByHand : OpenAICompatibleClient;
}
