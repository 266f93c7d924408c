using OllamaSdk.LiveTests.Both;
using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Ollama;

/// <summary>A real Ollama by <see cref="OllamaClient"/>.</summary>
public sealed class NativeTests : LiveTest
{
    private static OllamaChatRequest Request { get; } = new()
    {
        Messages = [OllamaChatMessage.User(Question)],
        Options = new ModelOptions { NumPredict = 200, Temperature = 0, Seed = 1 },
    };

    [Fact]
    public async Task A_chat_in_one_piece_and_as_a_stream()
    {
        await using var client = await ClientAsync();

        var whole = await client.ChatAsync(Request, Ct);
        var chunks = await client.ChatStreamAsync(Request, Ct).ToListAsync(Ct);
        var streamed = await chunks.ToAsyncEnumerable().ToResponseAsync(Ct);

        Assert.All((OllamaChatResponse[])[whole, streamed], answer =>
        {
            AssertSaid(answer.Message.Content, answer.Message.Thinking);
            Assert.True(answer is { Done: true, PromptEvalCount: > 0, EvalCount: > 0 });
            Assert.Contains(answer.DoneReason, (DoneReason?[])[DoneReason.Stop, DoneReason.Length]);
        });
        Assert.True(chunks.Count > 2);
        Assert.True(chunks[^1].Done);
    }

    [Fact]
    public async Task A_text_is_continued()
    {
        await using var client = await ClientAsync();
        var request = new GenerateRequest { Prompt = "The sky is", Options = new ModelOptions { NumPredict = 8 } };

        var whole = await client.GenerateAsync(request, cancellationToken: Ct);
        var streamed = await client.GenerateStreamAsync(request, cancellationToken: Ct).ToResponseAsync(Ct);

        Assert.All((GenerateResponse[])[whole, streamed], answer => Assert.True(answer is { Done: true, EvalCount: > 0 }));
    }

    [Fact]
    public async Task Tools_and_a_conversation()
    {
        await using var client = await ClientAsync();
        var conversation = client.StartConversation(tools: Weather.LlmTools);

        var first = await IfSupportedAsync(() => conversation.SendAsync("What is the weather in Lyon? Use the tool.", Ct));
        var events = await conversation.SendStreamAsync("And in Paris?", Ct).ToListAsync(Ct);

        AssertSaid(first.Text, first.Thinking);
        Assert.All(first.Calls, call => Assert.Equal("get_weather", call.Name));
        Assert.Single(events.OfType<ToolLoopFinishedEvent>());
    }

    [Fact]
    public async Task A_typed_answer()
    {
        await using var client = await ClientAsync();

        Assert.True(Enum.IsDefined((await client.ChatAsync<Sky>(Question, cancellationToken: Ct)).Colour));
    }

    [Fact]
    public async Task Thinking_where_the_model_can()
    {
        await using var client = await ClientAsync();

        var answer = await IfSupportedAsync(() => client.ChatAsync(Request with { Think = true }, Ct));

        Assert.False(string.IsNullOrWhiteSpace(answer.Message.Thinking));
    }

    [Fact]
    public async Task What_it_has()
    {
        var server = await ServerAsync();
        await using var client = await ClientAsync();

        Assert.NotEmpty(await client.GetVersionAsync(cancellationToken: Ct));
        Assert.Contains((await client.ListModelsAsync(cancellationToken: Ct)).Models, model => model.Name == server.Model && model.Size > 0);
        Assert.NotNull((await client.ShowModelAsync(cancellationToken: Ct)).Details);
        Assert.True(await client.ModelExistsAsync(cancellationToken: Ct));
        Assert.False(await client.ModelExistsAsync("no-such-model-of-the-tests", cancellationToken: Ct));
        await client.ChatAsync(Request, Ct);
        Assert.Contains((await client.ListRunningModelsAsync(cancellationToken: Ct)).Models, model => model.Name == server.Model);
    }

    [Fact]
    public async Task Refusals()
    {
        await using var client = await ClientAsync();

        var model = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatAsync("hi", model: "no-such-model-of-the-tests", cancellationToken: Ct));
        var streamed = await Assert.ThrowsAsync<LlmModelNotFoundException>(() => client.ChatStreamAsync("hi", model: "no-such-model-of-the-tests", cancellationToken: Ct).ToListAsync(Ct).AsTask());
        var route = await Assert.ThrowsAsync<LlmApiException>(() => client.SendAsync(HttpMethod.Get, "/api/no-such-route", cancellationToken: Ct));

        Assert.All((LlmApiException[])[model, streamed], error => Assert.Equal((404, "no-such-model-of-the-tests"), (error.Status, error.Model)));
        Assert.Equal(ApiErrorKind.RouteNotFound, route.Kind);
    }

    [Fact]
    public async Task Leaving_a_stream_leaves_a_server_that_answers()
    {
        await using var client = await ClientAsync();
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.ChatStreamAsync(Request, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        AssertSaid((await client.ChatAsync(Request with { Think = null }, Ct)).Message.Content, "anything");
    }

    protected override Task<LiveServer> ServerAsync() => LiveOllama.FindAsync();

    private async Task<OllamaClient> ClientAsync()
    {
        var server = await ServerAsync();
        return new OllamaClient(new OllamaClientOptions { Endpoint = server.Root, DefaultModel = server.Model });
    }
}
