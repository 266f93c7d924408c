using System.Net;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Every recorded stream, whole and in pieces: the borders of the network must never show.</summary>
public sealed class TranscriptTests
{
    private const int EverySplitUpTo = 4096;
    private const int SplitsBeyond = 64;

    public static TheoryData<string> All => CaseFile.Ids(Transcript.FileName);

    [Theory]
    [MemberData(nameof(All))]
    public Task Whole(string id) => InMemoryAsync(id, bytes => [[bytes]]);

    [Theory]
    [MemberData(nameof(All))]
    public Task Byte_by_byte(string id) => InMemoryAsync(id, bytes => [Enumerable.Range(0, bytes.Length).Select(i => bytes.Slice(i, 1))]);

    [Theory]
    [MemberData(nameof(All))]
    public Task Split_once_at_each_byte(string id) => InMemoryAsync(id, bytes => SplitPoints(bytes.Length).Select(at => (ReadOnlyMemory<byte>[])[bytes[..at], bytes[at..]]));

    [Theory]
    [MemberData(nameof(All))]
    public async Task Over_TCP(string id)
    {
        var transcript = Transcript.Load(id);
        var delivered = new TaskCompletionSource();
        await using var server = new ScriptedServer(connection => SendAsync(connection, transcript, delivered));
        await using var client = server.Create();

        var run = new TranscriptRun(transcript, client) { OnItem = count => _ = count == transcript.ExpectedItems && delivered.TrySetResult() };
        var outcome = await run.RunAsync();

        TranscriptExpectation.Check(transcript, outcome, "over TCP");
        Assert.Single(server.Requests);
    }

    private static async Task InMemoryAsync(string id, Func<ReadOnlyMemory<byte>, IEnumerable<IEnumerable<ReadOnlyMemory<byte>>>> waysToSplit)
    {
        var transcript = Transcript.Load(id);
        var way = 0;
        IEnumerable<ReadOnlyMemory<byte>> pieces = [];
        // Later reads are far slower than those at once; a long body has so many that some are enough.
        var every = transcript.Bytes.Length > 1_000_000 ? 4096 : 2;
        using var handler = new StubHandler(
            () => new PieceStream(pieces, read => (read + way) % every == 0, transcript.EndOfBody()), (HttpStatusCode)transcript.Status, transcript.ContentType);
        await using var client = handler.Create();

        foreach (var next in waysToSplit(transcript.Bytes))
        {
            pieces = next;
            var outcome = await new TranscriptRun(transcript, client).RunAsync();
            TranscriptExpectation.Check(transcript, outcome, $"way {++way} to split");
        }

        Assert.NotEqual(0, way);
    }

    private static IEnumerable<int> SplitPoints(int length)
    {
        var random = new Random(20260101);
        return length <= EverySplitUpTo ? Enumerable.Range(1, length - 1) : Enumerable.Range(0, SplitsBeyond).Select(_ => random.Next(1, length));
    }

    private static async Task SendAsync(ScriptedConnection connection, Transcript transcript, TaskCompletionSource delivered)
    {
        await connection.SendHeadAsync(transcript.Status, ("Content-Type", transcript.ContentType), ("Transfer-Encoding", "chunked"));
        foreach (var chunk in transcript.Chunks)
        {
            await connection.SendChunkAsync(chunk);
        }

        switch (transcript.Close)
        {
            case "normal":
                await connection.EndChunksAsync();
                break;
            case "truncate":
                connection.Close();
                break;
            default:
                // A reset may overtake bytes that the client has not read.
                await connection.WaitForAsync(delivered);
                connection.Reset();
                break;
        }
    }
}
