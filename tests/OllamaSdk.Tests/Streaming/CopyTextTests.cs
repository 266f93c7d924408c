using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using OllamaSdk.TestKit;
using Part = OllamaSdk.Tests.Streaming.StreamTextTests.Part;

namespace OllamaSdk.Tests.Streaming;

/// <summary>Text goes to a stream or a writer as UTF-8, a piece at a time, each seen at once by who reads.</summary>
public sealed class CopyTextTests
{
    private static CancellationToken Ct => TestClient.Ct;

    [Fact]
    public async Task Each_piece_is_written_and_flushed()
    {
        await using var destination = new FlushLog();

        await StreamTextTests.Parts(new("grü", "hm"), new("", null), new(null, null), new("ße", null)).CopyTextToAsync(destination, Ct);

        Assert.Equal(["grü", "ße"], destination.Flushed);
        Assert.True(destination.CanWrite, "the destination was closed");
    }

    [Fact]
    public async Task A_character_that_was_cut_stays_whole()
    {
        var writer = new ArrayBufferWriter<byte>();
        await using var destination = new FlushLog();
        Part[] parts = [new("a\ud83c", null), new("\udf08", null), new("z\ud83c", null)];

        await StreamTextTests.Parts(parts).CopyTextToAsync(writer, Ct);
        await StreamTextTests.Parts(parts).CopyTextToAsync(destination, Ct);

        Assert.Equal("a🌈z\ufffd", Encoding.UTF8.GetString(writer.WrittenSpan));
        Assert.Equal(["a", "🌈", "z", "\ufffd"], destination.Flushed);
    }

    [Fact]
    public async Task A_pipe_shows_each_piece_before_the_next_has_come()
    {
        var goOn = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(TestClient.Chunk);
            await connection.WaitForAsync(goOn);
            await connection.SendChunkAsync(TestClient.Last + "\n");
            await connection.EndChunksAsync();
        });
        await using var client = server.Create();
        var pipe = new Pipe();

        var copying = client.Stream().CopyTextToAsync(pipe.Writer, Ct);
        var seen = await pipe.Reader.ReadAsync(Ct);
        Assert.Equal("a", Encoding.UTF8.GetString(seen.Buffer));
        pipe.Reader.AdvanceTo(seen.Buffer.End);
        goOn.SetResult();
        await Guard.Within(copying, "the copy");
    }

    [Fact]
    public async Task A_pipe_that_nobody_reads_ends_the_stream()
    {
        var closed = new TaskCompletionSource();
        await using var server = new ScriptedServer(async connection =>
        {
            await connection.BeginStreamAsync(TestClient.Chunk);
            await connection.HoldUntilClientClosesAsync();
            closed.SetResult();
        });
        await using var client = server.Create();
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await Guard.Within(client.Stream().CopyTextToAsync(pipe.Writer, Ct), "the copy");

        await Guard.Within(closed.Task, "the close");
    }

    private sealed class FlushLog : MemoryStream
    {
        public List<string> Flushed { get; } = [];

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flushed.Add(Encoding.UTF8.GetString(ToArray()));
            SetLength(0);
            return Task.CompletedTask;
        }
    }
}
