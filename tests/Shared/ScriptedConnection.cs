using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OllamaSdk.TestKit;

/// <summary>The server's end of one connection, as a script sees it. Every send goes out at once, in a segment of its own where the kernel allows.</summary>
public sealed class ScriptedConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly RequestReader _reader;
    private readonly CancellationToken _stop;
    private readonly TaskCompletionSource<long> _clientClosed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ScriptedConnection(Socket socket, CancellationToken stop)
    {
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new RequestReader(_stream);
        _stop = stop;
    }

    /// <summary>The request that the running script answers.</summary>
    public ScriptedRequest Request { get; private set; } = null!;

    /// <summary>
    /// Completes, with a <see cref="Stopwatch"/> timestamp, when this side notices that the client closed: in
    /// <see cref="HoldUntilClientClosesAsync"/>, in a failed send, or while waiting for the next request.
    /// </summary>
    public Task<long> ClientClosed => _clientClosed.Task;

    /// <summary>False after <see cref="Close"/> or <see cref="Reset"/>, and while a body is left unread: no further request can follow.</summary>
    internal bool CanContinue { get; private set; } = true;

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => WatchAsync(async () => await _stream.WriteAsync(bytes, _stop));

    /// <summary>The status line and the headers, exactly as given: the caller says how the body is framed.</summary>
    public Task SendHeadAsync(int status, params (string Name, string Value)[] headers) =>
        SendAsync($"HTTP/1.1 {status} Scripted\r\n{string.Concat(headers.Select(header => $"{header.Name}: {header.Value}\r\n"))}\r\n");

    /// <summary>One chunk of a chunked body, framing included.</summary>
    public Task SendChunkAsync(ReadOnlyMemory<byte> data)
    {
        if (data.IsEmpty)
        {
            throw new ArgumentException("An empty chunk would end the body: call EndChunksAsync for that.", nameof(data));
        }

        return SendAsync((byte[])[.. Encoding.ASCII.GetBytes($"{data.Length:x}\r\n"), .. data.Span, .. "\r\n"u8]);
    }

    /// <inheritdoc cref="SendChunkAsync(ReadOnlyMemory{byte})"/>
    public Task SendChunkAsync(string text) => SendChunkAsync(Encoding.UTF8.GetBytes(text));

    public Task EndChunksAsync() => SendAsync("0\r\n\r\n");

    /// <summary>Waits in real time; prefer <see cref="WaitForAsync(Task)"/>, which depends on no machine's speed.</summary>
    public Task DelayAsync(TimeSpan time) => Task.Delay(time, _stop);

    /// <summary>Waits for the test to say "go on"; gives up after <see cref="Guard.Limit"/>, and when the server is disposed.</summary>
    public Task WaitForAsync(Task signal) => signal.WaitAsync(Guard.Limit, _stop);

    /// <inheritdoc cref="WaitForAsync(Task)"/>
    public Task WaitForAsync(TaskCompletionSource signal) => WaitForAsync(signal.Task);

    /// <summary>Ends the connection in order (FIN): what was sent still arrives.</summary>
    public void Close()
    {
        CanContinue = false;
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The client was quicker.
            NoteClosed();
        }
    }

    /// <summary>Breaks the connection (RST). Bytes not yet read by the client may be lost: wait for a sign from it where they count.</summary>
    public void Reset()
    {
        CanContinue = false;
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Keeps the connection open and silent until the client closes or breaks it; returns when that was seen.</summary>
    public async Task<long> HoldUntilClientClosesAsync()
    {
        CanContinue = false;
        try
        {
            await _reader.DrainAsync(_stop);
        }
        catch (IOException)
        {
            // A client that breaks off closes too.
        }

        return NoteClosed();
    }

    /// <summary>Reads the request's body; only needed with <see cref="ScriptedServer.ReadBodies"/> off.</summary>
    public Task ReadBodyAsync() => WatchAsync(async () =>
    {
        Request.Body = await _reader.ReadBodyAsync(Request, _stop);
        CanContinue = true;
    });

    /// <summary>Reads so many bytes of a body without chunks and drops them; only needed with <see cref="ScriptedServer.ReadBodies"/> off.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isAll">Whether these are the last, so that another request may follow.</param>
    public Task SkipBodyAsync(long count, bool isAll = false) => WatchAsync(async () =>
    {
        await _reader.SkipAsync(count, _stop);
        CanContinue = isAll;
    });

    public void Dispose() => _stream.Dispose();

    internal async Task<ScriptedRequest?> NextRequestAsync(bool readBody)
    {
        try
        {
            if (await _reader.ReadHeadAsync(_stop) is { } request)
            {
                Request = request;
                CanContinue = false;
                await (readBody ? ReadBodyAsync() : Task.CompletedTask);
                return request;
            }
        }
        catch (IOException)
        {
            // A reset between two requests is as good as a close.
        }

        NoteClosed();
        return null;
    }

    private async Task WatchAsync(Func<Task> transfer)
    {
        try
        {
            await transfer();
        }
        catch (IOException gone)
        {
            NoteClosed();
            throw new ClientGoneException(gone);
        }
    }

    private long NoteClosed()
    {
        _clientClosed.TrySetResult(Stopwatch.GetTimestamp());
        return _clientClosed.Task.Result;
    }
}
