using System.Net;
using System.Net.Sockets;

namespace OllamaSdk.TestKit;

/// <summary>
/// A TCP server on loopback that answers HTTP requests byte for byte as its scripts say. The first request runs the first script, and so on;
/// the last script serves all that follow. A connection stays open for further requests until its script closes it.
/// </summary>
/// <remarks>
/// A script's exception is thrown by <see cref="DisposeAsync"/>, except when the client left or the server was stopped under it.
/// </remarks>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedConnection, Task>[] _scripts;
    private readonly List<ScriptedRequest> _requests = [];
    private readonly List<ScriptedConnection> _connections = [];
    private readonly List<Task> _serving = [];
    private readonly List<Exception> _failures = [];
    private readonly Task _accepting;
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedServer(params Func<ScriptedConnection, Task>[] scripts)
    {
        ArgumentOutOfRangeException.ThrowIfZero(scripts.Length);
        _scripts = scripts;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Off: a script starts after the head alone, and may answer before it calls <see cref="ScriptedConnection.ReadBodyAsync"/>.</summary>
    public bool ReadBodies { get; init; } = true;

    /// <summary>What has arrived up to now, in order of arrival.</summary>
    public IReadOnlyList<ScriptedRequest> Requests => Snapshot(_requests);

    /// <summary>Every connection accepted up to now, in order.</summary>
    public IReadOnlyList<ScriptedConnection> Connections => Snapshot(_connections);

    /// <summary>Waits until <paramref name="count"/> requests have arrived, and returns the last of these.</summary>
    public async Task<ScriptedRequest> WaitForRequestAsync(int count = 1)
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_requests.Count >= count)
                {
                    return _requests[count - 1];
                }

                arrival = _arrival.Task;
            }

            await Guard.Within(arrival, $"request {count} at the scripted server");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Guard.Within(_accepting);
        await Guard.Within(Task.WhenAll(Snapshot(_serving)), "the scripts' end after the server was stopped");
        _stop.Dispose();
        if (_failures.Count > 0)
        {
            throw new AggregateException("A script of the test server failed.", _failures);
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                ScriptedConnection connection = new(await _listener.AcceptSocketAsync(_stop.Token), _stop.Token);
                lock (_lock)
                {
                    _connections.Add(connection);
                    _serving.Add(Task.Run(() => ServeAsync(connection)));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Stopped, or a client that left before it was accepted: the loop's condition tells which.
            }
        }
    }

    private async Task ServeAsync(ScriptedConnection connection)
    {
        using (connection)
        {
            try
            {
                while (connection.CanContinue && await connection.NextRequestAsync(ReadBodies) is { } request)
                {
                    await ScriptFor(request)(connection);
                }
            }
            catch (Exception e) when (e is ClientGoneException || _stop.IsCancellationRequested)
            {
                // Neither is a fault of the script.
            }
            catch (Exception e)
            {
                lock (_lock)
                {
                    _failures.Add(e);
                }
            }
        }
    }

    private Func<ScriptedConnection, Task> ScriptFor(ScriptedRequest request)
    {
        lock (_lock)
        {
            _requests.Add(request);
            _arrival.SetResult();
            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _scripts[Math.Min(_requests.Count, _scripts.Length) - 1];
        }
    }

    private T[] Snapshot<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
