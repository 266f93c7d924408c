using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;

namespace OllamaSdk.Transfers;

/// <summary>
/// A body read from a stream piece by piece, so that memory stays flat. It can be sent again where the stream can be set back, says
/// when the stream holds less or more than was promised, and leaves the stream open.
/// </summary>
internal sealed class UploadContent : HttpContent
{
    private const int PieceSize = 128 * 1024;

    private readonly Stream _source;
    private readonly long _start;
    private readonly long _length;
    private readonly Action<long>? _progress;
    private bool _begun;

    /// <param name="source">Read from where it stands.</param>
    /// <param name="length">How many bytes it holds; negative where that is unknown.</param>
    /// <param name="progress">Told how many bytes were sent.</param>
    public UploadContent(Stream source, long length, Action<long>? progress)
    {
        (_source, _length, _progress) = (source, length, progress);
        _start = source.CanSeek ? source.Position : -1;
        Headers.ContentType = new("application/octet-stream");
    }

    /// <summary>
    /// What failed on this side: the source, or the caller's progress callback. <see cref="HttpClient"/> may have dressed it up as a failure of
    /// the connection, which it is not.
    /// </summary>
    public ExceptionDispatchInfo? Failure { get; private set; }

    /// <summary>Whether what a request carries can still be sent: a stream that cannot be set back is read once.</summary>
    public static bool CanSend(HttpContent? content) => content switch
    {
        UploadContent upload => upload._start >= 0 || !upload._begun,
        MultipartContent parts => parts.All(CanSend),
        _ => true,
    };

    /// <summary>Called after each piece the connection has taken; the first-byte timer begins anew with it.</summary>
    public Action? PieceSent { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (!CanSend(this))
        {
            // A handler of the caller's sends it again. The rest of the stream would pass for the whole of it.
            throw Remember(new("What is uploaded was read already, and its stream cannot be set back to be sent again."));
        }

        _begun = true;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            Rewind();
            var sent = 0L;
            int read;
            while ((read = await ReadSourceAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (_length >= 0 && sent + read > _length)
                {
                    throw Changed($"it grew beyond the {Plural.Of(_length, "byte")} it had");
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                sent += read;
                PieceSent?.Invoke();
                Report(sent);
            }

            if (sent < _length)
            {
                throw Changed($"it ended after {sent} of the {Plural.Of(_length, "byte")} it had");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return length >= 0;
    }

    /// <summary>Nothing is held here, and Refit disposes the body of every call: this one is sent again where a connection broke.</summary>
    protected override void Dispose(bool disposing)
    {
    }

    private void Rewind()
    {
        try
        {
            if (_start >= 0)
            {
                _source.Position = _start;
            }
        }
        catch (Exception e)
        {
            throw Unreadable(e);
        }
    }

    private async ValueTask<int> ReadSourceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreadable(e);
        }
    }

    private void Report(long sent)
    {
        try
        {
            _progress?.Invoke(sent);
        }
        catch (Exception e)
        {
            Failure = ExceptionDispatchInfo.Capture(e);
            throw;
        }
    }

    private LlmUploadException Unreadable(Exception cause) => Remember(new($"What is uploaded cannot be read any more: {cause.Message}", cause));

    private LlmUploadException Changed(string how) => Remember(new($"What is uploaded changed while it was sent: {how}."));

    private LlmUploadException Remember(LlmUploadException failure)
    {
        Failure = ExceptionDispatchInfo.Capture(failure);
        return failure;
    }
}
