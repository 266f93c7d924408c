using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.OpenAI;

/// <summary>Streamed tool calls, put together from what each kind of server sends.</summary>
public sealed class ToolCallTests
{
    /// <summary>The deltas of each chunk's <c>tool_calls</c>, and the calls they make: id, name, arguments.</summary>
    private static readonly Dictionary<string, (string[] Deltas, (string? Id, string? Name, string Arguments)[] Calls)> s_cases = new()
    {
        ["Ollama: whole calls, each of index 0"] = (
            [Call(0, "a", "f", "{1}"), Call(0, "b", "g", "{2}"), Call(0, "c", "f", "{3}")], [("a", "f", "{1}"), ("b", "g", "{2}"), ("c", "f", "{3}")]),
        ["whole calls in one delta"] = ([Call(0, "a", "f", "{1}") + "," + Call(1, "b", "g", "{2}")], [("a", "f", "{1}"), ("b", "g", "{2}")]),
        ["llama-server: fragments by index"] = (
            [Call(0, "a", "f", "{"), Rest(0, "\"x\""), Rest(0, ":1}"), Call(1, "b", "g", ""), Rest(1, "{}")], [("a", "f", "{\"x\":1}"), ("b", "g", "{}")]),
        ["fragments of two calls, in turns"] = (
            [Call(0, "a", "f", ""), Call(1, "b", "g", ""), Rest(1, "{2"), Rest(0, "{1"), Rest(0, "}"), Rest(1, "}")], [("a", "f", "{1}"), ("b", "g", "{2}")]),
        ["LM Studio: null for what was said before"] = (
            [Call(0, "1", "f", ""), """{"index":0,"id":null,"type":null,"function":{"name":null,"arguments":"{}"}}"""], [("1", "f", "{}")]),
        ["empty texts for what was said before"] = (
            [Call(0, "1", "f", "{"), """{"index":0,"id":"","type":"","function":{"name":"","arguments":"}"}}"""], [("1", "f", "{}")]),
        ["the id in every fragment"] = ([Call(0, "a", "f", "{"), Call(0, "a", "f", "}"), Call(0, "b", "g", "{}")], [("a", "f", "{}"), ("b", "g", "{}")]),
        ["the index in the first fragment alone"] = ([Call(0, "a", "f", "{"), """{"id":"a","function":{"arguments":"}"}}"""], [("a", "f", "{}")]),
        ["an id that comes late"] = ([Call(0, null, "f", "{"), """{"index":0,"id":"a","function":{"arguments":"}"}}"""], [("a", "f", "{}")]),
        ["an id that comes before the name"] = (["""{"index":0,"id":"a"}""", """{"index":0,"function":{"name":"f","arguments":"{}"}}"""], [("a", "f", "{}")]),
        ["no ids, an index each"] = ([Call(0, null, "f", "{1}"), Call(1, null, "g", "{2}")], [(null, "f", "{1}"), (null, "g", "{2}")]),
        ["neither ids nor indexes"] = ([Call(null, null, "f", "{1}"), Call(null, null, "f", "{2}")], [(null, "f", "{1}"), (null, "f", "{2}")]),
        ["neither, in fragments"] = ([Call(null, null, "f", "{"), """{"function":{"arguments":"}"}}"""], [(null, "f", "{}")]),
        ["no arguments"] = (["""{"index":0,"id":"a","function":{"name":"f"}}"""], [("a", "f", "")]),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Put_together(string name)
    {
        var (deltas, expected) = s_cases[name];
        var events = deltas.Select(delta => V1.Delta($$"""{"tool_calls":[{{delta}}]}""")).Append(V1.Finish.Replace("stop", "tool_calls", StringComparison.Ordinal)).Append(V1.Done);
        await using var client = V1.Answering(V1.Events(events), contentType: V1.EventStream);

        var answer = await client.Stream().ToResponseAsync(TestClient.Ct);

        var calls = answer.Choices![0].Message!.ToolCalls!;
        Assert.Equal(FinishReason.ToolCalls, answer.Choices[0].FinishReason);
        Assert.Equal(expected.Select(e => (e.Name, e.Arguments)), calls.Select(c => (c.Function.NameOnWire, c.Function.Arguments)));
        Assert.All(expected.Zip(calls), pair => Assert.Equal(pair.First.Id ?? pair.Second.Id, pair.Second.Id));
        // Made up where the server gave none: a result must find its call.
        Assert.Equal(calls.Count, calls.Select(c => c.Id).Where(id => !string.IsNullOrEmpty(id)).Distinct().Count());
        Assert.All(calls, c => Assert.Equal("function", c.Type));
    }

    [Fact]
    public async Task One_id_with_two_indexes_is_two_calls()
    {
        var events = new[] { Call(0, "a", "f", "{1}"), Call(1, "a", "f", "{2"), Call(1, "a", "f", "}") }.Select(delta => V1.Delta($$"""{"tool_calls":[{{delta}}]}""")).Append(V1.Done);
        await using var client = V1.Answering(V1.Events(events), contentType: V1.EventStream);

        var answer = await client.Stream().ToResponseAsync(TestClient.Ct);

        Assert.Equal(["{1}", "{2}"], answer.Choices![0].Message!.ToolCalls!.Select(call => call.Function!.Arguments));
    }

    [Fact]
    public async Task A_made_up_id_stays()
    {
        var aggregator = new ChatCompletionAggregator();
        await using var client = V1.Answering(V1.Events(V1.Delta($$"""{"tool_calls":[{{Call(0, null, "f", "{}")}}]}"""), V1.Done), contentType: V1.EventStream);
        await foreach (var chunk in client.Stream())
        {
            aggregator.Add(chunk);
        }

        Assert.Equal(IdOf(aggregator), IdOf(aggregator));
    }

    private static string? IdOf(ChatCompletionAggregator aggregator) => aggregator.ToCompletion().Choices![0].Message!.ToolCalls![0].Id;

    private static string Call(int? index, string? id, string name, string arguments) =>
        $$$"""{{{{(index is null ? "" : $"\"index\":{index},")}}}{{{(id is null ? "" : $"\"id\":\"{id}\",")}}}"type":"function","function":{"name":"{{{name}}}","arguments":{{{V1.Quote(arguments)}}}}}""";

    private static string Rest(int index, string arguments) => $$$"""{"index":{{{index}}},"function":{"arguments":{{{V1.Quote(arguments)}}}}}""";
}
