using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Both;

/// <summary>Chats by <see cref="LlmClient"/>.</summary>
public abstract class LlmChatTests : LiveTest
{
    private static LlmRequest Request { get; } = new(Question) { System = "Be short.", MaxTokens = 200, Temperature = 0 };

    [Fact]
    public async Task An_answer_in_one_piece()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var answer = await client.ChatAsync(Request, Ct);

        AssertAnswer(server, answer);
    }

    [Fact]
    public async Task A_stream_says_the_same_as_an_answer_in_one_piece()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var updates = await client.ChatStreamAsync(Request, Ct).ToListAsync(Ct);

        var answer = Assert.Single(updates, update => update.Response is not null).Response!;
        AssertAnswer(server, answer);
        Assert.Equal(answer.Content, string.Concat(updates.Select(update => update.ContentDelta)));
        Assert.Equal(answer.Thinking ?? "", string.Concat(updates.Select(update => update.ThinkingDelta)));
        Assert.DoesNotContain(updates, update => update.IsRestart);
    }

    [Fact]
    public async Task A_conversation_can_be_saved_and_goes_on()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();
        var conversation = client.StartConversation(system: "Be short.");
        var first = await conversation.SendAsync(Question, Ct);

        var later = client.LoadConversation(conversation.ToJson());
        var second = await later.SendAsync("And at night?", Ct);

        AssertSaid(first.Text, first.Thinking);
        AssertSaid(second.Text, second.Thinking);
        Assert.Equal(conversation.Messages.Count + 2, later.Messages.Count);
        Assert.True(second.Answer?.Usage.PromptTokens > first.Answer?.Usage.PromptTokens, "The second question was asked without the first.");
    }

    [Fact]
    public async Task Leaving_a_stream_leaves_a_server_that_answers()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        await foreach (var _ in client.ChatStreamAsync(Request with { MaxTokens = null }, Ct))
        {
            break;
        }

        AssertAnswer(server, await client.ChatAsync(Request, Ct));
    }

    [Fact]
    public async Task Several_at_once_get_an_answer_each()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var results = await client.ChatManyAsync(Enumerable.Range(0, 6).Select(i => Request with { RequestId = $"many-{i}" }), new BulkOptions { MaxConcurrency = 3 }, Ct).ToListAsync(Ct);

        Assert.Equal(6, results.Count);
        Assert.All(results, result => AssertAnswer(server, result.Succeeded ? result.Output : throw result.Error));
    }

    [Fact]
    public async Task It_is_well_and_its_model_is_listed()
    {
        var server = await ServerAsync();
        await using var client = server.Llm();

        var health = await client.HealthCheckAsync(Ct);
        var models = await client.ListModelsAsync(cancellationToken: Ct);
        var preflight = await client.PreflightAsync(Request, Ct);

        Assert.Equal(ServerState.Ready, Assert.Single(health.Servers).State);
        Assert.Contains(models, model => model.Id == server.Model);
        Assert.Empty(Assert.Single(preflight.Targets).Problems);
    }

    [Fact]
    public async Task It_is_found_out_what_it_is()
    {
        var server = await ServerAsync();

        var found = await LlmProviders.DetectAsync(server.Root, cancellationToken: Ct);

        Assert.Contains(found.Provider, (LlmProvider[])[server.Provider, LlmProviders.Ollama]);
        Assert.False(string.IsNullOrEmpty(found.Version));
        await using var client = new LlmClient(new LlmTarget(found.Provider, server.Model, found.Endpoint));
        var answer = await client.ChatAsync(Request, Ct);
        AssertSaid(answer.Content, answer.Thinking);
    }

    private void AssertAnswer(LiveServer server, LlmResponse answer)
    {
        AssertSaid(answer.Content, answer.Thinking);
        Assert.Contains(answer.FinishReason, (string[])["stop", "length"]);
        Assert.Equal((server.Model, server.Provider.Name), (answer.Model, answer.Provider));
        Assert.True(answer.Usage is { PromptTokens: > 0, CompletionTokens: > 0 }, answer.Usage.ToString());
        Assert.False(answer.UsedFallback);
    }
}
