using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Tools;

/// <summary>What a reducer leaves of a list of messages, whichever API's they are.</summary>
public sealed class ReducerTests
{
    // Twelve bytes each, so that a message has 8 tokens by estimate.
    private static readonly string[] s_turns = ["u1", "a1", "u2", "a2", "u3", "a3", "u4"];

    private static CancellationToken Ct => TestClient.Ct;

    public static TheoryData<string> Kinds => ["native", "v1", "llm"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_oldest_turns_go_and_the_system_prompt_stays(string kind)
    {
        var (left, removed, _) = await ReduceAsync(kind, new() { MaxTurns = 2 }, ["s0", .. s_turns]);

        Assert.Equal(["s0", "u3", "a3", "u4"], left);
        Assert.Equal(["u1", "a1", "u2", "a2"], removed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task By_tokens_no_more_go_than_must(string kind)
    {
        var reducer = new ConversationReducer { CountTokens = _ => 6 };
        foreach (var (most, stays) in ((int, int)[])[(70, 7), (69, 5), (50, 5), (49, 3), (30, 3), (29, 1), (1, 1)])
        {
            reducer.MaxTokens = most;
            var (left, removed, size) = await ReduceAsync(kind, reducer, s_turns);

            Assert.Equal(s_turns[^stays..], left);
            Assert.Equal(s_turns[..^stays], removed);
            Assert.Equal(stays * 10, size);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_share_of_the_limit_leaves_room_for_the_next_turns(string kind)
    {
        var reducer = new ConversationReducer { MaxTokens = 69, ReduceTo = 0.5, CountTokens = _ => 6 };

        Assert.Equal(3, (await ReduceAsync(kind, reducer, s_turns)).Left.Length);
        Assert.Equal(5, (await ReduceAsync(kind, reducer, s_turns[2..])).Left.Length);
        Assert.Equal(3, (await ReduceAsync(kind, new() { MaxTurns = 3, ReduceTo = 0.7 }, s_turns)).Left.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_call_and_its_results_stay_or_go_together(string kind)
    {
        string[] talk = ["s0", "u1", "c2", "t1", "t2", "a1", "u2", "c1", "t3", "a2", "u3"];
        for (var most = 1; most < 4; most++)
        {
            var (left, removed, _) = await ReduceAsync(kind, new() { MaxTurns = most }, talk);

            Assert.Equal(talk, (string[])[left[0], .. removed, .. left[1..]]);
            Assert.StartsWith("u", left[1], StringComparison.Ordinal);
        }

        // A result that comes late keeps its turn open: a person may have spoken in between.
        Assert.Equal(["u3"], (await ReduceAsync(kind, new() { MaxTurns = 1 }, ["u1", "c1", "u2", "a1", "t1", "a2", "u3"])).Left);
        Assert.Equal(7, (await ReduceAsync(kind, new() { MaxTurns = 2 }, ["u1", "c1", "u2", "a1", "t1", "a2", "u3"])).Left.Length);
        Assert.Equal(4, (await ReduceAsync(kind, new() { MaxTurns = 1 }, ["u1", "c1", "u2", "t1"])).Left.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task System_messages_stay_wherever_they_are(string kind)
    {
        var (left, removed, _) = await ReduceAsync(kind, new() { MaxTurns = 1 }, ["s0", "d0", "u1", "s1", "a1", "u2", "s2", "a2"]);

        Assert.Equal(["s0", "d0", "s1", "u2", "s2", "a2"], left);
        Assert.Equal(["u1", "a1"], removed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_summary_is_a_turn_behind_the_system_prompt_and_goes_into_the_next(string kind)
    {
        List<string> asked = [];
        var reducer = new ConversationReducer
        {
            MaxTurns = 2,
            SummaryTokens = 100,
            Summarize = (prompt, _) =>
            {
                asked.Add(prompt);
                return Task.FromResult($" They talked {asked.Count} times.\n");
            },
        };

        var (first, gone, _) = await ReduceAsync(kind, reducer, ["s0", "u1", "c1", "t1", "a1", .. s_turns[2..]]);
        var (second, goneThen, _) = await ReduceAsync(kind, reducer, [.. first, "a4", "u5"]);
        var (third, _, _) = await ReduceAsync(kind, reducer, second);

        const string Heading = "Summary of our conversation so far:\n\n";
        Assert.Equal(["s0", $"{Heading}They talked 1 times.", "I have read the summary.", "u3", "a3", "u4"], first);
        Assert.Equal(["u1", "c1", "t1", "a1", "u2", "a2"], gone);
        Assert.Equal(["s0", $"{Heading}They talked 2 times.", "I have read the summary.", "u4", "a4", "u5"], second);
        Assert.Equal([$"{Heading}They talked 1 times.", "I have read the summary.", "u3", "a3"], goneThen);
        Assert.Equal(second, third);
        Assert.Equal(2, asked.Count);
        Assert.EndsWith("<conversation>\nUser: u1\nAssistant: c1\nAssistant calls tool1 {\"x\":1}\nTool: t1\nAssistant: a1\nUser: u2\nAssistant: a2\n</conversation>\n", asked[0], StringComparison.Ordinal);
        Assert.Contains("at most 75 words", asked[0], StringComparison.Ordinal);
        Assert.Contains("They talked 1 times.", asked[1], StringComparison.Ordinal);
        Assert.DoesNotContain("s0", asked[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Room_is_kept_for_the_summary_and_a_summary_alone_is_not_summarized()
    {
        var calls = 0;
        var reducer = new ConversationReducer
        {
            MaxTokens = 60, SummaryTokens = 25, CountTokens = text => text.StartsWith("Summary", StringComparison.Ordinal) ? 25 : 6,
            Summarize = (_, _) => Task.FromResult($"{++calls}"),
        };

        var (left, _, size) = await ReduceAsync("native", reducer, s_turns);
        Assert.Equal((5, 1), (left.Length, calls));
        Assert.True(size <= 69);

        reducer.MaxTokens = 10;
        Assert.Equal(3, (await ReduceAsync("native", reducer, [.. left[..2], "u9"])).Left.Length);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    public async Task A_model_that_writes_nothing_leaves_no_summary(string text)
    {
        var reducer = new ConversationReducer { MaxTurns = 1, Summarize = (_, _) => Task.FromResult(text) };

        var reduced = await reducer.ReduceAsync(s_turns.Select(Native), Ct);

        Assert.Equal(["u4"], reduced.Messages.Select(message => message.Content));
        Assert.Equal((true, null), (reduced.IsReduced, reduced.Summary));
    }

    [Fact]
    public async Task Long_texts_and_pictures_are_named_in_short()
    {
        var prompt = "";
        var reducer = new ConversationReducer
        {
            MaxTurns = 1, Instructions = "Be brief.",
            Summarize = (asked, _) =>
            {
                prompt = asked;
                return Task.FromResult("x");
            },
        };

        await reducer.ReduceAsync([OllamaChatMessage.User("look", LlmImage.FromBytes(new byte[] { 1 })), OllamaChatMessage.Assistant(new string('y', 100_000)), OllamaChatMessage.User("now")], Ct);

        Assert.StartsWith("Be brief. Use at most ", prompt, StringComparison.Ordinal);
        Assert.Contains("User: look [with a picture]\n", prompt, StringComparison.Ordinal);
        Assert.InRange(prompt.Length, 4000, 4400);
    }

    [Fact]
    public async Task It_can_be_cancelled_and_its_failures_are_the_callers()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var deaf = new ConversationReducer { MaxTurns = 1, Summarize = (_, _) => new TaskCompletionSource<string>().Task };
        var broken = new ConversationReducer { MaxTurns = 1, Summarize = (_, _) => throw new InvalidOperationException("mine") };

        var reducing = deaf.ReduceAsync(s_turns.Select(Native), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reducing);
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => broken.ReduceAsync(s_turns.Select(Native), Ct))).Message);
    }

    [Fact]
    public async Task What_is_short_enough_stays_as_it_is()
    {
        var messages = s_turns.Select(Native).ToArray();

        var reduced = await new ConversationReducer { MaxTurns = 4, MaxTokens = 1000 }.ReduceAsync(messages, Ct);

        Assert.Equal(messages, reduced.Messages);
        Assert.False(reduced.IsReduced);
        Assert.Equal(reduced.EstimatedTokensBefore, reduced.EstimatedTokens);
        Assert.Empty((await new ConversationReducer { MaxTurns = 1 }.ReduceAsync(Array.Empty<LlmMessage>(), Ct)).Messages);
    }

    [Fact]
    public async Task Wrong_settings_are_refused()
    {
        foreach (var reducer in (ConversationReducer[])
        [
            new(), new() { MaxTokens = 0 }, new() { MaxTurns = 0 }, new() { MaxTurns = 1, ReduceTo = 0 }, new() { MaxTurns = 1, ReduceTo = 1.1 }, new() { MaxTurns = 1, ReduceTo = double.NaN },
            new() { MaxTurns = 1, SummaryTokens = 0 }, new() { MaxTurns = 1, Instructions = null! },
        ])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => reducer.ReduceAsync(s_turns.Select(Native), Ct));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => new ConversationReducer { MaxTurns = 1 }.ReduceAsync([OllamaChatMessage.User("a"), null!], Ct));
    }

    private static async Task<(string[] Left, string[] Removed, long Size)> ReduceAsync(string kind, ConversationReducer reducer, string[] texts)
    {
        switch (kind)
        {
            case "native":
                var native = await reducer.ReduceAsync(texts.Select(Native), Ct);
                return ([.. native.Messages.Select(message => message.Content)], [.. native.Removed.Select(message => message.Content)], native.EstimatedTokens);
            case "v1":
                var v1 = await reducer.ReduceAsync(texts.Select(V1Message), Ct);
                return ([.. v1.Messages.Select(message => message.Content.Text)], [.. v1.Removed.Select(message => message.Content.Text)], v1.EstimatedTokens);
            default:
                var llm = await reducer.ReduceAsync(texts.Select(Llm), Ct);
                return ([.. llm.Messages.Select(message => message.Content)], [.. llm.Removed.Select(message => message.Content)], llm.EstimatedTokens);
        }
    }

    private static LlmRole RoleOf(string text) => text[0] switch
    {
        's' => LlmRole.System,
        'd' => new LlmRole("developer"),
        'a' or 'c' or 'I' => LlmRole.Assistant,
        't' => LlmRole.Tool,
        _ => LlmRole.User,
    };

    private static int CallsOf(string text) => text[0] == 'c' ? text[1] - '0' : 0;

    private static OllamaChatMessage Native(string text) => new()
    {
        Role = RoleOf(text), Content = text,
        ToolCalls = [.. Enumerable.Range(1, CallsOf(text)).Select(i => new OllamaToolCall { Function = new() { Name = $"tool{i}", Arguments = V1.Json("""{"x":1}""") } })],
    };

    private static ChatCompletionMessage V1Message(string text) => new()
    {
        Role = RoleOf(text), Content = text,
        ToolCalls = [.. Enumerable.Range(1, CallsOf(text)).Select(i => new ChatToolCall { Function = new() { Name = $"tool{i}", Arguments = """{"x":1}""" } })],
    };

    private static LlmMessage Llm(string text) => new()
    {
        Role = RoleOf(text), Content = text, ToolCalls = [.. Enumerable.Range(1, CallsOf(text)).Select(i => new LlmToolCall($"{i}", $"tool{i}", """{"x":1}"""))],
    };
}
