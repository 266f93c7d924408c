using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The parser against a plain one, on random bodies in random pieces.</summary>
public sealed class SseDifferentialTests
{
    private const int Bodies = 4000;

    private static readonly string[] s_words =
    [
        "data:", "data: ", "data", "data:  ", "data : ", "Data:", "data:[DONE]", "data: {\"a\":1}", "event:", "event: ", "event", "event: x", "event: error", "id:", "id: 7", "id", "id: a\0b",
        "error:", "error: {}", "error", "retry: 5", "retry: 7\0", ":", ": comment", "::", "{\"error\":\"x\"}", "unknown: y", "é", "\u2028", "\uFEFF", " ", "x", "\0", "\t", "😀",
    ];

    private static readonly string[] s_lineEnds = ["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r", "\r\n\n"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Same_events_as_the_reference(int seed)
    {
        var random = new Random(seed);
        var events = 0;
        for (var i = 0; i < Bodies; i++)
        {
            var body = RandomBody(random);
            var expected = SseReferenceParser.Parse(body);

            var actual = await SseEvents.ReadAsync(RandomPieces(random, body));

            Assert.True(expected.SequenceEqual(actual), $"body {i} of seed {seed}, {Convert.ToHexString(body)}: expected {string.Join(' ', expected)}, was {string.Join(' ', actual)}");
            events += expected.Count;
        }

        // Bodies without events would show nothing.
        Assert.True(events > Bodies / 2, $"only {events} events");
    }

    [Fact]
    public void The_reference_itself_keeps_the_rules()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFFid: 1\ndata: a\ndata:  b\r\rdata\n\r\nevent: t\r\n: c\r\n\r\ndata: x\nevent: lost");

        Assert.Equal([new("", "a\n b", true, "1"), new("", "", true, "1"), new("t", "", false, "1")], SseReferenceParser.Parse(body));
    }

    private static byte[] RandomBody(Random random)
    {
        var body = new List<byte>();
        for (var parts = random.Next(1, 25); parts > 0; parts--)
        {
            body.AddRange(random.Next(10) switch
            {
                < 5 => Encoding.UTF8.GetBytes(s_words[random.Next(s_words.Length)]),
                < 9 => Encoding.UTF8.GetBytes(s_lineEnds[random.Next(s_lineEnds.Length)]),
                // From valid characters only: an id becomes text, in which broken ones cannot be told apart.
                _ => [(byte)random.Next(128)],
            });
        }

        return [.. body];
    }

    private static IEnumerable<ReadOnlyMemory<byte>> RandomPieces(Random random, ReadOnlyMemory<byte> body)
    {
        var longest = random.Next(1, 20);
        for (var at = 0; at < body.Length;)
        {
            var length = Math.Min(random.Next(1, longest + 1), body.Length - at);
            yield return body.Slice(at, length);
            at += length;
        }
    }
}
