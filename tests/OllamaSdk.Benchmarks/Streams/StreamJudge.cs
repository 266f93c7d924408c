using OllamaSdk.Benchmarks.Figures;

namespace OllamaSdk.Benchmarks.Streams;

/// <summary>Makes figures of what the ways of one dialect cost. Two that are divided were measured in the same round.</summary>
internal sealed class StreamJudge(Dialect dialect, string condition, Cost[][] costs, Results results)
{
    /// <summary>CPU time less that of a raw read, divided by the same of the tokenizing limit.</summary>
    public void OwnWork(string way, double limit)
    {
        var (raw, floor) = (Of(Way.Raw), Of(Way.Limit));
        Judge($"{way}, own work", Of(way).Select((cost, i) => (cost.CpuMicroseconds - raw[i].CpuMicroseconds) / (floor[i].CpuMicroseconds - raw[i].CpuMicroseconds)), "× tokenizing limit", limit);
    }

    public void Ratio(string way, string to, double limit) =>
        Judge($"{way}, CPU", Of(way).Zip(Of(to), (one, other) => one.CpuMicroseconds / other.CpuMicroseconds), $"× {to}", limit);

    public void BytesRatio(string way, string to, double limit) =>
        Judge($"{way}, bytes", Of(way).Zip(Of(to), (one, other) => one.Bytes / other.Bytes), $"× {to}", limit);

    public void Bytes(string way, double limit) => Judge($"{way}, bytes", Of(way).Select(cost => cost.Bytes), "B", limit);

    private Cost[] Of(string way) => costs[dialect.Ways.Select((one, i) => (one.Name, i)).Single(one => one.Name == way).i];

    private void Judge(string name, IEnumerable<double> values, string unit, double limit) =>
        results.Judge(dialect.Area, name, condition, values, unit, Bound.AtMost(limit));
}
