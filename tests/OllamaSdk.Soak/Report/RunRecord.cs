using System.Text.Json.Serialization;
using OllamaSdk.Soak.Scenario;
using OllamaSdk.Soak.Watch;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Report;

/// <summary>The figures of one clean run, as they are kept.</summary>
internal sealed record RunRecord
{
    public required string Date { get; init; }

    public required int Seconds { get; init; }

    public required int Concurrency { get; init; }

    public required int Seed { get; init; }

    public required long Requests { get; init; }

    public required SortedDictionary<string, long> Endings { get; init; }

    public required SortedDictionary<string, long> Operations { get; init; }

    public required SortedDictionary<string, long> Faults { get; init; }

    public required SortedDictionary<string, long> Failures { get; init; }

    /// <summary>When all had settled, and at the end of the calls: KiB after a full collection, with all calls under way.</summary>
    public required long[] HeapKib { get; init; }

    /// <summary>Before the clients were made, and when they were disposed: KiB after a full collection.</summary>
    public required long[] HeapLeftKib { get; init; }

    /// <summary>The growth a minute in KiB, and the 95 % bounds of it.</summary>
    public required double[] HeapGrowthKib { get; init; }

    /// <summary>Before the clients were made, and when they were disposed.</summary>
    public required long[] Sockets { get; init; }

    /// <inheritdoc cref="Sockets"/>
    public required long[] Timers { get; init; }

    public required int MostThreads { get; init; }

    public required long MostResidentMib { get; init; }

    /// <summary>How often the machine gave one of both processes no time, and for how many milliseconds at most.</summary>
    public required long[] Starved { get; init; }

    public static RunRecord Of(SoakResult result) => new()
    {
        Date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Seconds = result.Settings.Seconds,
        Concurrency = result.Settings.Concurrency,
        Seed = result.Settings.Seed,
        Requests = result.Tally.Requests,
        Endings = Sorted(Enum.GetValues<Ending>().Select(ending => (ending.ToString(), result.Tally.Of(ending)))),
        Operations = Sorted(result.Tally.Calls.Select(operation => (operation.Key, operation.Value.Values.Sum()))),
        Faults = Sorted(result.Tally.Faults.Select(fault => (fault.Key.ToString(), fault.Value))
            .Append(("ClockJump", result.ClockJumps)).Append(("AddressChange", result.AddressChanges)).Append((nameof(Fault.NoName), result.NameFailures))),
        Failures = Sorted(result.Tally.Failures.Select(failure => (failure.Key, failure.Value))),
        HeapKib = [.. new[] { result.Samples.Count > 0 ? result.Samples[0] : result.Start, result.Samples.Count > 0 ? result.Samples[^1] : result.End }.Select(sample => sample.Heap / 1024)],
        HeapLeftKib = [result.Start.Heap / 1024, result.End.Heap / 1024],
        HeapGrowthKib = result.Growth is { } growth ? [Math.Round(growth.Slope / 1024, 1), Math.Round(growth.Error / 1024, 1)] : [],
        Sockets = [result.Start.Sockets, result.End.Sockets],
        Timers = [result.Start.Timers, result.End.Timers],
        Starved = [result.Tally.Starvation.Count, result.Tally.Starvation.Longest],
        MostThreads = result.Samples.Append(result.End).Max(sample => sample.Threads),
        MostResidentMib = result.Samples.Append(result.End).Max(sample => sample.ResidentSet) / 1024 / 1024,
    };

    private static SortedDictionary<string, long> Sorted(IEnumerable<(string Name, long Count)> counts) =>
        new(counts.ToDictionary(one => one.Name, one => one.Count, StringComparer.Ordinal), StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<RunRecord>))]
internal sealed partial class RecordJson : JsonSerializerContext;
