using System.Buffers;
using System.Net;
using System.Text;

namespace OllamaSdk.Tests.Streaming;

/// <summary>The text of every recorded stream, copied as UTF-8, is that of its items, and it fails as they do.</summary>
public sealed class TextOfTranscriptTests
{
    public static TheoryData<string, Split> All
    {
        get
        {
            var data = new TheoryData<string, Split>();
            foreach (var id in CaseFile.Ids(Transcript.FileName).Select(row => row.Data).Where(id => Transcript.Load(id) is { IsStreamed: true, Operation: "chat" or "generate", Status: 200 }))
            {
                foreach (var split in Enum.GetValues<Split>())
                {
                    data.Add(id, split);
                }
            }

            return data;
        }
    }

    /// <summary>How the bytes come.</summary>
    public enum Split
    {
        /// <summary>All at once.</summary>
        Whole,

        /// <summary>Some at a time.</summary>
        Pieces,
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Text_is_that_of_the_items(string id, Split split)
    {
        var transcript = Transcript.Load(id);
        var (text, fault) = await ReadAsync(transcript, split, async (stream, writer) =>
        {
            await foreach (var piece in stream.TextAsync(TestClient.Ct))
            {
                writer.Write(Encoding.UTF8.GetBytes(piece));
            }
        });

        foreach (var copy in (Func<IAsyncEnumerable<ILlmTextPart>, ArrayBufferWriter<byte>, Task>[])
            [(stream, writer) => stream.CopyTextToAsync(writer, TestClient.Ct), async (stream, writer) => writer.Write(Encoding.UTF8.GetBytes(await stream.ReadTextAsync(TestClient.Ct)))])
        {
            var (copied, sameFault) = await ReadAsync(transcript, split, copy);
            Assert.Equal(fault?.GetType(), sameFault?.GetType());
            Assert.Equal(fault?.Message, sameFault?.Message);
            Assert.Equal(PartialOf(fault), PartialOf(sameFault));
            Assert.True(copied == text || (copied.Length == 0 && fault is not null), "the text differs");
        }
    }

    private static (string? Content, string? Thinking, long? Items) PartialOf(Exception? fault) =>
        ((fault as LlmException)?.Partial?.Content, (fault as LlmException)?.Partial?.Thinking, (fault as LlmException)?.Partial?.ItemsReceived);

    private static async Task<(string Text, Exception? Fault)> ReadAsync(
        Transcript transcript, Split split, Func<IAsyncEnumerable<ILlmTextPart>, ArrayBufferWriter<byte>, Task> copy)
    {
        const int Piece = 100;
        ReadOnlyMemory<byte> bytes = transcript.Bytes;
        var pieces = split == Split.Whole || bytes.Length > 1_000_000 ? (IEnumerable<ReadOnlyMemory<byte>>)[bytes]
            : Enumerable.Range(0, (bytes.Length + Piece - 1) / Piece).Select(i => bytes.Slice(i * Piece, Math.Min(Piece, bytes.Length - (i * Piece))));
        using var handler = new StubHandler(() => new PieceStream(pieces, read => read % 2 == 0, transcript.EndOfBody()), HttpStatusCode.OK, transcript.ContentType);
        await using var client = handler.Create();
        var options = new CallOptions { MaxRetries = 0 };
        var writer = new ArrayBufferWriter<byte>();
        IAsyncEnumerable<ILlmTextPart> stream = transcript.Operation == "chat"
            ? client.ChatStreamAsync("q", "m", options, TestClient.Ct) : client.GenerateStreamAsync("q", "m", options, TestClient.Ct);
        var fault = await Record.ExceptionAsync(() => copy(stream, writer));
        return (Encoding.UTF8.GetString(writer.WrittenSpan), fault);
    }
}
