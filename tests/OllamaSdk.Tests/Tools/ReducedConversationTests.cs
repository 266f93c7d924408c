using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>Conversations whose oldest turns are left out or summarized before each turn, on every client, whole and streamed.</summary>
public sealed class ReducedConversationTests
{
    private static CancellationToken Ct => TestClient.Ct;

    public static TheoryData<string, bool> Ways => SpeakingModel.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Turns_are_left_out_and_the_result_tells(string way, bool streamed)
    {
        using var model = new SpeakingModel("one", "two", "three");
        await RunAsync(way, model, async conversation =>
        {
            conversation.Reducer = new ConversationReducer { MaxTurns = 2 };

            var told = new List<int>();
            foreach (var text in (string[])["first", "second", "third"])
            {
                told.Add((await conversation.SendAsync(text, streamed)).Removed);
            }

            Assert.Equal([0, 0, 2], told);
            Assert.Equal(["Be brief.", "second", "two", "third"], Sent(model, 2));
            Assert.Equal(["Be brief.", "second", "two", "third", "three"], conversation.History);
        });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_model_summarizes_them(string way, bool streamed)
    {
        // The same model answers and summarizes.
        using var model = new SpeakingModel("one", "two", "They greeted.", "three", "four");
        using var client = model.Native();
        await RunAsync(way, model, async conversation =>
        {
            conversation.Reducer = new ConversationReducer
            {
                MaxTurns = 2,
                Summarize = async (prompt, stop) => (await client.ChatAsync(prompt, cancellationToken: stop)).Message.Content,
            };

            await conversation.SendAsync("first", streamed);
            await conversation.SendAsync("second", streamed);
            var (removed, summary) = await conversation.SendAsync("third", streamed);

            Assert.Equal((2, "They greeted."), (removed, summary));
            Assert.Equal(["Be brief.", "Summary of our conversation so far:\n\nThey greeted.", "I have read the summary.", "second", "two", "third"], Sent(model, 3));
            Assert.Equal(7, conversation.History.Length);
            Assert.Contains("User: first\nAssistant: one\n", Sent(model, 2)[0], StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_turn_that_fails_leaves_the_history_as_it_was(string way, bool streamed)
    {
        using var model = new SpeakingModel("one", "two");
        await RunAsync(way, model, async conversation =>
        {
            await conversation.SendAsync("first", streamed);
            var before = conversation.History;
            conversation.Reducer = new ConversationReducer { MaxTurns = 1, Summarize = (_, _) => throw new InvalidOperationException("mine") };

            Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => conversation.SendAsync("second", streamed))).Message);
            Assert.Equal(before, conversation.History);

            conversation.Reducer = new ConversationReducer();
            await Assert.ThrowsAsync<ArgumentException>(() => conversation.SendAsync("second", streamed));

            // And the next turn may be taken.
            conversation.Reducer = null;
            await conversation.SendAsync("second", streamed);
            Assert.Equal(5, conversation.History.Length);
        });
    }

    [Fact]
    public async Task While_it_summarizes_the_turn_is_under_way()
    {
        using var model = new SpeakingModel("one");
        using var client = model.Native();
        var asked = new TaskCompletionSource();
        var answer = new TaskCompletionSource<string>();
        var conversation = client.StartConversation();
        await conversation.SendAsync("first", Ct);
        conversation.Reducer = new ConversationReducer
        {
            MaxTurns = 1,
            Summarize = (_, _) =>
            {
                asked.SetResult();
                return answer.Task;
            },
        };

        var turn = conversation.SendAsync("second", Ct);
        await asked.Task;
        await Assert.ThrowsAsync<InvalidOperationException>(() => conversation.SendAsync("third", Ct));
        answer.SetResult("short");

        Assert.Equal("short", (await turn).Reduction!.Summary);
    }

    private static string[] Sent(SpeakingModel model, int request) =>
        [.. model.Requests[request].GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("content").GetString()!)];

    private static async Task RunAsync(string way, SpeakingModel model, Func<Talk, Task> test)
    {
        switch (way)
        {
            case "native":
                using (var client = model.Native())
                {
                    await test(new Talk<OllamaChatMessage, OllamaChatResponse>(client.StartConversation(system: "Be brief."), message => message.Content));
                }

                break;
            case "v1":
                using (var client = model.CreateV1())
                {
                    await test(new Talk<ChatCompletionMessage, ChatCompletion>(client.StartConversation(system: "Be brief."), message => message.Content.Text));
                }

                break;
            default:
                using (var client = model.Llm())
                {
                    await test(new Talk<LlmMessage, LlmResponse>(client.StartConversation(system: "Be brief."), message => message.Content));
                }

                break;
        }
    }

    /// <summary>A conversation of any client.</summary>
    private abstract class Talk
    {
        public abstract ConversationReducer? Reducer { set; }

        public abstract string[] History { get; }

        public abstract Task<(int Removed, string? Summary)> SendAsync(string text, bool streamed);
    }

    private sealed class Talk<TMessage, TAnswer>(Conversation<TMessage, TAnswer> conversation, Func<TMessage, string> content) : Talk
        where TMessage : class
        where TAnswer : class
    {
        public override ConversationReducer? Reducer
        {
            set => conversation.Reducer = value;
        }

        public override string[] History => [.. conversation.Messages.Select(content)];

        public override async Task<(int Removed, string? Summary)> SendAsync(string text, bool streamed)
        {
            var result = streamed
                ? (ToolLoopResult<TMessage, TAnswer>)(await conversation.SendStreamAsync(text, Ct).ToListAsync()).OfType<ToolLoopFinishedEvent>().Single().Result
                : await conversation.SendAsync(text, Ct);
            return (result.Reduction?.Removed.Count ?? 0, result.Reduction?.Summary);
        }
    }
}
