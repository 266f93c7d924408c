using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OllamaSdk.Benchmarks.Compare.Tools;

/// <summary>What tools cost before anybody asks for them, and then.</summary>
internal static class ToolDefinitions
{
    /// <summary>Whether a class with tools is free of cost until they are used. Tells the truth only once per process.</summary>
    public static bool Print()
    {
        var unused = Cost(static () => ForecastTools.Touch(1));
        var first = Cost(static () => ForecastTools.LlmTools.Count);
        var schema = Cost(static () => ForecastTools.LlmTools[0].SchemaUtf8.Length);
        var later = Cost(static () => ForecastTools.LlmTools.Count);
        Console.WriteLine("Tool definitions, a class with 5 tools; compiling the code counts as time");
        Console.WriteLine(Report.Row("", "µs", "bytes", ""));
        Line("class in use, tools never asked for", unused, unused.Bytes == 0 ? "= 0 bytes met" : "= 0 bytes MISSED");
        Line("first access: five tools made", first, "");
        Line("first look at one schema", schema, "");
        Line("every later access", later, "");
        Console.WriteLine();
        return unused.Bytes == 0;
    }

    private static void Line(string name, (double Microseconds, long Bytes) cost, string verdict) =>
        Console.WriteLine(Report.Row(name, Report.Number(cost.Microseconds, "0.0"), Report.Number(cost.Bytes, "0"), verdict));

    // What the measuring itself costs at first is not to be counted.
    private static (double Microseconds, long Bytes) Cost(Func<int> use)
    {
        RuntimeHelpers.PrepareDelegate(use);
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp());
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        _ = use();
        var time = Stopwatch.GetElapsedTime(start);
        return (time.TotalMicroseconds, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
