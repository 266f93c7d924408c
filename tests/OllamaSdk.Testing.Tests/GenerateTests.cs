namespace OllamaSdk.Testing.Tests;

public sealed class GenerateTests : EmulatorTest
{
    [Fact]
    public async Task A_stream_adds_up_to_the_whole_answer()
    {
        var whole = await Client.GenerateAsync("hello", cancellationToken: Cancellation);
        var streamed = await Client.GenerateStreamAsync("hello", cancellationToken: Cancellation).ToResponseAsync(Cancellation);

        Assert.StartsWith("This is the OllamaSdk emulator, not a model. You asked: \"hello\".", whole.Response);
        Assert.Equal(whole.Response, streamed.Response);
        Assert.Equal(whole.Thinking, streamed.Thinking);
        Assert.Equal(whole.Context, streamed.Context);
    }

    [Fact]
    public async Task The_context_begins_with_the_prompt_and_is_left_out_in_raw_mode()
    {
        var plain = await Client.GenerateAsync("one two", cancellationToken: Cancellation);
        var raw = await Client.GenerateAsync(new GenerateRequest { Prompt = "one two", Raw = true }, cancellationToken: Cancellation);

        Assert.Equal(2 + plain.EvalCount, plain.Context?.Count);
        Assert.Null(raw.ContextOnWire);
    }

    [Fact]
    public async Task Raw_mode_refuses_what_the_server_refuses()
    {
        var request = new GenerateRequest { Prompt = "x", Raw = true, System = "y" };

        var failure = await Assert.ThrowsAsync<LlmApiException>(() => Client.GenerateAsync(request, cancellationToken: Cancellation));

        Assert.Equal("raw mode does not support template, system, or context", failure.ServerMessage);
    }
}
