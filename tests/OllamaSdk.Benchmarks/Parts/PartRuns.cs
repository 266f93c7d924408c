using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace OllamaSdk.Benchmarks.Parts;

/// <summary>The parts of the hot paths, each alone, by BenchmarkDotNet.</summary>
internal static class PartRuns
{
    /// <param name="args">What BenchmarkDotNet takes; one word alone is a filter.</param>
    public static void Run(IReadOnlyList<string> args)
    {
        string[] given = args switch
        {
            [] => ["--filter", "*"],
            [var filter] when !filter.StartsWith('-') => ["--filter", $"*{filter}*"],
            _ => [.. args],
        };
        // In this process: a project that is made and built beside ours would have none of the settings of ours.
        var config = DefaultConfig.Instance
            .WithArtifactsPath(Figures.Repository.PathOf("artifacts/parts"))
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(PartRuns).Assembly).Run(given, config);
    }
}
