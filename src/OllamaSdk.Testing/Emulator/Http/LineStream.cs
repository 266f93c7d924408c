namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>
/// The body of a streamed answer. Each line comes after a wait; a line is made when a read asks for it, and a read never returns more than one line, so that a reader which
/// leaves early has cost nothing more.
/// </summary>
internal sealed class LineStream(IEnumerable<Func<byte[]>> lines, TimeSpan delay, TimeProvider clock) : ReadOnlyStream
{
    private readonly IEnumerator<Func<byte[]>> _lines = lines.GetEnumerator();
    private ReadOnlyMemory<byte> _rest;
    private bool _isDue;
    private bool _disposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (_rest.IsEmpty)
        {
            if (delay == TimeSpan.Zero)
            {
                // As from a network: never at once, so that whoever leaves can cancel a read that waits, and the rest is not made.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                cancellationToken.ThrowIfCancellationRequested();
            }

            // A read that is cancelled in its wait must not lose the line.
            if (!_isDue && !_lines.MoveNext())
            {
                return 0;
            }

            _isDue = true;
            if (delay > TimeSpan.Zero)
            {
                await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
            }

            // Made after the wait, so that its date is that of its arrival.
            _rest = _lines.Current();
            _isDue = false;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        _lines.Dispose();
        base.Dispose(disposing);
    }
}
