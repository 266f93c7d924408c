using System.Net;
using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Errors;

/// <summary>What a message has of a server's words that repeat what people and models wrote: all but that.</summary>
public sealed class WrittenTextTests
{
    private const string Prompt = "My brother's password is hidden under the blue stone";

    [Theory]
    [InlineData("""{"error":"cannot read 'My brother's password is hidden under the blue stone' as JSON"}""", "The server answered 400: cannot read '…' as JSON")]
    [InlineData("""{"error":"input_value='My brother's password ...r the blue stone', input_type=str"}""", "The server answered 400: input_value='…...…', input_type=str")]
    [InlineData("""{"error":"{\"prompt\":\"My brother\\u0027s password is hidden\"} is wrong"}""", "The server answered 400: {\"prompt\":\"…\"} is wrong")]
    [InlineData("""{"error":"My brother is no role"}""", "The server answered 400: My brother is no role")]
    [InlineData("""{"error":"the model demo-of-a-long-name cannot chat"}""", "The server answered 400: the model demo-of-a-long-name cannot chat")]
    public async Task K06_the_prompt(string body, string message)
    {
        using var handler = new StubHandler(body, HttpStatusCode.BadRequest);
        await using var native = handler.Create();
        await using var v1 = handler.CreateV1();
        using var many = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.Ollama, "demo-of-a-long-name", "http://127.0.0.1:9")).With(options => options.Handler = handler));
        Func<Task>[] calls =
        [
            () => native.ChatAsync(Prompt, "demo-of-a-long-name", null, TestClient.Ct),
            () => native.ChatStreamAsync(Prompt, "demo-of-a-long-name", null, TestClient.Ct).ToListAsync(),
            () => native.GenerateAsync(Prompt, "demo-of-a-long-name", null, TestClient.Ct),
            () => v1.ChatAsync(Prompt, "demo-of-a-long-name", null, TestClient.Ct),
            () => v1.TranscribeAsync(new MemoryStream([1]), "a.wav", new TranscriptionRequest { Model = "demo-of-a-long-name", Prompt = Prompt }, null, TestClient.Ct),
            () => many.ChatAsync(Prompt, TestClient.Ct),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAnyAsync<LlmException>(call);

            var refusal = error as LlmApiException ?? Assert.IsType<LlmApiException>(error.InnerException);
            Assert.Equal(message, refusal.Message);
            Assert.Contains(refusal.ServerMessage, System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("error").GetString()!, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("error parsing tool call: raw='{\"secret\":\"blue', err=unexpected end of JSON input", "error parsing tool call: raw='…', err=unexpected end of JSON input")]
    [InlineData("Failed to parse input at pos 12: <tool>blue", "Failed to parse input at pos 12: …")]
    public async Task K06_what_the_model_wrote(string words, string shown)
    {
        using var handler = new StubHandler($$"""{"error":{{V1.Quote(words)}}}""", HttpStatusCode.InternalServerError);
        await using var native = handler.Create(options => options.Retry.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<LlmApiException>(() => native.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.StartsWith($"The server answered 500: {shown}", error.Message, StringComparison.Ordinal);
        Assert.Equal((words, ApiErrorKind.UnusableOutput), (error.ServerMessage, error.Kind));
    }

    [Fact]
    public async Task K06_what_had_arrived_before_the_error()
    {
        var (_, error) = await V1.ReadAsync(V1.Events(V1.Text("The stone is blue and heavy"), """{"error":{"message":"cannot go on after 'stone is blue and heavy'"}}"""));

        var failed = Assert.IsType<LlmStreamException>(error);
        Assert.Equal("The server reported an error after 1 item: cannot go on after '…'", failed.Message);
        Assert.DoesNotContain("blue", failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("blue", failed.ServerError!.ServerMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":{"role":"assistant","tool_calls":[{"function":{"name":"x","arguments":"no"},"blue":1}],"content":{"blue":[]}},"done":true}""", "$.message.content")]
    [InlineData("""{"message":{"role":"assistant","blue":{"blue":[1,]}}}""", null)]
    public async Task K05_an_answer_of_another_form_is_told_by_its_place(string body, string? path)
    {
        using var handler = new StubHandler(body);
        await using var client = handler.Create();

        var error = await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));

        Assert.DoesNotContain("blue", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("blue", error.Excerpt, StringComparison.Ordinal);
        Assert.Contains(path ?? "the API at $.", error.Message, StringComparison.Ordinal);
    }
}
