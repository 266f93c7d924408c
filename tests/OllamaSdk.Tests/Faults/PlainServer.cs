using System.Net;
using System.Net.Sockets;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A server on loopback for clients that want TLS: it takes connections, says these words, or none, and waits until the client closes.</summary>
internal sealed class PlainServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[] _words;
    private readonly List<Task> _peers = [];
    private readonly Task _serving;
    private int _connections;

    public PlainServer(string words = "")
    {
        _words = Encoding.ASCII.GetBytes(words);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Root => $"https://{_listener.LocalEndpoint}";

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Guard.Within(_serving);
        await Guard.Within(Task.WhenAll(_peers), "the end of every client's connection");
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var peer = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _peers.Add(HoldAsync(peer));
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task HoldAsync(TcpClient peer)
    {
        using (peer)
        {
            try
            {
                await peer.GetStream().WriteAsync(_words);
                await peer.GetStream().CopyToAsync(Stream.Null);
            }
            catch (IOException)
            {
                // A client that breaks off closes too.
            }
        }
    }
}
