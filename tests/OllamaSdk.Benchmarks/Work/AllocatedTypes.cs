using System.Diagnostics.Tracing;
using System.Text.RegularExpressions;

namespace OllamaSdk.Benchmarks.Work;

/// <summary>Which types a call allocates. Of all bytes the runtime picks some by chance, and tells of which object each is.</summary>
internal sealed partial class AllocatedTypes : EventListener
{
    /// <summary>Bytes of a call below which a sample of this size tells nothing.</summary>
    public const double Least = 40;

    // The runtime's own: one byte in so many.
    private const double BytesPerSample = 100 * 1024;
    private const EventKeywords AllocationSampling = (EventKeywords)0x80000000000;

    private readonly Dictionary<string, double> _bytes = [];
    private bool _counts;

    /// <summary>Bytes per call by type, both as the runtime names them.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> PerCallAsync(Func<Task<long>> call, int calls)
    {
        using var listener = new AllocatedTypes();
        for (var i = 0; i < calls / 10; i++)
        {
            await call();
        }

        lock (listener._bytes)
        {
            listener._counts = true;
        }

        for (var i = 0; i < calls; i++)
        {
            await call();
        }

        lock (listener._bytes)
        {
            listener._counts = false;
            // What the listening itself allocates is not the call's.
            return listener._bytes.Where(type => !type.Key.Contains("Tracing", StringComparison.Ordinal)).ToDictionary(type => type.Key, type => type.Value / calls);
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
        {
            EnableEvents(eventSource, EventLevel.Informational, AllocationSampling);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData is not { EventName: "AllocationSampled", PayloadNames: { } names, Payload: { } values })
        {
            return;
        }

        var type = Short((string)values[names.IndexOf("TypeName")]!);
        lock (_bytes)
        {
            if (_counts)
            {
                _bytes[type] = _bytes.GetValueOrDefault(type) + BytesPerSample;
            }
        }
    }

    // Of a method that waits only the method says something, of all else the names without their namespaces.
    private static string Short(string type) => Waiting().Match(type) is { Success: true } match
        ? $"{match.Groups[1].Value}.{match.Groups[2].Value}, waiting"
        : Namespaces().Replace(type, "").Replace("`1", "", StringComparison.Ordinal).Replace("`2", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^AsyncStateMachineBox.*?(\w+)(?:`\d)?\+<+(\w+)>[^+]*$")]
    private static partial Regex Waiting();

    [GeneratedRegex(@"\b(?:\w+\.)+")]
    private static partial Regex Namespaces();
}
