using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>
/// What a stream of events may look like, good and bad, each body whole, byte by byte and split at each byte: what came before a fault is
/// delivered, and only an end mark is an end.
/// </summary>
public sealed class SseFaultTests
{
    private static readonly string s_a = V1.Text("a");
    private static readonly string s_b = V1.Text("b");

    /// <summary>Body, the text that is delivered, and what then ends the stream.</summary>
    private static readonly Dictionary<string, (string Body, string Content, End End)> s_cases = new()
    {
        ["plain"] = (V1.Events(s_a, s_b, V1.Finish, V1.Done), "ab", End.Success),
        ["comments"] = ($": keepalive 1/9\n\n{V1.Events(s_a)}:\n\n:\n{V1.Events(s_b, V1.Finish)}: late\n\n{V1.Events(V1.Done)}", "ab", End.Success),
        ["byte order mark"] = ("\uFEFF" + V1.Events(s_a, V1.Finish, V1.Done), "a", End.Success),
        ["CR"] = (V1.Events(s_a, V1.Finish, V1.Done).Replace('\n', '\r'), "a", End.Success),
        ["CRLF"] = (V1.Events(s_a, V1.Finish, V1.Done).Replace("\n", "\r\n", StringComparison.Ordinal), "a", End.Success),
        ["data over several lines"] = ("data: " + s_a.Replace(",", ",\ndata:", StringComparison.Ordinal) + "\n\n" + V1.Events(V1.Finish, V1.Done), "a", End.Success),
        ["no blank after the colon"] = (V1.Events(s_a, V1.Finish, V1.Done).Replace("data: ", "data:", StringComparison.Ordinal), "a", End.Success),
        ["types, ids and unknown fields"] = ($"event: x\nid: 1\nretry: 9\nother\n{V1.Events(s_a)}event:\n{V1.Events(V1.Finish, V1.Done)}", "a", End.Success),
        ["a type without data is no event"] = ("event: ping\n\n" + V1.Events(s_a, V1.Finish, V1.Done), "a", End.Success),
        ["token counts after the finish"] = (V1.Events(s_a, V1.Finish, V1.Usage, V1.Done), "a", End.Success),
        ["no [DONE] but a finish"] = (V1.Events(s_a, V1.Finish, V1.Usage), "a", End.Success),
        ["no [DONE], and a finish that no blank line ends"] = ($"{V1.Events(s_a)}data: {V1.Finish}", "a", End.Success),
        ["[DONE] without a finish"] = (V1.Events(s_a, V1.Done), "a", End.Success),
        ["[DONE] without a blank line"] = ($"{V1.Events(s_a, V1.Finish)}data: [DONE]\n", "a", End.Success),
        ["[DONE] without a line end"] = ($"{V1.Events(s_a)}data: [DONE]", "a", End.Success),
        ["data after [DONE]"] = (V1.Events(s_a, V1.Done, s_b, "{broken", """{"error":"late"}"""), "a", End.Success),
        ["nothing"] = ("", "", End.Incomplete),
        ["only comments"] = (": a\n\n: b\n\n", "", End.Incomplete),
        ["neither finish nor [DONE]"] = (V1.Events(s_a, s_b), "ab", End.Incomplete),
        // What Ollama sends when its model's process fails: the error is lost, and an empty chunk stands for it.
        ["a swallowed error"] = (V1.Events(s_a, s_b, V1.Text("")), "ab", End.Incomplete),
        ["a chunk that no blank line ends"] = ($"{V1.Events(s_a)}data: {s_b}", "a", End.Incomplete),
        ["cut inside a chunk"] = ($"{V1.Events(s_a)}data: {s_b[..20]}", "a", End.Incomplete),
        ["cut inside [DONE]"] = ($"{V1.Events(s_a)}data: [DON", "a", End.Incomplete),
        ["a web page"] = ("<html>\n<body>Log in: {here}</body>\n</html>", "", End.Protocol),
        ["a web page in one line"] = ("\uFEFF<!DOCTYPE html><html></html>", "", End.Protocol),
        ["bytes of another kind"] = ("\u001F\b\0\0\n\u0001", "", End.Protocol),
        ["an odd field first"] = ($"x<y>: z\n{V1.Events(s_a, V1.Finish, V1.Done)}", "a", End.Success),
        ["words of a person"] = ("Not found\n", "", End.Incomplete),
        ["a whole answer where a stream is due"] = (V1.Whole, "a", End.Success),
        ["an error object"] = (V1.Events(s_a, """{"error":{"code":500,"message":"boom","type":"server_error"}}"""), "a", End.ServerError),
        ["an error object, then [DONE]"] = (V1.Events(s_a, """{"error":{"message":"boom","type":"x","param":null,"code":400}}""", V1.Done), "a", End.ServerError),
        ["an error text"] = (V1.Events(s_a, """{"error":"boom"}"""), "a", End.ServerError),
        ["an error beside an answer"] = (V1.Events(s_a, """{"id":"c","choices":[],"error":{"message":"boom"}}"""), "a", End.ServerError),
        ["an event of type error"] = ($"{V1.Events(s_a)}event: error\ndata: {"""{"error":{"message":"boom"},"message":"boom"}"""}\n\n", "a", End.ServerError),
        ["an event of type error, type last"] = ($"{V1.Events(s_a)}data: {"""{"message":"boom"}"""}\nevent: error\n\n", "a", End.ServerError),
        ["an event of type error with plain words"] = ("event: error\ndata: boom\n\n", "", End.ServerError),
        ["an event of type error that no blank line ends"] = ($"{V1.Events(s_a)}event: error\ndata: {"""{"error":"boom"}"""}", "a", End.ServerError),
        ["a field named error"] = ($"{V1.Events(s_a)}error: {"""{"code":500,"message":"boom","type":"server_error"}"""}\n\n{V1.Events(V1.Done)}", "a", End.ServerError),
        ["a line of JSON with an error"] = ($"{V1.Events(s_a)}{"""{"error":"boom"}"""}\n", "a", End.ServerError),
        ["nothing but JSON with an error"] = ("""{"error":"boom"}""", "", End.ServerError),
        ["an error after the finish"] = (V1.Events(s_a, V1.Finish, """{"error":"boom"}"""), "a", End.ServerError),
        ["broken JSON"] = (V1.Events(s_a, "{broken", s_b, V1.Done), "a", End.Protocol),
        ["no JSON"] = (V1.Events(s_a, "hello", V1.Done), "a", End.Protocol),
        ["no data"] = ($"{V1.Events(s_a)}data:\n\n{V1.Events(V1.Done)}", "a", End.Success),
        ["blank data"] = ($"data:   \n\n{V1.Events(s_a)}data: \n\n{V1.Events(V1.Done)}", "a", End.Success),
        ["nothing but the end mark"] = (V1.Events(V1.Done), "", End.Incomplete),
        ["an error as the Responses API has it"] = (V1.Events(s_a, """{"type":"error","message":"boom","code":null}"""), "a", End.ServerError),
        ["an error as older servers have it"] = (V1.Events(s_a, """{"object":"error","message":"boom","type":"BadRequestError","param":null,"code":400}"""), "a", End.ServerError),
        ["lines instead of events"] = ($"{s_a}\n{s_b}\n{V1.Finish}\n[DONE]\n", "ab", End.Success),
        ["lines instead of events, no [DONE]"] = ($"\n{s_a}\n{V1.Finish}\n{V1.Usage}", "a", End.Success),
        ["lines instead of events, cut"] = ($"{s_a}\n{s_b}\n", "ab", End.Incomplete),
        ["lines instead of events, an error"] = ($"{s_a}\n{"""{"error":"boom"}"""}\n{V1.Finish}\n", "a", End.ServerError),
        ["a whole answer over several lines"] = ($"\uFEFF{V1.Whole.Replace(",", ",\r\n  ", StringComparison.Ordinal).Replace("{", "{\r\n  ", StringComparison.Ordinal)}\n", "a", End.Success),
        ["a whole answer over several lines, cut"] = ("{\n\"choices\":[{\"message\":{\"content\":", "", End.Incomplete),
        ["a whole answer as an event"] = (V1.Events(V1.Whole), "a", End.Success),
        ["whole messages as chunks"] = (V1.Events(s_a.Replace("delta", "message", StringComparison.Ordinal), s_b.Replace("delta", "message", StringComparison.Ordinal)), "ab", End.Incomplete),
        ["an error over several lines"] = ("{\n  \"error\": {\n \"message\": \"boom\" }\n}", "", End.ServerError),
        ["JSON null"] = (V1.Events(s_a, "null", V1.Done), "a", End.Protocol),
        ["a list"] = (V1.Events(s_a, "[]", V1.Done), "a", End.Protocol),
        ["two objects"] = (V1.Events(s_a, s_b + s_b, V1.Done), "a", End.Protocol),
        ["a wrong type"] = (V1.Events(s_a, """{"choices":"none"}""", V1.Done), "a", End.Protocol),
        ["half a character"] = (V1.Events(s_a, V1.Delta("""{"content":"\ud800"}"""), V1.Done), "a", End.Protocol),
    };

    public static TheoryData<string> Names => [.. s_cases.Keys];

    private enum End
    {
        Success,
        Incomplete,
        ServerError,
        Protocol,
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task However_it_arrives(string name)
    {
        var (body, content, end) = s_cases[name];
        foreach (var pieces in SseEvents.AllWays(Encoding.UTF8.GetBytes(body)))
        {
            var (chunks, error) = await V1.ReadAsync(pieces);

            Assert.Equal(content, string.Concat(chunks.SelectMany(chunk => chunk.Choices ?? []).Select(choice => choice.Delta?.Content)));
            Check(end, error);
            if (error is LlmException { Partial: { } partial })
            {
                Assert.Equal((chunks.Count, content), (partial.ItemsReceived, partial.Content));
            }
        }
    }

    [Fact]
    public async Task An_incomplete_stream_says_so_and_names_what_came()
    {
        var (chunks, error) = await V1.ReadAsync(V1.Events(s_a, s_b), contentType: "text/plain");

        var stream = Assert.IsType<LlmStreamException>(error);
        Assert.Equal(2, chunks.Count);
        Assert.Equal(2, stream.ItemsReceived);
        Assert.Contains("text/plain", stream.Message, StringComparison.Ordinal);
        Assert.Equal("m", stream.Model);
        Assert.EndsWith("/v1", stream.Endpoint?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D08_an_unknown_finish_reason_is_kept_and_ends_the_stream()
    {
        var (chunks, error) = await V1.ReadAsync(V1.Events(V1.Finish.Replace("\"stop\"", "\"tired\"", StringComparison.Ordinal)));

        Assert.Null(error);
        Assert.Equal("tired", Assert.Single(chunks).Choices![0].FinishReason?.Value);
    }

    [Fact]
    public async Task Chunks_without_choices_and_without_content_are_items()
    {
        string[] chunks = [V1.Delta("""{"role":"assistant","content":null}"""), """{"id":"c","choices":null}""", """{"id":"c"}""", """{"choices":[null]}""", V1.Usage];

        var (read, error) = await V1.ReadAsync(V1.Events([.. chunks, V1.Done]));

        Assert.Null(error);
        Assert.Equal(chunks.Length, read.Count);
        Assert.Null(read[0].Choices![0].Delta!.ContentOnWire);
        Assert.Equal(3, read[^1].Usage?.TotalTokens);
    }

    private static void Check(End end, Exception? error)
    {
        switch (end)
        {
            case End.Success:
                Assert.Null(error);
                break;
            case End.Protocol:
                Assert.IsType<LlmProtocolException>(error);
                break;
            case End.ServerError:
                var failed = Assert.IsType<LlmStreamException>(error);
                Assert.Equal((StreamFailure.ServerError, "boom"), (failed.Reason, failed.ServerError?.ServerMessage));
                break;
            default:
                Assert.Equal(StreamFailure.Incomplete, Assert.IsType<LlmStreamException>(error).Reason);
                break;
        }
    }
}
