using System.Text;

namespace OllamaSdk.Launching;

/// <summary>The end of what a server has written. It is always read to the end, since a server whose pipe is full stands still.</summary>
internal sealed class OutputLog
{
    public const int Capacity = 64 * 1024;
    private const int PieceLength = 8 * 1024;

    private readonly byte[] _ring = new byte[Capacity];
    private readonly object _lock = new();
    private long _written;

    /// <summary>Reads a stream until its last writer has closed it, closes it too, and does so on a thread of its own: a pipe's read blocks.</summary>
    /// <param name="stream">What the server writes.</param>
    /// <param name="lines">Is given what was read as well.</param>
    public Task DrainAsync(Stream stream, OutputLines? lines = null) => Task.Factory.StartNew(
        () =>
        {
            using var source = stream;
            var piece = new byte[PieceLength];
            try
            {
                for (var count = source.Read(piece); count > 0; count = source.Read(piece))
                {
                    Append(piece.AsSpan(0, count));
                    lines?.Append(piece.AsSpan(0, count));
                }
            }
            catch (IOException)
            {
                // A broken pipe ends like a closed one: what was read is kept.
            }

            lines?.End();
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var value in bytes)
            {
                _ring[_written++ % Capacity] = value;
            }
        }
    }

    /// <summary>What is kept, from its first whole line on (or word, where that line is very long), with secrets replaced.</summary>
    public string Read(SafeText safe)
    {
        byte[] kept;
        lock (_lock)
        {
            var start = (int)(_written % Capacity);
            kept = _written <= Capacity ? _ring[..(int)_written] : [.. _ring[start..], .. _ring[..start]];
            kept = _written <= Capacity ? kept : kept[FirstWhole(kept)..];
        }

        return safe.Clean(Encoding.UTF8.GetString(kept), int.MaxValue);
    }

    // Half a key would not be recognised. A progress bar, though, may be one line of more than all that is kept.
    private static int FirstWhole(ReadOnlySpan<byte> kept)
    {
        var older = kept[..(kept.Length / 2)];
        return (older.Contains((byte)'\n') ? older.IndexOf((byte)'\n') : kept.IndexOfAny((byte)'\n', (byte)'\r', (byte)' ')) + 1;
    }
}
