using System.Net;
using System.Net.Sockets;

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
        // Never stopped: the process ends with it.
        var listener = new TcpListener(IPAddress.Loopback, 0);
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
        var requests = new RequestReader(stream);
        try
        {
            while (requests.Next() is { } request)
            {
                if (request.AwaitsContinue)
                {
                    stream.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
                }

                requests.Discard(request.BodyLength);
                var reply = request.Method == "POST" ? replies.GetValueOrDefault(request.Path.Split('/', 3)[1]) : null;
                foreach (var send in (reply ?? Reply.NotFound).Sends)
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
}
