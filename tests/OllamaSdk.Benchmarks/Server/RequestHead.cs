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
    /// <summary>The next request on a connection, or <see langword="null"/> where the client closed it.</summary>
    public static RequestHead? Read(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }

            head.Append((char)next);
        }

        var lines = head.ToString().Split("\r\n");
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
