using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OllamaSdk.Benchmarks.Server;

/// <summary>
/// The answering side, in a process of its own so that none of its work is counted. It prints its port and ends when its input is closed,
/// which happens even when the measuring process is killed.
/// </summary>
internal static class BenchServer
{
    public static void Run()
    {
        var replies = Replies.Create();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        new Thread(() => Accept(listener, replies)) { IsBackground = true }.Start();
        Console.Out.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        Console.Out.Flush();
        Console.In.ReadToEnd();
    }

    private static void Accept(TcpListener listener, IReadOnlyDictionary<string, Reply> replies)
    {
        while (true)
        {
            var socket = listener.AcceptSocket();
            new Thread(() => Serve(socket, replies)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket, IReadOnlyDictionary<string, Reply> replies)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        socket.NoDelay = true;
        try
        {
            while (ReadRequest(stream) is { } path)
            {
                if (!replies.TryGetValue(path.Split('/', 3)[1], out var reply))
                {
                    stream.Write(Encoding.ASCII.GetBytes("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"));
                    continue;
                }

                foreach (var send in reply.Sends)
                {
                    stream.Write(send);
                }
            }
        }
        catch (IOException)
        {
            // The reader has left; the next one has its own connection.
        }
    }

    /// <summary>Reads one request to its end; its path, or <see langword="null"/> where the client closed.</summary>
    private static string? ReadRequest(NetworkStream stream)
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
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidDataException("A request without Content-Length: this server reads no chunked requests.");
        stream.ReadExactly(new byte[int.Parse(length.AsSpan("Content-Length:".Length), CultureInfo.InvariantCulture)]);
        return lines[0].Split(' ')[1];
    }
}
