using System.Text;
using System.Text.Json;
using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The recorded framing cases: the same events however the bytes arrive.</summary>
public sealed class SseDecodingTests
{
    private const string FileName = "sse_decoding.json";

    public static TheoryData<string> All => CaseFile.Ids(FileName);

    public static MatrixTheoryData<string, Split> Cut => new(Ids, Enum.GetValues<Split>());

    public static IEnumerable<string> Ids => All.Select(row => row.Data);

    [Fact]
    public void The_cases_are_there() => Assert.Equal(25, All.Count);

    [Theory]
    [MemberData(nameof(All))]
    public async Task E09_as_recorded(string id) => Check(id, await SseEvents.ReadAsync(Chunks(id).Select(chunk => (ReadOnlyMemory<byte>)chunk)));

    [Theory]
    [MemberData(nameof(Cut))]
    public async Task E09_the_recorded_cases(string id, Split split)
    {
        ReadOnlyMemory<byte> body = Body(id);
        IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> ways = split switch
        {
            Split.Whole => [[body]],
            Split.Bytes => [SseEvents.Bytes(body)],
            _ => SseEvents.Splits(body),
        };
        foreach (var pieces in ways)
        {
            Check(id, await SseEvents.ReadAsync(pieces));
        }
    }

    private static void Check(string id, List<ParsedEvent> events)
    {
        var expected = Expected(CaseFile.Case(FileName, id).GetProperty("events"));
        Assert.Equal(expected.Select(e => (e.Type, e.Data)), events.Select(e => (e.Type, e.Data)));
        Assert.All(expected.Zip(events), pair => Assert.True(pair.First.LastId is null || pair.First.LastId == pair.Second.LastId));
        Assert.All(events, e => Assert.Equal(e.Data.Length > 0, e.HasData));
    }

    private static List<ParsedEvent> Expected(JsonElement events)
    {
        if (events.ValueKind == JsonValueKind.Array)
        {
            return [.. events.EnumerateArray().Select(e => new ParsedEvent(
                e.GetProperty("event").GetString() ?? "", Latin(e.GetProperty("data").GetString()!), true, e.TryGetProperty("id", out var id) ? id.GetString() : null))];
        }

        // Only the long one is described in words.
        Assert.Equal("10000 times \"x\" joined by \\n", events.GetProperty("each").GetProperty("data").GetString());
        return [.. Enumerable.Repeat(new ParsedEvent("", string.Join('\n', Enumerable.Repeat("x", 10_000)), true, null), events.GetProperty("count").GetInt32())];
    }

    internal static byte[] Body(string id) => [.. Chunks(id).SelectMany(chunk => chunk)];

    private static IEnumerable<byte[]> Chunks(string id) => CaseFile.Case(FileName, id).GetProperty("chunks").EnumerateArray().Select(chunk =>
        chunk.ValueKind == JsonValueKind.String ? Encoding.UTF8.GetBytes(chunk.GetString()!)
        : chunk.TryGetProperty("hex", out var hex) ? Convert.FromHexString(hex.GetString()!)
        : Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(chunk.GetProperty("repeat").GetString(), chunk.GetProperty("count").GetInt32()))));

    private static string Latin(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
