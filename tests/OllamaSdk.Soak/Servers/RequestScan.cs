using System.Globalization;
using System.Text;

namespace OllamaSdk.Soak.Servers;

/// <summary>The head of a request, as far as it matters here.</summary>
/// <param name="Method">GET, POST and so on.</param>
/// <param name="Path">With its query.</param>
/// <param name="Id">The call it belongs to; empty where it names none.</param>
internal sealed record RequestHead(string Method, string Path, string Id);

/// <summary>Follows the bytes that a client sends: where a request begins, and where its body ends. Requests do not overlap.</summary>
internal sealed class RequestScan
{
    private readonly List<byte> _line = [];
    private readonly List<string> _head = [];
    private State _state = State.Head;
    private long _left;

    private enum State
    {
        Head,
        Body,
        ChunkSize,
        ChunkData,
        Trailer,
    }

    /// <summary>Whether the request that has begun is there to its last byte.</summary>
    public bool IsWhole => _state == State.Head && _head.Count == 0 && _line.Count == 0;

    /// <summary>Takes bytes until a head is complete, a request ends, or all are taken.</summary>
    /// <param name="bytes">What has come.</param>
    /// <param name="head">The head that is complete with the last byte taken.</param>
    /// <returns>How many were taken.</returns>
    public int Take(ReadOnlySpan<byte> bytes, out RequestHead? head)
    {
        head = null;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (_state is State.Body or State.ChunkData)
            {
                var count = (int)Math.Min(_left, bytes.Length - i);
                _left -= count;
                i += count - 1;
                _state = _left > 0 ? _state : _state == State.Body ? State.Head : State.ChunkSize;
            }
            else if (bytes[i] != '\n')
            {
                _line.Add(bytes[i]);
                continue;
            }
            else
            {
                var line = Encoding.Latin1.GetString([.. _line]).TrimEnd('\r');
                _line.Clear();
                head = EndLine(line);
            }

            if (head is not null || IsWhole)
            {
                return i + 1;
            }
        }

        return bytes.Length;
    }

    private RequestHead? EndLine(string line)
    {
        switch (_state)
        {
            case State.ChunkSize:
                // With the line end behind the data.
                _left = long.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 2;
                _state = _left == 2 ? State.Trailer : State.ChunkData;
                return null;
            case State.Trailer:
                _state = line.Length == 0 ? State.Head : _state;
                return null;
            default:
                if (line.Length > 0)
                {
                    _head.Add(line);
                    return null;
                }

                return _head.Count > 0 ? EndHead() : null;
        }
    }

    private RequestHead EndHead()
    {
        var words = _head[0].Split(' ');
        _left = Header("Content-Length") is { Length: > 0 } length ? long.Parse(length, CultureInfo.InvariantCulture) : 0;
        _state = Header("Transfer-Encoding").Contains("chunked", StringComparison.OrdinalIgnoreCase) ? State.ChunkSize : _left > 0 ? State.Body : State.Head;
        var head = new RequestHead(words[0], words[1], Header("X-Request-Id"));
        _head.Clear();
        return head;
    }

    private string Header(string name) =>
        _head.Skip(1).Select(line => line.Split(':', 2)).FirstOrDefault(pair => pair[0].Equals(name, StringComparison.OrdinalIgnoreCase)) is [_, var value] ? value.Trim() : "";
}
