using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A call that a model makes.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">What it sends as arguments: JSON natively, a text that holds this on <c>/v1</c>.</param>
/// <param name="Id">The call's id; <see langword="null"/> where the server sends none.</param>
internal sealed record ModelCall(string Name, string Arguments = "{}", string? Id = "c1");

/// <summary>Turns of a model that asks for tools, in the words and the framing of each client's server.</summary>
internal static class ToolModel
{
    /// <summary>The body of an answer: the calls, or the text where there are none.</summary>
    public static string Turn(this Client client, bool streamed, ModelCall[] calls, string text = "done") => (calls.Length, streamed) switch
    {
        (0, true) => client.Stream(text),
        (0, false) => client.Whole(text),
        (_, true) when client.IsEvents() => V1.Events([.. Deltas(calls), V1.Finish.Replace("\"stop\"", "\"tool_calls\"", StringComparison.Ordinal), V1.Done]),
        (_, false) when client.IsEvents() => $$$"""{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{{{string.Join(',', calls.Select((call, i) => V1Call(call, i, call.Arguments)))}}}]},"finish_reason":"tool_calls"}]}""",
        _ => $$"""{"model":"m","message":{"role":"assistant","content":"","tool_calls":[{{string.Join(',', calls.Select(NativeCall))}}]},"done":true,"done_reason":"stop"}""" + (streamed ? "\n" : ""),
    };

    public static string TypeOf(this Client client, bool streamed) => streamed ? client.StreamType() : "application/json";

    /// <summary>Answers a request in the form that it asks for: with the turn, whole or byte by byte.</summary>
    public static async Task RespondTurnAsync(this ScriptedConnection connection, Client client, Split split, ModelCall[] calls, string text = "done")
    {
        var streamed = IsStreamed(connection.Request);
        var body = client.Turn(streamed, calls, text).Utf8();
        await connection.RespondChunksAsync(client.TypeOf(streamed), split == Split.Bytes ? body.Select(one => (byte[])[one]) : [body]);
    }

    // By its text: what a test sends may be deeper than JSON is usually read.
    private static bool IsStreamed(ScriptedRequest request) => request.Text.Contains("\"stream\":true", StringComparison.Ordinal);

    // As servers do: the name first, then the arguments in parts.
    private static IEnumerable<string> Deltas(ModelCall[] calls)
    {
        for (var i = 0; i < calls.Length; i++)
        {
            var (call, half) = (calls[i], calls[i].Arguments.Length / 2);
            yield return V1.Delta($$"""{"tool_calls":[{{V1Call(call, i, call.Arguments[..half])}}]}""");
            yield return V1.Delta($$$"""{"tool_calls":[{"index":{{{i}}},"function":{"arguments":{{{V1.Quote(call.Arguments[half..])}}}}}]}""");
        }
    }

    private static string V1Call(ModelCall call, int index, string arguments) =>
        $$$"""{"index":{{{index}}},{{{Id(call)}}}"type":"function","function":{"name":{{{V1.Quote(call.Name)}}},"arguments":{{{V1.Quote(arguments)}}}}}""";

    private static string NativeCall(ModelCall call) => $$$"""{{{{Id(call)}}}"function":{"name":{{{V1.Quote(call.Name)}}},"arguments":{{{call.Arguments}}}}}""";

    private static string Id(ModelCall call) => call.Id is null ? "" : $"\"id\":{V1.Quote(call.Id)},";
}
