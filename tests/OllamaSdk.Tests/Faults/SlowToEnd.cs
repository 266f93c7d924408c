using System.Net;

namespace OllamaSdk.Tests.Faults;

/// <summary>A server, or the body of its answer, that is told to end and takes its time.</summary>
internal sealed class SlowToEnd(string? begin, string type) : HttpMessageHandler
{
    private readonly TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Requests { get; private set; }

    public Task Waits => _waits.Task;

    public Task Told => _told.Task;

    public void End() => _end.SetResult();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        if (begin is not null)
        {
            return StubHandler.Answer(new Body(this, begin.Utf8()), HttpStatusCode.OK, type);
        }

        await WaitAsync(cancellationToken);
        throw new InvalidOperationException("not reached");
    }

    private async Task WaitAsync(CancellationToken token)
    {
        await using var registration = token.Register(_told.SetResult);
        _waits.SetResult();
        await _end.Task;
        token.ThrowIfCancellationRequested();
    }

    private sealed class Body(SlowToEnd owner, byte[] begin) : MemoryStream(begin)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await owner.WaitAsync(cancellationToken);
            }

            return Read(buffer.Span);
        }
    }
}
