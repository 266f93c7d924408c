using System.Threading.Channels;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Servers;

/// <summary>What happens on the servers' side, told to the clients' side line by line in the order in which it happened.</summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    public Journal() => _writing = WriteAsync();

    public void Request(string node, RequestHead head) => Write($"request {node} {head.Id} {head.Method} {Environment.TickCount64}");

    public void Injected(string node, RequestHead head, Fault fault) => Write($"fault {node} {head.Id} {fault}");

    public void Write(string line) => _lines.Writer.TryWrite(line);

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.Complete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            await Console.Out.WriteLineAsync(line);
            if (!_lines.Reader.TryPeek(out _))
            {
                await Console.Out.FlushAsync();
            }
        }
    }
}
