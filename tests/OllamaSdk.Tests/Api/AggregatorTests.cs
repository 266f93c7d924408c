using System.Text.Json;

namespace OllamaSdk.Tests.Api;

/// <summary>Chunks added up are the answer that an unstreamed call would have given.</summary>
public sealed class AggregatorTests
{
    [Fact]
    public void Text_thinking_and_metrics()
    {
        var aggregator = new ChatAggregator();
        var first = Chunk("Hel") with { Message = new OllamaChatMessage { Role = LlmRole.Assistant, Content = "Hel", Thinking = "h" } };
        aggregator.Add(first);
        aggregator.Add(Chunk("lo") with { Logprobs = [new TokenLogprob { Token = "lo", Logprob = -1 }] });
        aggregator.Add(new OllamaChatResponse { Model = "m", Done = true, DoneReason = DoneReason.Stop, EvalCount = 3, TotalDurationNanoseconds = 5, Message = new OllamaChatMessage { Thinking = "m" } });

        var answer = aggregator.ToResponse();

        Assert.Equal("Hello", answer.Message?.Content);
        Assert.Equal("hm", answer.Message?.Thinking);
        Assert.Equal(LlmRole.Assistant, answer.Message?.Role);
        Assert.Null(answer.Message?.ToolCallsOnWire);
        Assert.Equal("lo", Assert.Single(answer.Logprobs!).Token);
        Assert.Equal((true, DoneReason.Stop, 3, 5), (answer.Done, answer.DoneReason, answer.EvalCount, answer.TotalDurationNanoseconds));
        Assert.Equal("Hel", first.Message!.Content);
    }

    [Fact]
    public void Tool_calls_of_every_chunk_in_order()
    {
        var answer = Add(Call("a", "f", 1), Call("b", "g", 2));

        Assert.Equal(["a", "b"], answer.Message!.ToolCalls!.Select(call => call.Id));
        Assert.Equal(["f", "g"], answer.Message.ToolCalls!.Select(call => call.Function?.Name));
    }

    [Fact]
    public void A_call_told_again_is_there_once()
    {
        var answer = Add(Call("a", "f", 1), Call("b", "g", 2), Call("a", "f", 1));

        Assert.Equal(["a", "b"], answer.Message!.ToolCalls!.Select(call => call.Id));
    }

    [Fact]
    public void Another_call_with_the_same_id_is_not_lost()
    {
        var answer = Add(Call("a", "f", 1), Call("a", "f", 2), Call("a", "g", 1));

        Assert.Equal([("a", "f"), ("a", "f"), ("a", "g")], answer.Message!.ToolCalls!.Select(call => (call.Id, call.Function!.Name)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_call_without_an_id_gets_one_of_its_own(string? id)
    {
        var (first, second) = (Call(id, "f", 1), Call(id, "f", 1));
        var calls = Add(first, second).Message!.ToolCalls!;

        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.False(string.IsNullOrEmpty(call.Id)));
        Assert.NotEqual(calls[0].Id, calls[1].Id);
        Assert.Equal(id, first.IdOnWire);
    }

    [Fact]
    public void A_last_chunk_without_a_message()
    {
        var answer = Add([Chunk("x"), new OllamaChatResponse { Done = true }]);

        Assert.Equal("x", answer.Message?.Content);
        Assert.Equal(LlmRole.Assistant, answer.Message?.Role);
    }

    [Fact]
    public void Generate()
    {
        var aggregator = new GenerateAggregator();
        aggregator.Add(new GenerateResponse { Response = "a", Thinking = "t" });
        aggregator.Add(new GenerateResponse { Response = "b", ToolCalls = [Call("x", "f", 1)], Logprobs = [new TokenLogprob { Token = "b" }] });
        aggregator.Add(new GenerateResponse { Response = "", Done = true, Context = [1, 2], EvalCount = 2 });

        var answer = aggregator.ToResponse();

        Assert.Equal("ab", answer.Response);
        Assert.Equal("t", answer.Thinking);
        Assert.Equal("x", Assert.Single(answer.ToolCalls!).Id);
        Assert.Single(answer.Logprobs!);
        Assert.Equal([1, 2], answer.Context!);
        Assert.Equal(2, answer.EvalCount);
    }

    [Fact]
    public void Nothing_added()
    {
        Assert.Throws<InvalidOperationException>(() => new ChatAggregator().ToResponse());
        Assert.Throws<InvalidOperationException>(() => new GenerateAggregator().ToResponse());
        Assert.Throws<ArgumentNullException>(() => new ChatAggregator().Add(null!));
        Assert.Throws<ArgumentNullException>(() => new GenerateAggregator().Add(null!));
    }

    [Fact]
    public async Task A_stream_read_to_its_end()
    {
        using var handler = new StubHandler($"{TestClient.Chunk}\n{TestClient.Chunk}\n{TestClient.Last}\n");
        await using var client = handler.Create();

        var answer = await client.Stream().ToResponseAsync(TestClient.Ct);

        Assert.Equal("aa", answer.Message?.Content);
        Assert.True(answer.Done);
        Assert.Equal(DoneReason.Stop, answer.DoneReason);
    }

    private static OllamaChatResponse Add(params OllamaToolCall[] calls) =>
        Add([.. calls.Select(call => new OllamaChatResponse { Message = new OllamaChatMessage { Content = "", ToolCalls = [call] } }), new OllamaChatResponse { Done = true }]);

    private static OllamaChatResponse Add(IEnumerable<OllamaChatResponse> chunks)
    {
        var aggregator = new ChatAggregator();
        foreach (var chunk in chunks)
        {
            aggregator.Add(chunk);
        }

        return aggregator.ToResponse();
    }

    private static OllamaChatResponse Chunk(string text) => new() { Message = new OllamaChatMessage { Content = text } };

    private static OllamaToolCall Call(string? id, string name, int n) =>
        new() { Id = id, Function = new OllamaToolCallFunction { Name = name, Arguments = JsonDocument.Parse($$"""{"n":{{n}}}""").RootElement } };
}
