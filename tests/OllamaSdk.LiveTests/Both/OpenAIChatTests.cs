using OllamaSdk.OpenAI;

namespace OllamaSdk.LiveTests.Both;

/// <summary>Chats by <see cref="OpenAICompatibleClient"/>.</summary>
public abstract class OpenAIChatTests : LiveTest
{
    private static ChatCompletionRequest Request { get; } = new() { Messages = [ChatCompletionMessage.User(Question)], MaxTokens = 200, Temperature = 0 };

    [Fact]
    public async Task An_answer_in_one_piece()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var answer = await client.ChatAsync(Request, Ct);

        var choice = Assert.Single(answer.Choices);
        AssertSaid(choice.Message.Content.Text, choice.Message.ReasoningText);
        Assert.Equal(LlmRole.Assistant, choice.Message.Role);
        Assert.Contains(choice.FinishReason, (FinishReason?[])[FinishReason.Stop, FinishReason.Length]);
        Assert.Equal(server.Model, answer.Model);
        Assert.NotEmpty(answer.Id);
        AssertCounted(answer.Usage);
    }

    [Fact]
    public async Task A_stream_says_the_same_as_an_answer_in_one_piece()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var chunks = await client.ChatStreamAsync(Request, Ct).ToListAsync(Ct);
        var answer = await chunks.ToAsyncEnumerable().ToResponseAsync(Ct);

        var message = Assert.Single(answer.Choices).Message;
        AssertSaid(message.Content.Text, message.ReasoningText);
        Assert.Equal(message.Content.Text, string.Concat(chunks.SelectMany(chunk => chunk.Choices).Select(choice => choice.Delta.Content)));
        Assert.True(chunks.Count > 2, $"{chunks.Count} chunks are no stream.");
        Assert.Contains(answer.Choices[0].FinishReason, (FinishReason?[])[FinishReason.Stop, FinishReason.Length]);
        AssertCounted(answer.Usage);
    }

    [Fact]
    public async Task An_answer_that_is_cut_by_the_limit_of_tokens_says_so()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();
        var request = Request with { MaxTokens = 2 };

        var whole = await client.ChatAsync(request, Ct);
        var streamed = await client.ChatStreamAsync(request, Ct).ToResponseAsync(Ct);

        Assert.All((ChatCompletion[])[whole, streamed], answer => Assert.Equal((FinishReason.Length, 2L), (answer.Choices[0].FinishReason, answer.Usage?.CompletionTokens)));
    }

    [Fact]
    public async Task A_conversation_tells_the_server_what_was_said()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();
        var conversation = client.StartConversation(system: "Be short.");

        var first = await conversation.SendAsync(Question, Ct);
        var second = (await conversation.SendStreamAsync("And at night?", Ct).ToListAsync(Ct)).OfType<ToolLoopFinishedEvent>().Single().Result;

        AssertSaid(first.Text, first.Thinking);
        AssertSaid(second.Text, second.Thinking);
        Assert.Equal(["system", "user", "assistant", "user", "assistant"], conversation.Messages.Select(message => message.Role?.Value));
        Assert.Equal(first.Text, conversation.Messages[2].Content.Text);
    }

    [Fact]
    public async Task Plain_text_is_continued()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();
        var request = new CompletionRequest { Prompt = "The sky is", MaxTokens = 8, Temperature = 0 };

        var whole = await client.CompleteAsync(request, cancellationToken: Ct);
        var chunks = await client.CompleteStreamAsync(request, cancellationToken: Ct).ToListAsync(Ct);

        AssertCounted(whole.Usage);
        Assert.NotNull(Assert.Single(whole.Choices).FinishReason);
        Assert.Contains(chunks, chunk => chunk.Choices.Any(choice => choice.FinishReason is not null));
        AssertCounted(chunks.Last(chunk => chunk.Usage is not null).Usage);
    }

    [Fact]
    public async Task The_model_is_listed()
    {
        var server = await ServerAsync();
        await using var client = server.OpenAI();

        var list = await client.ListModelsAsync(cancellationToken: Ct);

        Assert.Contains(list.Data, model => model.Id == server.Model && model.OwnedBy.Length > 0);
    }

    private static void AssertCounted(CompletionUsage? usage)
    {
        Assert.NotNull(usage);
        Assert.True(usage is { PromptTokens: > 0, CompletionTokens: > 0 }, usage.ToString());
        Assert.Equal(usage.PromptTokens + usage.CompletionTokens, usage.TotalTokens);
    }
}
