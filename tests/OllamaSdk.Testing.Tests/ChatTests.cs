namespace OllamaSdk.Testing.Tests;

public sealed class ChatTests : EmulatorTest
{
    private const string Hello = "This is the OllamaSdk emulator, not a model. You asked: \"hello\". No model has run; the same request always gets the same answer.";

    [Fact]
    public async Task Answers_and_says_what_it_is()
    {
        var answer = await Client.ChatAsync("hello", cancellationToken: Cancellation);

        Assert.Equal(Hello, answer.Message?.Content);
        Assert.Equal(LlmRole.Assistant, answer.Message?.Role);
        Assert.Equal("The emulator only pretends to think.", answer.Message?.Thinking);
        Assert.Equal("demo", answer.Model);
        Assert.Equal(DoneReason.Stop, answer.DoneReason);
        Assert.Equal(Clock.GetUtcNow(), answer.CreatedAt);
        Assert.True(answer.TotalDuration > answer.EvalDuration);
        Assert.True(answer.PromptEvalCount > 0);
    }

    [Fact]
    public async Task A_stream_adds_up_to_the_same_answer()
    {
        var chunks = await Client.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var whole = await Client.ChatAsync("hello", cancellationToken: Cancellation);

        Assert.Equal(whole.EvalCount + 1, chunks.Count);
        Assert.Equal(Hello, string.Concat(chunks.Select(chunk => chunk.Message?.Content)));
        Assert.Equal(whole.Message?.Thinking, string.Concat(chunks.Select(chunk => chunk.Message?.Thinking)));
        Assert.All(chunks.SkipLast(1), chunk => Assert.False(chunk.Done));
        Assert.True(chunks[^1].Done);
        Assert.Equal(whole.EvalCount, chunks[^1].EvalCount);
    }

    [Fact]
    public async Task Thinks_not_when_told_not_to()
    {
        var answer = await Client.ChatAsync(Question("hello") with { Think = false }, cancellationToken: Cancellation);

        Assert.Null(answer.Message?.ThinkingOnWire);
        Assert.Equal(Hello, answer.Message?.Content);
    }

    [Fact]
    public async Task Stops_after_the_tokens_that_are_allowed()
    {
        var answer = await Client.ChatAsync(Question("hello") with { Think = false, Options = new() { NumPredict = 3 } }, cancellationToken: Cancellation);

        Assert.Equal("This is the", answer.Message?.Content);
        Assert.Equal(DoneReason.Length, answer.DoneReason);
        Assert.Equal(3, answer.EvalCount);
    }

    [Fact]
    public async Task Stops_before_a_stop_text()
    {
        var answer = await Client.ChatAsync(Question("hello") with { Options = new() { Stop = [", not"] } }, cancellationToken: Cancellation);

        Assert.Equal("This is the OllamaSdk emulator", answer.Message?.Content);
        Assert.Equal(DoneReason.Stop, answer.DoneReason);
    }

    [Fact]
    public async Task Repeats_the_last_question_of_the_person()
    {
        var request = new OllamaChatRequest { Messages = [OllamaChatMessage.User("first"), OllamaChatMessage.Assistant("answer"), OllamaChatMessage.User("second"), OllamaChatMessage.Assistant("draft")] };

        var answer = await Client.ChatAsync(request, cancellationToken: Cancellation);

        Assert.Contains("You asked: \"second\".", answer.Message?.Content);
    }

    [Fact]
    public async Task Shortens_a_long_question_without_cutting_a_character_in_two()
    {
        var question = new string('a', 199) + "😀 and more";

        var answer = await Client.ChatAsync(question, cancellationToken: Cancellation);

        Assert.Contains($"\"{new string('a', 199)}…\"", answer.Message?.Content);
    }

    [Fact]
    public async Task Characters_of_two_units_survive_the_cut_into_tokens()
    {
        var question = string.Concat(Enumerable.Repeat("😀é", 20));

        var answer = await Client.ChatStreamAsync(question, cancellationToken: Cancellation).ToResponseAsync(Cancellation);

        Assert.Contains(question, answer.Message?.Content);
    }

    private static OllamaChatRequest Question(string text) => new() { Messages = [OllamaChatMessage.User(text)] };
}
