using BenchmarkDotNet.Attributes;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Streaming;
using OllamaSdk.Transport;

namespace OllamaSdk.Benchmarks.Parts;

/// <summary>The lines and the events of a body, found and not read.</summary>
[MemoryDiagnoser]
public class FramingParts
{
    private readonly byte[] _lines = [.. ChatLines.All.SelectMany(line => line)];
    private readonly byte[] _events = [.. ChatEvents.All.SelectMany(one => one)];

    [Benchmark(OperationsPerInvoke = ChatLines.Count)]
    public async Task<int> Lines()
    {
        using var scope = Scope();
        await using var body = new BodyReader(new MemoryStream(_lines), scope);
        var lines = 0;
        while (!body.AtEnd)
        {
            body.EndRead(await body.BeginRead(int.MaxValue));
            while (body.TryTakeLine(out _))
            {
                lines++;
            }
        }

        return lines == ChatLines.Count ? lines : throw new InvalidOperationException($"{lines} lines were found.");
    }

    [Benchmark(OperationsPerInvoke = ChatEvents.Count)]
    public async Task<int> Events()
    {
        using var scope = Scope();
        await using var body = new BodyReader(new MemoryStream(_events), scope);
        var (parser, events) = (new SseParser(body), 0);
        while (!body.AtEnd)
        {
            body.EndRead(await body.BeginRead(int.MaxValue));
            while (parser.TryTake(out _))
            {
                events++;
            }
        }

        return events == ChatEvents.Count + 1 ? events : throw new InvalidOperationException($"{events} events were found.");
    }

    private static CallScope Scope() => new(TimeProvider.System, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, CancellationToken.None, CancellationToken.None);
}
