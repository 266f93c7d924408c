using Microsoft.Extensions.AI;
using OllamaSdk.LiveTests.Servers;

namespace OllamaSdk.LiveTests.Both;

/// <summary>Chats and vectors by Microsoft.Extensions.AI, over both clients that this server has.</summary>
public abstract class ChatClientTests : LiveTest
{
    // Enough for those who think first, and the same words each time.
    private static readonly ChatOptions s_short = new() { MaxOutputTokens = 200, Temperature = 0, Seed = 7, Instructions = "Be short." };

    /// <summary>Where vectors are made, which may be another server.</summary>
    protected abstract Task<LiveServer> EmbedderAsync();

    /// <summary>Where tools are called, which may be another server.</summary>
    protected abstract Task<LiveServer> CallerAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_in_parts_says_the_same_as_one_in_one_piece(bool isLlm)
    {
        var server = await ServerAsync();
        var chat = ChatOf(server, isLlm);

        var whole = await chat.GetResponseAsync(Question, s_short, Ct);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync(Question, s_short, Ct))
        {
            updates.Add(update);
        }

        var streamed = updates.ToChatResponse();
        AssertSaid(whole.Text, Thought(whole));
        Assert.Equal(whole.Text + Thought(whole), streamed.Text + Thought(streamed));
        Assert.Equal((whole.FinishReason, whole.ModelId, whole.Usage?.InputTokenCount), (streamed.FinishReason, streamed.ModelId, streamed.Usage?.InputTokenCount));
        Assert.True(updates.Count > 2);
        Assert.All((ChatResponse[])[whole, streamed], answer =>
        {
            Assert.True(answer.Usage is { InputTokenCount: > 1, OutputTokenCount: > 1 });
            Assert.Equal(answer.Usage.InputTokenCount + answer.Usage.OutputTokenCount, answer.Usage.TotalTokenCount);
            Assert.NotNull(answer.FinishReason);
            Assert.NotEmpty(answer.ResponseId!);
            Assert.NotNull(answer.RawRepresentation ?? answer.Messages[0].RawRepresentation ?? updates[0].RawRepresentation);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_goes_on(bool isLlm)
    {
        var server = await ServerAsync();
        var chat = ChatOf(server, isLlm);
        List<ChatMessage> history = [new(ChatRole.User, Question)];

        var first = await chat.GetStreamingResponseAsync(history, s_short, Ct).ToChatResponseAsync(Ct);
        history.AddMessages(first);
        history.Add(new(ChatRole.User, "And at night?"));
        var second = await chat.GetResponseAsync(history, s_short, Ct);

        AssertSaid(second.Text, Thought(second));
        Assert.True(second.Usage?.InputTokenCount > first.Usage?.InputTokenCount, "The second question was asked without the first.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_function_is_called_and_its_result_is_read(bool isLlm)
    {
        var server = await CallerAsync();
        using var chat = ChatOf(server, isLlm).AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [.. Weather.LlmTools.AsAITools()], Temperature = 0, Seed = 7 };

        foreach (var streamed in (bool[])[false, true])
        {
            var answer = await IfSupportedAsync(() => streamed
                ? chat.GetStreamingResponseAsync("How is the weather in Lyon? Ask the tool.", options, Ct).ToChatResponseAsync(Ct)
                : chat.GetResponseAsync("How is the weather in Lyon? Ask the tool.", options, Ct));
            var contents = answer.Messages.SelectMany(message => message.Contents).ToList();
            Assert.SkipWhen(Words is null && !contents.OfType<FunctionCallContent>().Any(), "The model did not call the tool.");

            var call = Assert.Single(contents.OfType<FunctionCallContent>());
            var result = Assert.Single(contents.OfType<FunctionResultContent>());
            Assert.Equal(("get_weather", call.CallId), (call.Name, result.CallId));
            Assert.Contains("21 degrees", result.Result?.ToString(), StringComparison.Ordinal);
            Assert.NotEmpty(answer.Messages[^1].Text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelling_ends_a_stream_and_the_server_answers_again(bool isLlm)
    {
        var server = await ServerAsync();
        var chat = ChatOf(server, isLlm);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in chat.GetStreamingResponseAsync(Question, s_short, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        var answer = await chat.GetResponseAsync(Question, s_short, Ct);
        AssertSaid(answer.Text, Thought(answer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Texts_become_vectors_in_their_order(bool isLlm)
    {
        var server = await EmbedderAsync();
        var generator = isLlm ? server.Llm().AsIEmbeddingGenerator() : server.OpenAI().AsIEmbeddingGenerator();

        var all = await IfSupportedAsync(() => generator.GenerateAsync(["Red", "White", "Blue"], cancellationToken: Ct));
        var white = await generator.GenerateAsync(["White"], cancellationToken: Ct);

        Assert.Equal(3, all.Count);
        Assert.True(all.Usage?.InputTokenCount > 2);
        Assert.All(all[1].Vector.ToArray().Zip(white[0].Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-3));
        Assert.NotEqual(all[0].Vector.ToArray(), all[1].Vector.ToArray());
    }

    private static IChatClient ChatOf(LiveServer server, bool isLlm) => isLlm ? server.Llm().AsIChatClient() : server.OpenAI().AsIChatClient();

    private static string Thought(ChatResponse answer) =>
        string.Concat(answer.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(content => content.Text));
}
