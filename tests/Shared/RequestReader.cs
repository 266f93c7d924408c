using System.Buffers;
using System.Globalization;
using System.Text;

namespace OllamaSdk.TestKit;

/// <summary>Reads HTTP/1.1 requests from one connection. Null, or <see cref="EndOfStreamException"/>, once the client has gone.</summary>
internal sealed class RequestReader(Stream stream)
{
    private const int PieceSize = 128 * 1024;

    private readonly BufferedStream _input = new(stream);

    public async Task<ScriptedRequest?> ReadHeadAsync(CancellationToken ct)
    {
        List<string> lines = [];
        while (await ReadLineAsync(ct) is { } line)
        {
            if (line.Length == 0)
            {
                return new ScriptedRequest(string.Join("\r\n", lines));
            }

            lines.Add(line);
        }

        return null;
    }

    public async Task<byte[]> ReadBodyAsync(ScriptedRequest request, CancellationToken ct)
    {
        if (request.Header("Transfer-Encoding") is not null)
        {
            return await ReadChunksAsync(ct);
        }

        return await ReadExactlyAsync(int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture), ct);
    }

    /// <summary>Reads and drops so many bytes of a body without chunks, in little memory.</summary>
    public async Task SkipAsync(long count, CancellationToken ct)
    {
        var piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        while (count > 0)
        {
            var read = await _input.ReadAsync(piece.AsMemory(0, (int)Math.Min(count, piece.Length)), ct);
            count -= read > 0 ? read : throw new EndOfStreamException();
        }

        ArrayPool<byte>.Shared.Return(piece);
    }

    /// <summary>Reads and drops bytes until the client closes.</summary>
    public Task DrainAsync(CancellationToken ct) => _input.CopyToAsync(Stream.Null, ct);

    private async Task<byte[]> ReadChunksAsync(CancellationToken ct)
    {
        using MemoryStream body = new();
        while (true)
        {
            string size = await ReadLineAsync(ct) ?? throw new EndOfStreamException();
            byte[] chunk = await ReadExactlyAsync(int.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), ct);
            body.Write(chunk);
            await ReadLineAsync(ct);
            if (chunk.Length == 0)
            {
                return body.ToArray();
            }
        }
    }

    private async Task<byte[]> ReadExactlyAsync(int length, CancellationToken ct)
    {
        byte[] bytes = new byte[length];
        await _input.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    private async Task<string?> ReadLineAsync(CancellationToken ct)
    {
        byte[] one = new byte[1];
        StringBuilder line = new();
        while (await _input.ReadAsync(one, ct) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }
}
