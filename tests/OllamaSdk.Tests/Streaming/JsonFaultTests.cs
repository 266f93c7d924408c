using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>What the server may send inside a line, and never as another exception than the SDK's own.</summary>
public sealed class JsonFaultTests
{
    private const string Secret = "a-word-of-the-answer";

    public static TheoryData<string> Faults =>
    [
        "null", "[]", "5", "\"x\"", "true", "{", "{}}", "{,}", "{\"a\"}", "{'a':1}", "{\"done\":tru}", "{\"done\":true,}", "// comment", "NaN",
        """{"eval_count":NaN}""", """{"eval_count":Infinity}""", """{"eval_count":01}""", """{"done":"yes"}""", """{"done":1}""",
        """{"message":[]}""", """{"message":"text"}""", """{"message":{"content":5}}""", """{"message":{"content":{"a":1}}}""",
        """{"message":{"tool_calls":{}}}""",
        """{"message":{"content":"\ud800"}}""", """{"message":{"content":"\udc00x"}}""", """{"model":"\ud83d\ud83d"}""", """{"done_reason":"\ud800"}""",
        """{"created_at":"\ud800"}""", """{"\ud800":1}""", """{"message":{"content":"\x"}}""",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Items_before_a_fault_come_first_then_a_protocol_exception(string line)
    {
        var (error, items) = await FailAsync(Encoding.UTF8.GetBytes(line));

        var protocol = Assert.IsType<LlmProtocolException>(error);
        Assert.Equal(1, items);
        Assert.Equal("a", protocol.Partial?.Content);
        Assert.Equal(1, protocol.Partial?.ItemsReceived);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task The_same_faults_in_a_whole_answer(string body)
    {
        using var handler = new StubHandler(body);
        await using var client = handler.Create();

        await Assert.ThrowsAsync<LlmProtocolException>(() => client.ChatAsync("hi", cancellationToken: TestClient.Ct));
    }

    [Theory]
    [InlineData("7b2261223a22ff227d")]
    [InlineData("7b2261223a22c080227d")]
    [InlineData("7b2261223a22eda080227d")]
    [InlineData("7b2261223a22f09f98227d")]
    [InlineData("efbbbf7b7d")]
    [InlineData("1f8b0800")]
    [InlineData("0000")]
    public async Task D05_bytes_that_are_no_text(string hex)
    {
        var (error, items) = await FailAsync(Convert.FromHexString(hex));

        Assert.IsType<LlmProtocolException>(error);
        Assert.Equal(1, items);
    }

    [Theory]
    [InlineData("\"x\":")]
    [InlineData("\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":")]
    public async Task D01_nesting_is_bounded(string before)
    {
        var deep = $"{{{before}{string.Concat(Enumerable.Repeat("[", 100_000))}";

        Assert.IsType<LlmProtocolException>((await FailAsync(Encoding.UTF8.GetBytes(deep))).Error);
    }

    [Fact]
    public async Task D01_nesting_up_to_64_passes()
    {
        const int inside = 63;
        using var handler = new StubHandler($$"""{"done":true,"x":{{new string('[', inside)}}{{new string(']', inside)}}}""");
        await using var client = handler.Create();

        Assert.True((await client.ChatAsync("hi", cancellationToken: TestClient.Ct)).Done);
    }

    [Theory]
    [InlineData("""{"message":{"content":{"x":"a-word-of-the-answer"}}}""", "$.message.content")]
    [InlineData("""{"message":{"content":"a-word-of-the-answer"},"done":"a-word-of-the-answer"}""", "$.done")]
    [InlineData("""{"done_reason":["a-word-of-the-answer"]}""", "$.done_reason")]
    public async Task D09_a_wrong_type_names_the_path_and_not_the_words(string line, string path)
    {
        var (error, _) = await FailAsync(Encoding.UTF8.GetBytes(line));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"done":false,"done":true,"message":{"content":"x","content":"y"}}""")]
    [InlineData("""{"done":true,"message":{"content":"y","new":{"a":[1e999,{"b":"\ud800"}]}},"error":null,"more":"\ud800"}""")]
    [InlineData("""{"done":true,"done_reason":"tired","message":{"role":"oracle","content":"y"},"error":"  "}""")]
    public async Task What_is_new_or_told_twice_is_read(string line)
    {
        using var handler = new StubHandler(line + "\n");
        await using var client = handler.Create();

        var item = Assert.Single(await client.Stream().ToListAsync());

        Assert.Equal("y", item.Message?.Content);
    }

    [Theory]
    [InlineData("""{"error":"\ud800"}""")]
    [InlineData("""{"error":{"message":"\ud800"}}""")]
    [InlineData("""{"error":5}""")]
    [InlineData("""{"error":["x"]}""")]
    [InlineData("""{"error":true}""")]
    public async Task An_error_of_any_shape_is_an_error_of_the_server(string line)
    {
        var (error, items) = await FailAsync(Encoding.UTF8.GetBytes(line));

        Assert.Equal(StreamFailure.ServerError, Assert.IsType<LlmStreamException>(error).Reason);
        Assert.Equal(1, items);
    }

    private static async Task<(Exception Error, int Items)> FailAsync(byte[] line)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes(TestClient.Chunk + "\n"), .. line, (byte)'\n'];
        using var handler = new StubHandler(() => new MemoryStream(body));
        await using var client = handler.Create();
        var items = 0;
        var error = await Assert.ThrowsAnyAsync<LlmException>(async () =>
        {
            await foreach (var _ in client.Stream())
            {
                items++;
            }
        });
        return (error, items);
    }
}
