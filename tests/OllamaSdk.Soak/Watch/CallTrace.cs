using OllamaSdk.Soak.Scenario;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Watch;

/// <summary>What is known of a call: by the client's side when it ended, by the servers' side what reached them.</summary>
internal sealed class CallTrace(Call call)
{
    public Call Call { get; } = call;

    public long BeganAt { get; } = Environment.TickCount64;

    public long EndedAt { get; private set; }

    public Ending Ending { get; private set; }

    public List<Exception> Failures { get; } = [];

    /// <summary>What the call has found by itself.</summary>
    public FlawException? Found { get; private set; }

    /// <summary>What was done to its requests, in the order in which it was done.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>The servers that saw a request, and when.</summary>
    public List<(string Node, string Method, long At)> Requests { get; } = [];

    public void End(Ending ending, Exception? failure)
    {
        (EndedAt, Ending) = (Environment.TickCount64, ending);
        Failures.AddRange(Call.Inner);
        if (failure is FlawException found)
        {
            Found = found;
        }
        else if (failure is not null)
        {
            Failures.Add(failure);
        }
    }
}
