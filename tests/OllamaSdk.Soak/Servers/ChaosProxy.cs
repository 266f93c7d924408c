using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Servers;

/// <summary>A TCP proxy on loopback that passes requests on to one server, and does to some of them what the plan says.</summary>
internal sealed class ChaosProxy : INode
{
    private readonly int _target;
    private readonly FaultPlan _plan;
    private readonly Journal _journal;
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<string, int> _attempts;
    private TcpListener _listener;
    private Task _accepting;

    /// <param name="name">What reports call it.</param>
    /// <param name="target">The port behind it.</param>
    /// <param name="plan">What happens to each request.</param>
    /// <param name="attempts">How many requests of each call there were: those of one call may come by several proxies.</param>
    /// <param name="journal">Hears of requests and faults.</param>
    public ChaosProxy(string name, int target, FaultPlan plan, ConcurrentDictionary<string, int> attempts, Journal journal)
    {
        (Name, _target, _plan, _attempts, _journal) = (name, target, plan, attempts, journal);
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start(1024);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public string Name { get; }

    public int Port { get; }

    /// <summary>How many connections clients have open.</summary>
    public int OpenConnections => _connections.Count;

    public async Task RestartAsync(TimeSpan gone)
    {
        await StopAsync();
        await Task.Delay(gone);
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start(1024);
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    public Socket ConnectToServer() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public EndPoint Server => new IPEndPoint(IPAddress.Loopback, _target);

    /// <summary>Notes a request and says what happens to it.</summary>
    public PlannedFault Begin(RequestHead head)
    {
        if (head.Id.Length == 0)
        {
            return default;
        }

        var attempt = _attempts.AddOrUpdate(head.Id, 1, (_, count) => count + 1);
        _journal.Request(Name, head);
        return _plan.For(head, attempt);
    }

    public void Done(RequestHead head, Fault fault) => _journal.Injected(Name, head, fault);

    private async Task StopAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var connection in _connections.Keys)
        {
            connection.Reset();
        }

        await Task.WhenAll(_connections.Values);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            client.NoDelay = true;
            var connection = new ProxyConnection(this, client);
            _connections[connection] = Task.CompletedTask;
            _connections[connection] = RunAsync(connection);
        }
    }

    private async Task RunAsync(ProxyConnection connection)
    {
        await Task.Yield();
        await connection.RunAsync();
        _connections.TryRemove(connection, out _);
    }
}
