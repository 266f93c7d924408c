using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The parser against a plain one, on random bodies in random pieces.</summary>
public sealed class SseDifferentialTests
{
    private static readonly string[] s_words =
    [
        "data:", "data: ", "data", "data:  ", "data : ", "Data:", "data:[DONE]", "data: {\"a\":1}", "event:", "event: ", "event", "event: x", "event: error", "id:", "id: 7", "id", "id: a\0b",
        "error:", "error: {}", "error", "retry: 5", "retry: 7\0", ":", ": comment", "::", "{\"error\":\"x\"}", "unknown: y", "é", "\u2028", "\uFEFF", " ", "x", "\0", "\t", "😀",
    ];

    private static readonly string[] s_lineEnds = ["\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "\n\r", "\r\n\n"];

    // The seed is fixed, so that the gate says of one commit always the same.
    [Property(Arbitrary = [typeof(SseDifferentialTests)], MaxTest = 12_000, EndSize = 25, Replay = "(20260101,1)")]
    public async Task E09_same_events_as_the_reference(SsePart[] parts, PositiveInt[] lengths)
    {
        var body = Body(parts);

        var actual = await SseEvents.ReadAsync(Pieces.Of(body, lengths));

        Assert.Equal(SseReferenceParser.Parse(body), actual);
    }

    [Fact]
    public void The_bodies_hold_events()
    {
        var bodies = Part().Generator.ArrayOf().Sample(25, 1000).ToArray();

        // Bodies without events would show nothing.
        Assert.True(bodies.Sum(parts => SseReferenceParser.Parse(Body(parts)).Count) > bodies.Length / 2);
    }

    [Fact]
    public void The_reference_itself_keeps_the_rules()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFFid: 1\ndata: a\ndata:  b\r\rdata\n\r\nevent: t\r\n: c\r\n\r\ndata: x\nevent: lost");

        Assert.Equal([new("", "a\n b", true, "1"), new("", "", true, "1"), new("t", "", false, "1")], SseReferenceParser.Parse(body));
    }

    public static Arbitrary<SsePart> Part() => Gen.Frequency(
        (5, Gen.Elements(s_words)),
        (4, Gen.Elements(s_lineEnds)),
        // From valid characters only: an id becomes text, in which broken ones cannot be told apart.
        (1, Gen.Choose(0, 127).Select(code => ((char)code).ToString()))).Select(text => new SsePart(text)).ToArbitrary();

    private static byte[] Body(SsePart[] parts) => Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => part.Text)));

    public sealed record SsePart(string Text);
}
