using System.Buffers;
using System.Text.Json;

namespace OllamaSdk.Testing.Emulator.Http;

/// <summary>
/// The body of a streamed answer. Each line comes after a wait; a line is made when a read asks for it, and a read never returns more than one line, so that a reader which
/// leaves early has cost nothing more.
/// </summary>
internal sealed class LineStream : ReadOnlyStream
{
    private const int LineCapacity = 512;

    // Often enough for others on the thread, too seldom to cost anything.
    private const int ManyLines = 32;

    private readonly IEnumerator<Action<Utf8JsonWriter>> _lines;
    private readonly TimeSpan _delay;
    private readonly TimeProvider _clock;
    private readonly ArrayBufferWriter<byte> _line = new(LineCapacity);
    private readonly Utf8JsonWriter _json;
    private ReadOnlyMemory<byte> _rest;
    private readonly int _linesPerTurn;
    private int _made;
    private bool _isDue;
    private bool _disposed;

    /// <param name="lines">Each writes one line. It is called before the next one is asked for.</param>
    /// <param name="delay">The wait before each line; zero for none.</param>
    /// <param name="clock">The clock of that wait.</param>
    /// <param name="isWork">Whether making a line changes something: then a reader that leaves must always find its next read waiting, so that it can cancel it.</param>
    public LineStream(IEnumerable<Action<Utf8JsonWriter>> lines, TimeSpan delay, TimeProvider clock, bool isWork = false)
    {
        (_lines, _delay, _clock, _linesPerTurn) = (lines.GetEnumerator(), delay, clock, isWork ? 1 : ManyLines);
        _json = WireJson.Writer(_line);
    }

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
            if (_delay == TimeSpan.Zero && _made++ % _linesPerTurn == 0)
            {
                // As from a network, where nothing is there at once.
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                cancellationToken.ThrowIfCancellationRequested();
            }

            // A read that is cancelled in its wait must not lose the line.
            if (!_isDue && !_lines.MoveNext())
            {
                return 0;
            }

            _isDue = true;
            if (_delay > TimeSpan.Zero)
            {
                await Task.Delay(_delay, _clock, cancellationToken).ConfigureAwait(false);
            }

            // Made after the wait, so that its date is that of its arrival.
            _rest = Make(_lines.Current);
            _isDue = false;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer.Span);
        _rest = _rest[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            _lines.Dispose();
            _json.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReadOnlyMemory<byte> Make(Action<Utf8JsonWriter> write)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        write(_json);
        _json.Flush();
        _line.Write("\n"u8);
        return _line.WrittenMemory;
    }
}
