using Microsoft.AspNetCore.Http;

namespace OllamaSdk.Testing.Recordings;

/// <summary>
/// Between WireMock and the connection: sends a recorded answer in its pieces, and the headers without a value, which WireMock leaves out. What is not
/// recorded passes as it is.
/// </summary>
internal sealed class AnswerStream : Stream
{
    /// <summary>Names the recording, from WireMock to here; it is not sent.</summary>
    public const string Mark = "X-Recording";

    private readonly HttpContext _context;
    private readonly Stream _connection;
    private readonly Func<string, RecordedResponse?> _find;

    private AnswerStream(HttpContext context, Func<string, RecordedResponse?> find) => (_context, _connection, _find) = (context, context.Response.Body, find);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    private RecordedResponse? Recorded => _context.Response.Headers.TryGetValue(Mark, out var name) ? _find(name.ToString()) : null;

    public static void PutUnder(HttpContext context, Func<string, RecordedResponse?> find)
    {
        var stream = new AnswerStream(context, find);
        context.Response.OnStarting(stream.CompleteHeaders);
        context.Response.Body = stream;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Recorded is not { Pieces: > 1 } recorded)
        {
            await _connection.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            return;
        }

        var size = (buffer.Length + recorded.Pieces - 1) / recorded.Pieces;
        for (var rest = buffer; rest.Length > 0; rest = rest[Math.Min(size, rest.Length)..])
        {
            await _connection.WriteAsync(rest[..Math.Min(size, rest.Length)], cancellationToken).ConfigureAwait(false);
            await _connection.FlushAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(recorded.Pause, _context.RequestAborted).ConfigureAwait(false);
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => _connection.FlushAsync(cancellationToken);

    public override void Flush() => _connection.Flush();

    public override void Write(byte[] buffer, int offset, int count) => _connection.Write(buffer, offset, count);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private Task CompleteHeaders()
    {
        var headers = _context.Response.Headers;
        foreach (var (name, value) in Recorded?.Headers ?? new Dictionary<string, string>())
        {
            if (value.Length == 0)
            {
                headers[name] = "";
            }
        }

        headers.Remove(Mark);
        return Task.CompletedTask;
    }
}
