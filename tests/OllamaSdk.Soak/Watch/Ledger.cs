using System.Collections.Concurrent;
using System.Globalization;
using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Scenario;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Watch;

/// <summary>
/// Brings together what each call says and what the servers' side saw of it, some seconds after its end, and judges it: every failure must be
/// explained by something that was done to this very call, and every request by the policy.
/// </summary>
internal sealed class Ledger(Fleet fleet, Tally tally)
{
    // What the servers' side tells comes a little later; what a call leaves behind may still be on its way.
    private const long Patience = 2000;

    // A failure may come a while after its cause.
    private const long Slack = 1500;

    private readonly ConcurrentDictionary<string, CallTrace> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<CallTrace> _ended = new();
    private readonly Lock _lock = new();
    private readonly List<(string Node, long From, long To)> _gone = [];
    private readonly List<(long From, long To)> _starved = [];

    public CallTrace Open(Call call) => _open[call.Id] = new CallTrace(call);

    public void End(CallTrace trace, Ending ending, Exception? failure)
    {
        trace.End(ending, failure);
        _ended.Enqueue(trace);
    }

    public int Unjudged => _ended.Count;

    /// <summary>Takes a line of the servers' journal.</summary>
    public void Take(string[] line)
    {
        switch (line)
        {
            case ["request", var node, var id, var method, var at] when _open.TryGetValue(id, out var trace):
                lock (trace)
                {
                    trace.Requests.Add((node, method, Number(at)));
                }

                tally.Request();
                break;
            case ["fault", _, var id, var name] when _open.TryGetValue(id, out var trace):
                var fault = Enum.Parse<Fault>(name);
                lock (trace)
                {
                    trace.Faults.Add(fault);
                }

                tally.Injected(fault);
                break;
            case ["gone", var node, var at]:
                lock (_lock)
                {
                    _gone.Add((node, Number(at), long.MaxValue));
                }

                tally.Injected(Fault.Restart);
                break;
            case ["back", var node, var at]:
                lock (_lock)
                {
                    var index = _gone.FindLastIndex(gone => gone.Node == node);
                    _gone[index] = _gone[index] with { To = Number(at) };
                }

                break;
            case ["starved", var length, var at]:
                Starved(Number(length), Number(at));
                break;
        }
    }

    /// <summary>A process got no time for so long, up to this moment.</summary>
    public void Starved(long length, long until)
    {
        lock (_lock)
        {
            _starved.Add((until - length, until));
        }

        tally.Starved(length);
    }

    /// <summary>Notes the calls that have not ended, although they had to.</summary>
    public void NoteHanging()
    {
        foreach (var trace in _open.Values.Where(trace => trace.EndedAt == 0))
        {
            tally.Note(Flaw.Hanging, trace, "it does not end");
        }
    }

    /// <summary>Judges the calls that ended long enough ago, and forgets them.</summary>
    /// <returns>Their names.</returns>
    public IReadOnlyList<string> Judge()
    {
        var judged = new List<string>();
        var before = Environment.TickCount64 - Patience;
        while (_ended.TryPeek(out var trace) && trace.EndedAt < before && _ended.TryDequeue(out trace))
        {
            lock (trace)
            {
                Judge(trace);
            }

            _open.TryRemove(trace.Call.Id, out _);
            judged.Add(trace.Call.Id);
        }

        lock (_lock)
        {
            _gone.RemoveAll(gone => gone.To < before - 300_000);
            _starved.RemoveAll(gap => gap.To < before - 300_000);
        }

        return judged;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private void Judge(CallTrace trace)
    {
        var call = trace.Call;
        tally.Ended(call.Operation.Split(" by ")[0], trace.Ending);
        if (trace.Found is { } found)
        {
            tally.Note(found.Flaw, trace, found.Message);
        }

        var faults = Around(trace);
        foreach (var failure in trace.Failures.SelectMany(Explanation.Causes))
        {
            if (Explanation.NameOf(failure) is not { } name)
            {
                tally.Note(Flaw.Foreign, trace, failure.ToString());
            }
            else
            {
                tally.Failure(name);
                if (!Explanation.Allows(faults, failure, isBehindNginx: call.Nodes.Contains("behind-1")))
                {
                    tally.Note(Flaw.Unexplained, trace, failure.ToString());
                }
            }
        }

        if (trace.EndedAt - trace.BeganAt > call.Longest.TotalMilliseconds && !faults.Contains(Fault.Starved))
        {
            tally.Note(Flaw.Hanging, trace, $"it took longer than {call.Longest}");
        }

        var posts = trace.Requests.Count(request => request.Method == "POST");
        var most = faults.TrueForAll(fault => fault == Fault.Dribble) && call.Inner.Count == 0 && trace.Ending == Ending.Whole ? call.Posts : call.MaxPosts;
        if (posts > most || trace.Requests.Count - posts > call.MaxOthers)
        {
            tally.Note(Flaw.TooManyRequests, trace, $"{posts} requests with a body of {most}, {trace.Requests.Count - posts} others of {call.MaxOthers}");
        }

        foreach (var (node, _, at) in trace.Requests.Where(request => request.Node.StartsWith("named-", StringComparison.Ordinal)))
        {
            var lifetime = (long)Fleet.NamedLifetime.TotalMilliseconds + Slack;
            if (!fleet.Resolver.Meant(node, at - lifetime, at) && !faults.Contains(Fault.Starved))
            {
                tally.Note(Flaw.StaleAddress, trace, $"{node} was asked longer than {lifetime} ms after it was the server");
            }
        }
    }

    /// <summary>What was done to the call, and what happened around it.</summary>
    private List<Fault> Around(CallTrace trace)
    {
        List<Fault> faults = [.. trace.Faults, .. trace.Call.Asked];
        var (from, to) = (trace.BeganAt - Slack, trace.EndedAt + Slack);
        lock (_lock)
        {
            if (_gone.Exists(gone => trace.Call.Nodes.Contains(gone.Node) && gone.From <= to && gone.To >= from))
            {
                faults.Add(Fault.Restart);
            }

            if (_starved.Exists(gap => gap.From <= to && gap.To >= from))
            {
                faults.Add(Fault.Starved);
            }
        }

        if (trace.Call.Nodes.Contains("named-1") && fleet.Resolver.Meant(null, from, to))
        {
            faults.Add(Fault.NoName);
        }

        return faults;
    }
}
