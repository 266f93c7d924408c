using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Llm;

namespace OllamaSdk.Tests.Tools;

/// <summary>Typed answers that are no answers: what the exception says helps whoever reads it.</summary>
public sealed class FieldTypedAnswerTests
{
    [Theory]
    [InlineData("CF3a-typed-answer-in-reasoning.json", false)]
    [InlineData("CF3a-typed-answer-in-reasoning.json", true)]
    [InlineData("CF3b-typed-answer-in-thinking.json", false)]
    [InlineData("CF3b-typed-answer-in-thinking.json", true)]
    public async Task An_answer_that_is_all_thinking(string file, bool byLlmClient)
    {
        var model = new ScriptedModel(FieldCase.Read(file));
        var isNative = file.StartsWith("CF3b", StringComparison.Ordinal);
        using var llm = new LlmClient(LlmServers.Options(isNative ? new LlmTarget(LlmProviders.Ollama, "m", "http://127.0.0.1:9") : new LlmTarget(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:9/v1"))
            .With(options => options.Handler = model));

        List<Func<Task>> calls = byLlmClient ? [() => llm.ChatAsync<Weather>("hi", cancellationToken: TestClient.Ct)]
            : !isNative ? [() => model.CreateV1().ChatAsync<Weather>("hi", cancellationToken: TestClient.Ct)]
            : [() => model.Create().ChatAsync<Weather>("hi", cancellationToken: TestClient.Ct), () => model.Create().ChatStreamAsync<Weather>("hi", cancellationToken: TestClient.Ct).ToListAsync()];

        foreach (var call in calls)
        {
            var caught = await Assert.ThrowsAsync<LlmSchemaException>(call);
            Assert.Contains("is empty, and all that the model wrote is in its thinking", caught.Message, StringComparison.Ordinal);
            Assert.Contains("Think.Off", caught.Message, StringComparison.Ordinal);
            Assert.Equal(("", """{"name":"Saturn","moons":146}"""), (caught.RawText, caught.Thinking));
        }
    }

    [Fact]
    public async Task The_same_streamed()
    {
        var model = new ScriptedModel([V1.Events(V1.Delta("""{"content":"\n","reasoning_content":"{}"}"""), V1.Finish, V1.Done)]);
        using var llm = new LlmClient(LlmServers.Options(new LlmTarget(LlmProviders.LlamaCpp, "m", "http://127.0.0.1:9/v1")).With(options => options.Handler = model));

        Func<Task>[] calls = [() => model.CreateV1().ChatStreamAsync<Weather>("hi", cancellationToken: TestClient.Ct).ToListAsync(), () => llm.ChatStreamAsync<Weather>("hi", cancellationToken: TestClient.Ct).ToListAsync()];

        foreach (var call in calls)
        {
            Assert.Contains("Think.Off", (await Assert.ThrowsAsync<LlmSchemaException>(call)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"name":"K2","height":8611,}""", "a comma before '}' at character 28.")]
    [InlineData("""{"name":"K2","height":"high"}""", ", at $.height: ")]
    public async Task No_advice_on_the_reader(string text, string words)
    {
        using var client = V1.Answering($$"""{"model":"m","choices":[{"message":{"content":{{V1.Quote(text)}}},"finish_reason":"stop"}]}""");

        var caught = await Assert.ThrowsAsync<LlmSchemaException>(() => client.ChatAsync(
            new ChatCompletionRequest { Messages = [ChatCompletionMessage.User("hi")] }, TypedContext.Default.Place, cancellationToken: TestClient.Ct));

        Assert.Contains(words, caught.Message, StringComparison.Ordinal);
        Assert.All(["reader", "LineNumber", "BytePosition", "Path:"], word => Assert.DoesNotContain(word, caught.Message, StringComparison.OrdinalIgnoreCase));
    }
}
