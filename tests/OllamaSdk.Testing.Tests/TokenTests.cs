using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Tests;

public sealed class TokenTests : EmulatorTest
{
    // What tiktoken's o200k_base says; around it the template's marks: 5 for a message, 3 for the answer's beginning.
    [Theory]
    [InlineData("Hello world, this is a test.", 8)]
    [InlineData("Grüße", 3)]
    [InlineData("Viele Grüße", 2)]
    [InlineData("你好世界", 2)]
    [InlineData(" 🎉👍🏽", 5)]
    [InlineData("", 0)]
    public async Task Prompts_are_counted_by_a_real_tokenizer(string text, int tokens)
    {
        var answer = await Client.ChatAsync(new OllamaChatRequest { Messages = [OllamaChatMessage.User(text)] }, cancellationToken: Cancellation);

        Assert.Equal(5 + tokens + 3, answer.PromptEvalCount);
    }

    [Fact]
    public async Task Answers_are_counted_too_and_arrive_token_by_token()
    {
        Emulator.When("hello").Answer("The emulator speaks.");

        var chunks = await Client.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["The", " emulator", " speaks", ".", ""], chunks.Select(chunk => chunk.Message!.Content));
        Assert.Equal(4, chunks[^1].EvalCount);
    }

    [Fact]
    public async Task A_character_of_several_tokens_arrives_whole_and_counts_as_several()
    {
        Emulator.When("hello").Answer("a 🎉 b");
        var request = new OllamaChatRequest { Messages = [OllamaChatMessage.User("hello")], Logprobs = true };

        var chunks = await Client.ChatStreamAsync(request, cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(["a", " 🎉", " b", ""], chunks.Select(chunk => chunk.Message!.Content));
        Assert.Equal(4, chunks[^1].EvalCount);
        Assert.Equal([1, 2, 1], chunks.Take(3).Select(chunk => chunk.Logprobs!.Count));
    }

    [Theory]
    [InlineData("word ", 100_000)]
    [InlineData("a", 100_000)]
    [InlineData("🎉", 50_000)]
    [InlineData("\n  x", 10_000)]
    [InlineData("\ud83d", 3000)]
    public void Tokens_add_up_to_the_text_however_long(string part, int times)
    {
        var text = string.Concat(Enumerable.Repeat(part, times));

        var tokens = Tokens.Split(text);

        Assert.Equal(text, string.Concat(tokens.Select(token => token.Text)));
        Assert.Equal(tokens.Count, Tokens.Count(text));
        Assert.Equal(tokens.Select(token => token.Id), Tokens.Ids(text));
    }

    [Fact]
    public void Cut_between_words_a_long_text_has_the_tokens_it_would_have_in_one_piece()
    {
        var sentence = "The quick brown fox, it's 12:30, jumps over 3.14159 lazy dogs! Über allen Gipfeln ist Ruh. ";
        var one = Tokens.Ids(sentence);

        Assert.Equal(Enumerable.Repeat(one.SkipLast(1), 200).SelectMany(ids => ids).Count(), Tokens.Count(string.Concat(Enumerable.Repeat(sentence, 200))) - 1);
    }
}
