using OllamaSdk.OpenAI;
using OllamaSdk.Tests.Tools;

namespace OllamaSdk.Tests.Api;

/// <summary>An answer that ended because no more tokens were allowed says so by one name, whichever API it came by, and so does the last part of its stream.</summary>
public sealed class HitTokenLimitTests
{
    public static TheoryData<string, bool> Reasons => new() { { "length", true }, { "max_tokens", true }, { "MAX_TOKENS", true }, { "stop", false }, { "load", false }, { "tool_calls", false } };

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Chat_and_generate(string reason, bool hit)
    {
        using var model = new SpeakingModel("some words") { Reason = reason };
        using var native = model.Native();
        using var v1 = model.CreateV1();
        using var both = model.Llm();

        Assert.Equal(hit, (await native.ChatAsync("hi", TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, (await native.GenerateAsync("hi", TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, (await v1.ChatAsync("hi", TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, (await both.ChatAsync(new LlmRequest("hi"), TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, (await both.ChatStreamAsync(new LlmRequest("hi"), TestClient.Ct).ToListAsync())[^1].Response!.HitTokenLimit);
        // In a stream only the chunk that ends the answer.
        Assert.Equal(hit ? 1 : 0, (await native.Stream().ToListAsync()).Count(chunk => chunk.HitTokenLimit));
        Assert.Equal(hit, (await native.Stream().ToListAsync())[^1].HitTokenLimit);
        Assert.Equal(hit ? 1 : 0, (await v1.Stream().ToListAsync()).Count(chunk => chunk.HitTokenLimit));
        // And summed up again.
        Assert.Equal(hit, (await native.Stream().ToResponseAsync(TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, (await v1.Stream().ToResponseAsync(TestClient.Ct)).HitTokenLimit);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Completions(string reason, bool hit)
    {
        var whole = $$"""{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"a","finish_reason":"stop"},{"index":1,"text":"b","finish_reason":"{{reason}}"}]}""";
        using var asked = V1.Answering(whole);
        using var streamed = V1.Answering(V1.Events(whole, V1.Done), contentType: V1.EventStream);

        var answer = await asked.CompleteAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct);
        var chunk = Assert.Single(await streamed.CompleteStreamAsync(new CompletionRequest { Prompt = "hi" }, cancellationToken: TestClient.Ct).ToListAsync());

        Assert.Equal((hit, hit), (answer.HitTokenLimit, chunk.HitTokenLimit));
        Assert.Equal([false, hit], answer.Choices.Select(choice => choice.HitTokenLimit));
    }

    [Theory]
    [InlineData("incomplete", "max_output_tokens", true)]
    [InlineData("incomplete", "content_filter", false)]
    [InlineData("completed", null, false)]
    public async Task Responses(string status, string? reason, bool hit)
    {
        var whole = $$"""{"id":"r","object":"response","status":"{{status}}","incomplete_details":{{(reason is null ? "null" : $$"""{"reason":"{{reason}}"}""")}},"output":[]}""";
        using var asked = V1.Answering(whole);
        using var streamed = V1.Answering($"event: response.{status}\ndata: {{\"type\":\"response.{status}\",\"response\":{whole}}}\n\n", contentType: V1.EventStream);

        Assert.Equal(hit, (await asked.RespondAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct)).HitTokenLimit);
        Assert.Equal(hit, Assert.Single(await streamed.RespondStreamAsync(new ResponseRequest { Input = "hi" }, cancellationToken: TestClient.Ct).ToListAsync()).HitTokenLimit);
    }
}
