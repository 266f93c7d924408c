namespace OllamaSdk.BulkJobs;

/// <summary>Where the lines of a file begin, found out once, and again when another file stands there.</summary>
internal sealed class LineIndex(string path) : IDisposable
{
    private const int Step = 1024;

    private readonly SemaphoreSlim _one = new(1);
    private Places? _places;

    public async ValueTask<Places> GetAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        var stamp = (file.Exists ? file.Length : -1, file.LastWriteTimeUtc);
        if (_places is { } known && known.Stamp == stamp)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _places is { } read && read.Stamp == stamp ? read : (_places = await ReadAsync(stamp, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // A line ends as it does for StreamReader: by \n, \r\n or \r; after the last end there is no further line.
    private async Task<Places> ReadAsync((long, DateTime) stamp, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        await using var fileEnd = file.ConfigureAwait(false);
        var buffer = new byte[1 << 20];
        var begins = new List<long>();
        var (lines, offset, inLine, wasReturn) = (0L, 0L, false, false);
        while (await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            var from = offset == 0 && buffer.AsSpan(0, read).StartsWith("\uFEFF"u8) ? 3 : 0;
            for (var i = from; i < read; i++)
            {
                var character = buffer[i];
                if (wasReturn && character == '\n')
                {
                    wasReturn = false;
                    continue;
                }

                if (!inLine)
                {
                    if (lines % Step == 0)
                    {
                        begins.Add(offset + i);
                    }

                    lines++;
                    inLine = true;
                }

                wasReturn = character == '\r';
                inLine = character is not ((byte)'\n' or (byte)'\r');
            }

            offset += read;
        }

        return new Places(stamp, lines, [.. begins]);
    }

    /// <param name="Stamp">By what the file is known to be the same.</param>
    /// <param name="Lines">How many lines there are.</param>
    /// <param name="Begins">Where every <see cref="Step"/>th of them begins.</param>
    public sealed record Places((long, DateTime) Stamp, long Lines, long[] Begins)
    {
        /// <summary>Where to begin to read, and how many lines to pass over there.</summary>
        public (long Offset, int Skip) Find(long line) => line < Lines ? (Begins[line / Step], (int)(line % Step)) : (0, 0);
    }
}
