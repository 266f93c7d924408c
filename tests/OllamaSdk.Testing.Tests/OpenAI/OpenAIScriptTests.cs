using OllamaSdk.OpenAI;

namespace OllamaSdk.Testing.Tests.OpenAI;

/// <summary>What is scripted holds for OpenAI's clients as well.</summary>
public sealed class OpenAIScriptTests : OpenAIEmulatorTest
{
    private static readonly ChatTool s_weather = new() { Type = "function", Function = new() { Name = "get_weather", Description = "Tells the weather" } };

    [Fact]
    public async Task A_scripted_answer_and_a_scripted_call()
    {
        Emulator.When("capital").Answer("Paris");
        Emulator.When("mild").CallTool("get_weather", """{"city":"Paris"}""");

        var answer = await V1.ChatAsync("The capital?", cancellationToken: Cancellation);
        var call = await V1.ChatStreamAsync(new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("Is it mild?")], Tools = [s_weather] }, cancellationToken: Cancellation)
            .ToResponseAsync(Cancellation);
        var response = await V1.RespondAsync(new ResponseRequest { Input = "The capital?" }, cancellationToken: Cancellation);

        Assert.Equal("Paris", answer.Choices![0].Message!.Content?.Text);
        Assert.Equal("""{"city":"Paris"}""", Assert.Single(call.Choices![0].Message!.ToolCalls!).Function!.Arguments);
        Assert.Equal("Paris", response.Output![^1].Content!.Parts![0].Text);
        Assert.Equal(["/v1/chat/completions", "/v1/chat/completions", "/v1/responses"], Emulator.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task A_tool_that_fits_is_called_and_its_result_answered()
    {
        var request = new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("What is the weather?")], Tools = [s_weather] };

        var first = await V1.ChatAsync(request, cancellationToken: Cancellation);
        var call = Assert.Single(first.Choices![0].Message!.ToolCalls!);
        var second = await V1.ChatAsync(
            request with { Messages = [.. request.Messages!, first.Choices[0].Message!, ChatCompletionMessage.Tool(call, "It is mild.")] }, cancellationToken: Cancellation);

        Assert.Equal("tool_calls", first.Choices[0].FinishReason?.Value);
        Assert.Contains("It is mild.", second.Choices![0].Message!.Content?.Text);
    }

    [Fact]
    public async Task Faults_come_in_OpenAIs_form()
    {
        Emulator.When("busy").Fail(Fault.Busy);
        Emulator.When("break").Fail(Fault.ErrorLine);

        var busy = await Assert.ThrowsAsync<LlmApiException>(() => V1.ChatAsync(
            new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("busy")] }, new CallOptions { MaxRetries = 0 }, Cancellation));
        var broken = await Assert.ThrowsAsync<LlmStreamException>(() => V1.ChatStreamAsync("break", cancellationToken: Cancellation).ToResponseAsync(Cancellation));

        Assert.Equal(503, busy.Status);
        Assert.Equal((StreamFailure.Incomplete, 2), (broken.Reason, broken.ItemsReceived));
    }

    [Fact]
    public async Task What_is_lost_of_an_error_in_a_stream_is_an_empty_chunk()
    {
        Emulator.When("hello").Fail(Fault.ErrorLine);
        var chunks = new List<ChatCompletionChunk>();

        await Assert.ThrowsAsync<LlmStreamException>(async () =>
        {
            await foreach (var chunk in V1.ChatStreamAsync("hello", cancellationToken: Cancellation))
            {
                chunks.Add(chunk);
            }
        });

        Assert.Equal(["demo", ""], chunks.Select(chunk => chunk.Model));
        Assert.Equal(("", null), (chunks[1].Choices![0].Delta!.Content, chunks[1].Choices![0].FinishReason));
    }

    [Fact]
    public async Task Garbage_is_met_as_such_in_every_stream()
    {
        Emulator.When("hello").Fail(Fault.Garbage);

        await Assert.ThrowsAsync<LlmProtocolException>(() => V1.ChatStreamAsync("hello", cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
        await Assert.ThrowsAsync<LlmProtocolException>(
            () => V1.RespondStreamAsync(new ResponseRequest { Input = "hello" }, cancellationToken: Cancellation).ToListAsync(Cancellation).AsTask());
    }
}
