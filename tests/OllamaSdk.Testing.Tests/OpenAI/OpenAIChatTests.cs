using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

public sealed class OpenAIChatTests : OpenAIEmulatorTest
{
    [Fact]
    public async Task Says_what_the_native_route_says()
    {
        var native = await Client.ChatAsync("hello", cancellationToken: Cancellation);

        var answer = await V1.ChatAsync("hello", cancellationToken: Cancellation);

        var choice = Assert.Single(answer.Choices!);
        Assert.Equal((native.Message!.Content, native.Message.Thinking), (choice.Message!.Content?.Text, choice.Message.ReasoningText));
        Assert.Equal("stop", choice.FinishReason?.Value);
        Assert.Equal((native.PromptEvalCount, native.EvalCount), (answer.Usage!.PromptTokens, answer.Usage.CompletionTokens));
        Assert.Equal(Clock.GetUtcNow().ToUnixTimeSeconds(), answer.Created);
    }

    [Fact]
    public async Task A_stream_adds_up_to_the_same_answer()
    {
        var whole = await V1.ChatAsync("hello", cancellationToken: Cancellation);

        var chunks = await V1.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation);
        var sum = await V1.ChatStreamAsync("hello", cancellationToken: Cancellation).ToResponseAsync(Cancellation);

        // One per token, the end and the usage.
        Assert.Equal(whole.Usage!.CompletionTokens + 2, chunks.Count);
        Assert.Equal(whole.Choices![0].Message!.Content?.Text, sum.Choices![0].Message!.Content?.Text);
        Assert.Equal(whole.Choices[0].Message!.ReasoningText, sum.Choices[0].Message!.ReasoningText);
        Assert.Equal(whole.Usage.TotalTokens, sum.Usage?.TotalTokens);
        Assert.Single(chunks.Select(chunk => chunk.Id).Distinct());
    }

    [Fact]
    public async Task Limits_and_effort_have_an_effect()
    {
        var request = new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hello")], ReasoningEffort = new ReasoningEffort("none") };

        var cut = await V1.ChatAsync(request with { MaxTokens = 3 }, cancellationToken: Cancellation);
        var stopped = await V1.ChatAsync(request with { Stop = ", not" }, cancellationToken: Cancellation);

        Assert.Equal(("This is the", "length"), (cut.Choices![0].Message!.Content?.Text, cut.Choices[0].FinishReason?.Value));
        Assert.Equal("This is the OllamaSdk emulator", stopped.Choices![0].Message!.Content?.Text);
        Assert.Empty(stopped.Choices[0].Message!.ReasoningText);
    }

    [Fact]
    public async Task A_schema_gets_json_that_fits()
    {
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object","properties":{"days":{"type":"integer","minimum":1}}}""");
        var request = new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("x")], ResponseFormat = ChatResponseFormat.ForSchema("p", schema.RootElement) };

        var answer = await V1.ChatAsync(request, cancellationToken: Cancellation);

        Assert.Equal("""{"days":1}""", answer.Choices![0].Message!.Content?.Text);
    }

    [Fact]
    public async Task Text_beside_pictures_is_found()
    {
        var message = new ChatCompletionMessage { Role = LlmRole.User, Content = new ChatContent([ChatContentPart.FromText("what"), ChatContentPart.FromText("is it?")]) };

        var answer = await V1.ChatAsync(new ChatCompletionRequest { Messages = [message] }, cancellationToken: Cancellation);
        var refused = await Assert.ThrowsAsync<LlmApiException>(() => V1.ChatAsync(
            new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("what?", LlmImage.FromBytes(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }))] }, cancellationToken: Cancellation));

        Assert.Contains("what\nis it?", answer.Choices![0].Message!.Content?.Text);
        Assert.Contains("image input is not supported", refused.ServerMessage);
    }

    [Fact]
    public async Task Completions_answer_whole_and_streamed()
    {
        var request = new CompletionRequest { Prompt = "hello", MaxTokens = 12 };

        var whole = await V1.CompleteAsync(request, cancellationToken: Cancellation);
        var chunks = await V1.CompleteStreamAsync(request, cancellationToken: Cancellation).ToListAsync(Cancellation);

        Assert.Equal(("length", 12), (whole.Choices![0].FinishReason?.Value, whole.Usage!.CompletionTokens));
        Assert.Equal(whole.Choices[0].Text, string.Concat(chunks.SelectMany(chunk => chunk.Choices ?? []).Select(choice => choice.Text)));
        Assert.Equal(whole.Usage.TotalTokens, chunks[^1].Usage?.TotalTokens);
    }

    [Fact]
    public async Task Speech_is_text()
    {
        using var audio = new MemoryStream([1, 2, 3, 13, 10]);

        var answer = await V1.TranscribeAsync(audio, "speech.wav", new TranscriptionRequest { Prompt = "names" }, cancellationToken: Cancellation);

        Assert.Contains("\"Transcribe 5 bytes. names\"", answer.Text);
    }
}
