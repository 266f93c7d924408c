using System.Buffers;
using System.Text;

namespace OllamaSdk.Streaming;

/// <summary>Copies the text of a stream as UTF-8. A stream of ours writes most of it straight from the server's bytes.</summary>
/// <param name="stream">The stream.</param>
/// <param name="destination">Gets the bytes.</param>
/// <param name="flush">Hands on what was written; <see langword="false"/> where nobody wants more.</param>
internal sealed class TextCopy(IAsyncEnumerable<ILlmTextPart> stream, IBufferWriter<byte> destination, Func<ValueTask<bool>> flush) : IBufferWriter<byte>
{
    // One for the whole text: a server may cut between the two halves of a character.
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private bool _hasWritten;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var parts = stream.GetAsyncEnumerator(cancellationToken);
        await using (parts.ConfigureAwait(false))
        {
            var cursor = parts as Cursor;
            cursor?.TextTarget = this;
            var given = default(GivenText);
            while (await parts.MoveNextAsync().ConfigureAwait(false))
            {
                given.Check(parts.Current);
                if (parts.Current.Text is { Length: > 0 } text)
                {
                    _encoder.Convert(text, this, flush: false, out _, out _);
                    // Bytes must not come between two halves.
                    cursor?.TextTarget = char.IsHighSurrogate(text[^1]) ? null : this;
                }

                if (_hasWritten)
                {
                    given.Note(parts.Current);
                    if (!await FlushAsync().ConfigureAwait(false))
                    {
                        return;
                    }
                }
            }
        }

        _encoder.Convert(default, this, flush: true, out _, out _);
        if (_hasWritten)
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    void IBufferWriter<byte>.Advance(int count)
    {
        _hasWritten |= count > 0;
        destination.Advance(count);
    }

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => destination.GetMemory(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => destination.GetSpan(sizeHint);

    private ValueTask<bool> FlushAsync()
    {
        _hasWritten = false;
        return flush();
    }
}
