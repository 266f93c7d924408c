using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>What the server must know of a request.</summary>
/// <param name="Method">GET, HEAD, POST.</param>
/// <param name="Path">The target as it was sent.</param>
/// <param name="BodyLength">The bytes that follow.</param>
/// <param name="AwaitsContinue">Whether the client sends them only after an interim answer.</param>
internal sealed record RequestHead(string Method, string Path, long BodyLength, bool AwaitsContinue)
{
    public static RequestHead Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.ASCII.GetString(head).Split("\r\n");
        if (Header(lines, "Transfer-Encoding") is not null)
        {
            throw new InvalidDataException("A request without Content-Length: this server reads no chunked requests.");
        }

        var words = lines[0].Split(' ');
        return new RequestHead(words[0], words[1],
            long.Parse(Header(lines, "Content-Length") ?? "0", CultureInfo.InvariantCulture),
            Header(lines, "Expect") == "100-continue");
    }

    private static string? Header(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

/// <summary>
/// The requests of one connection. They are read in large pieces: byte by byte, each header of a request would cost its sender as many calls of the system,
/// and that would be measured.
/// </summary>
internal sealed class RequestReader(NetworkStream stream)
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next request on the connection, or <see langword="null"/> where the client closed it.</summary>
    public RequestHead? Next()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (!Fill())
            {
                return null;
            }
        }

        var head = RequestHead.Parse(_buffer.AsSpan(_start, length));
        _start += length + 4;
        return head;
    }

    /// <summary>Reads the body of a request away.</summary>
    public void Discard(long length)
    {
        while (true)
        {
            var there = (int)Math.Min(length, _end - _start);
            (length, _start) = (length - there, _start + there);
            if (length == 0)
            {
                return;
            }

            (_start, _end) = (0, 0);
            if (!Fill())
            {
                throw new EndOfStreamException("The client left inside its request.");
            }
        }
    }

    private bool Fill()
    {
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
