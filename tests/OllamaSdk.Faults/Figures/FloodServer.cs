using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OllamaSdk.Faults.Figures;

/// <summary>A server that sends one line without an end, in a process of its own, so that what it takes is not counted.</summary>
internal sealed class FloodServer : IDisposable
{
    public const string Endless = "endless";
    public const string HundredMegabytes = "hundred";

    private readonly Process _process;

    private FloodServer(Process process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<FloodServer> StartAsync(string kind)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["flood", kind]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        return new FloodServer(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>The work of the other process: until its standard input closes.</summary>
    public static async Task RunAsync(string kind)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"http://{listener.LocalEndpoint}/");
        var ended = Task.Run(Console.In.ReadToEnd);
        while (await Task.WhenAny(ended, listener.AcceptTcpClientAsync()) is Task<TcpClient> accepted)
        {
            _ = ServeAsync(await accepted, kind == Endless ? long.MaxValue : 100_000_000);
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task ServeAsync(TcpClient client, long bytes)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var request = new byte[64 * 1024];
                var head = Encoding.ASCII.GetString(request, 0, await stream.ReadAsync(request));
                var (type, start) = head.Contains("text/event-stream", StringComparison.Ordinal) ? ("text/event-stream", "data: {\"model\":\"")
                    : head.Contains("ndjson", StringComparison.Ordinal) ? ("application/x-ndjson", "{\"model\":\"")
                    : ("application/json", "{\"model\":\"");
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{start.Length:x}\r\n{start}\r\n"));
                byte[] chunk = [.. "10000\r\n"u8, .. Enumerable.Repeat((byte)'x', 0x10000), .. "\r\n"u8];
                for (var sent = 0L; sent < bytes; sent += 0x10000)
                {
                    await stream.WriteAsync(chunk);
                }

                await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
            }
            catch (IOException)
            {
                // The client has had enough, as it should.
            }
        }
    }
}
