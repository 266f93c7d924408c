using System.Net.Sockets;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Servers;

/// <summary>One connection of a client, and the one behind it to the server.</summary>
internal sealed class ProxyConnection(ChaosProxy proxy, Socket client)
{
    // Longer than any timer of the clients: it is theirs that must run out.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lingering = TimeSpan.FromSeconds(2);

    private readonly RequestScan _scan = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket? _server;
    private Task _answering = Task.CompletedTask;
    private RequestHead? _head;
    private PlannedFault _planned;
    private long _received;
    private long _sent;
    private bool _isSilent;
    private bool _isDone;

    public async Task RunAsync()
    {
        try
        {
            await ReadRequestsAsync();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // One of both sides has gone: so does the other.
        }

        _ended.TrySetResult();
        client.Dispose();
        _server?.Dispose();
        await _answering;
    }

    public void Reset()
    {
        Abort(client);
        if (_server is not null)
        {
            Abort(_server);
        }
    }

    private static void Abort(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }

        socket.Dispose();
    }

    private async Task ReadRequestsAsync()
    {
        var buffer = new byte[32 * 1024];
        int read;
        while ((read = await client.ReceiveAsync(buffer)) > 0)
        {
            for (var start = 0; start < read;)
            {
                var taken = _scan.Take(buffer.AsSpan(start, read - start), out var head);
                if (head is not null)
                {
                    Begin(head);
                }
                else
                {
                    _received += taken;
                }

                if (!await PassOnAsync(buffer.AsMemory(start, taken)))
                {
                    return;
                }

                start += taken;
            }
        }
    }

    private void Begin(RequestHead head)
    {
        (_head, _planned, _received, _isDone) = (head, proxy.Begin(head), 0, false);
        Interlocked.Exchange(ref _sent, 0);
    }

    /// <summary>Does with a part of a request what is planned; <see langword="false"/> where the connection is to end.</summary>
    private async Task<bool> PassOnAsync(ReadOnlyMemory<byte> part)
    {
        switch (_planned.Fault)
        {
            case Fault.ResetBefore:
                Done();
                Abort(client);
                return false;
            case Fault.CloseBefore when _scan.IsWhole:
                Done();
                client.Shutdown(SocketShutdown.Both);
                return false;
            case Fault.Silence:
                if (_scan.IsWhole)
                {
                    Done();
                    await DrainAsync(s_longest);
                    return false;
                }

                return true;
            case Fault.Busy or Fault.RateLimited or Fault.ServerError or Fault.BadGateway:
                if (_scan.IsWhole)
                {
                    Done();
                    await SendAsync(client, CannedAnswers.Refusal(_planned.Fault));
                }

                return true;
            case Fault.DiskFullPull when _scan.IsWhole:
                Done();
                await SendAsync(client, CannedAnswers.DiskFullPull());
                return true;
            case Fault.DiskFullUpload when _scan.IsWhole || _received >= _planned.After:
                Done();
                await SendAsync(client, CannedAnswers.DiskFullUpload(byStatus: _planned.After % 2 == 0));
                client.Shutdown(SocketShutdown.Send);
                await DrainAsync(s_lingering);
                return false;
            case Fault.CloseBefore or Fault.DiskFullPull or Fault.DiskFullUpload:
                return true;
            default:
                await SendAsync(await ServerAsync(), part);
                return true;
        }
    }

    private void Done()
    {
        if (!_isDone)
        {
            _isDone = true;
            proxy.Done(_head!, _planned.Fault);
        }
    }

    private async Task<Socket> ServerAsync()
    {
        if (_server is null)
        {
            var server = proxy.ConnectToServer();
            try
            {
                await server.ConnectAsync(proxy.Server);
            }
            catch
            {
                server.Dispose();
                // As a server that is gone: the client's connection breaks.
                Abort(client);
                throw;
            }

            _server = server;
            _answering = AnswerAsync(server);
        }

        return _server;
    }

    private async Task AnswerAsync(Socket server)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            int read;
            while ((read = await server.ReceiveAsync(buffer)) > 0)
            {
                if (_isSilent || !await AnswerAsync(buffer.AsMemory(0, read)))
                {
                    return;
                }
            }

            client.Shutdown(SocketShutdown.Send);
            await _ended.Task.WaitAsync(s_lingering).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            client.Dispose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A server that breaks, breaks for the client too.
            Abort(client);
        }
    }

    /// <summary>Passes on a part of an answer, as far as is planned; <see langword="false"/> where it has ended.</summary>
    private async Task<bool> AnswerAsync(ReadOnlyMemory<byte> part)
    {
        var before = (int)Math.Min(part.Length, Math.Max(0, _planned.After - Interlocked.Read(ref _sent)));
        Interlocked.Add(ref _sent, part.Length);
        if (_planned.Fault == Fault.Dribble)
        {
            await DribbleAsync(part, before);
            return true;
        }

        if (_planned.Fault is not (Fault.ResetWithin or Fault.CutWithin or Fault.HalfClose or Fault.Stall) || before == part.Length)
        {
            await SendAsync(client, part);
            return true;
        }

        await SendAsync(client, part[..before]);
        Done();
        switch (_planned.Fault)
        {
            case Fault.ResetWithin:
                Abort(client);
                break;
            case Fault.CutWithin:
                client.Shutdown(SocketShutdown.Both);
                client.Dispose();
                break;
            case Fault.HalfClose:
                client.Shutdown(SocketShutdown.Send);
                await _ended.Task.WaitAsync(s_longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                client.Dispose();
                break;
            default:
                _isSilent = true;
                await _ended.Task.WaitAsync(s_longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                client.Dispose();
                break;
        }

        return false;
    }

    private async Task DribbleAsync(ReadOnlyMemory<byte> part, int before)
    {
        if (before > 0)
        {
            Done();
        }

        // A head, and a good deal of the lines after it, in pieces of one byte.
        for (var i = 0; i < Math.Min(before, 400); i++)
        {
            await SendAsync(client, part.Slice(i, 1));
            if (i % 16 == 0)
            {
                await Task.Delay(1);
            }
        }

        await SendAsync(client, part[Math.Min(before, 400)..]);
    }

    /// <summary>Reads what the client sends, and nothing else, until it leaves or the time is over.</summary>
    private async Task DrainAsync(TimeSpan longest)
    {
        using var limit = new CancellationTokenSource(longest);
        var buffer = new byte[32 * 1024];
        try
        {
            while (await client.ReceiveAsync(buffer, limit.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // Long enough.
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }
}
