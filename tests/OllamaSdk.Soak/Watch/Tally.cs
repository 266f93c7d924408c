using OllamaSdk.Soak.Scenario;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Watch;

/// <summary>Counts of a run.</summary>
internal sealed class Tally
{
    private const int MaxDetails = 40;

    private readonly Lock _lock = new();

    public SortedDictionary<string, SortedDictionary<Ending, long>> Calls { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Failures { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<Fault, long> Faults { get; } = [];

    public SortedDictionary<Flaw, long> Flaws { get; } = [];

    /// <summary>The first of them in words.</summary>
    public List<string> Details { get; } = [];

    public long Requests { get; private set; }

    public long UnobservedExceptions { get; private set; }

    /// <summary>How often, and for how many milliseconds at most, a process got no time.</summary>
    public (long Count, long Longest) Starvation { get; private set; }

    public long Total => Calls.Values.Sum(endings => endings.Values.Sum());

    public long Of(Ending ending) => Calls.Values.Sum(endings => endings.GetValueOrDefault(ending));

    public void Request() => Locked(() => Requests++);

    public void Injected(Fault fault) => Locked(() => Faults[fault] = Faults.GetValueOrDefault(fault) + 1);

    public void Failure(string name) => Locked(() => Failures[name] = Failures.GetValueOrDefault(name) + 1);

    public void Starved(long length) => Locked(() => Starvation = (Starvation.Count + 1, Math.Max(Starvation.Longest, length)));

    public void Ended(string operation, Ending ending) => Locked(() =>
    {
        var endings = Calls.TryGetValue(operation, out var known) ? known : Calls[operation] = [];
        endings[ending] = endings.GetValueOrDefault(ending) + 1;
    });

    public void Unobserved(Exception exception) => Locked(() =>
    {
        UnobservedExceptions++;
        Detail($"unobserved: {exception}");
    });

    public void Note(Flaw flaw, CallTrace trace, string detail) => Locked(() =>
    {
        Flaws[flaw] = Flaws.GetValueOrDefault(flaw) + 1;
        Detail($"{flaw}: {trace.Call.Id} {trace.Call.Operation} ({trace.EndedAt - trace.BeganAt} ms, faults [{string.Join(", ", trace.Faults.Concat(trace.Call.Asked))}], requests [{string.Join(", ", trace.Requests.Select(request => $"{request.Node} {request.Method} {request.At - trace.BeganAt} ms"))}]): {detail}");
    });

    private void Detail(string text)
    {
        if (Details.Count < MaxDetails)
        {
            Details.Add(text);
            Console.Error.WriteLine(text);
        }
    }

    private void Locked(Action action)
    {
        lock (_lock)
        {
            action();
        }
    }
}
