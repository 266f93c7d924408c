using System.Net;
using System.Net.Sockets;

namespace OllamaSdk.Soak.Clients;

/// <summary>A name whose address changes while clients use it, and that does not resolve at all for a while now and then.</summary>
internal sealed class TestResolver(params (string Node, int Port)[] servers)
{
    public const string Host = "soak.internal";

    private readonly Lock _lock = new();
    private readonly List<(long At, int Index)> _history = [(Environment.TickCount64, 0)];

    /// <summary>How often the address has changed, and how often there was none.</summary>
    public (int Changes, int Failures) Count { get; private set; }

    /// <summary>The place of a server in the list; none while the name does not resolve.</summary>
    public void Answer(int? index)
    {
        lock (_lock)
        {
            Count = index is null ? (Count.Changes, Count.Failures + 1) : (Count.Changes + 1, Count.Failures);
            _history.Add((Environment.TickCount64, index ?? -1));
            _history.RemoveRange(0, Math.Max(0, _history.Count - 200));
        }
    }

    /// <summary>Whether the name meant this server at some time between both.</summary>
    public bool Meant(string? node, long from, long to)
    {
        var wanted = Array.FindIndex(servers, server => server.Node == node);
        lock (_lock)
        {
            return _history.Where((answer, i) => answer.Index == wanted && answer.At <= to && (i + 1 == _history.Count || _history[i + 1].At >= from)).Any();
        }
    }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        int index;
        lock (_lock)
        {
            index = _history[^1].Index;
        }

        if (index < 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, servers[index].Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
