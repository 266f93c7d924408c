using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>A whole answer, ready to send: making it costs nothing while it is measured.</summary>
/// <param name="Sends">What is handed to the socket at once, in order.</param>
internal sealed record Reply(IReadOnlyList<byte[]> Sends)
{
    public static Reply NotFound { get; } = Empty("404 Not Found");

    /// <summary>An answer without a body.</summary>
    public static Reply Empty(string status) => new([Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n")]);

    /// <summary>A chunked answer of these lines.</summary>
    public static Reply Stream(string contentType, IEnumerable<byte[]> lines, Framing framing)
    {
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n");
        var sends = lines.Chunk(framing.LinesPerChunk).Select(HttpChunk).Chunk(framing.ChunksPerSend).Select(chunks => Join(chunks));
        return new Reply([head, .. sends, "0\r\n\r\n"u8.ToArray()]);
    }

    private static byte[] HttpChunk(byte[][] lines) =>
        Join([Encoding.ASCII.GetBytes($"{lines.Sum(line => line.Length):x}\r\n"), .. lines, "\r\n"u8.ToArray()]);

    private static byte[] Join(byte[][] parts) => parts.SelectMany(part => part).ToArray();
}
