using System.Diagnostics;
using OllamaSdk.Benchmarks.Server;

namespace OllamaSdk.Benchmarks.Compare;

/// <summary>How fast a large blob goes to a server that throws it away, and how flat memory stays meanwhile.</summary>
internal static class Upload
{
    private const double Mebibyte = 1024 * 1024;
    private const int MostRounds = 3;
    private const int WarmUpMebibytes = 64;
    private const double MostGrowth = 8;

    private static readonly Aim Speed = Aim.AtLeast(0.9);

    /// <summary>Whether all aims are met.</summary>
    public static async Task<bool> RunAsync(Uri server, CompareOptions options)
    {
        using var uploaders = new Uploaders(new Uri(server, Replies.Upload));
        await OnceAsync(uploaders.PlainAsync, WarmUpMebibytes);
        await OnceAsync(uploaders.SdkAsync, WarmUpMebibytes);
        var rounds = new List<(Result Plain, Result Sdk)>();
        while (rounds.Count < Math.Min(options.Rounds, MostRounds))
        {
            var plain = await OnceAsync(uploaders.PlainAsync, options.UploadMebibytes);
            var sdk = await OnceAsync(uploaders.SdkAsync, options.UploadMebibytes);
            if (plain.Digest != sdk.Digest)
            {
                throw new InvalidOperationException($"The SDK sent a blob as {sdk.Digest} whose digest is {plain.Digest}.");
            }

            rounds.Add((plain, sdk));
        }

        return Print(rounds, options.UploadMebibytes);
    }

    private static async Task<Result> OnceAsync(Func<Stream, Task<string>> upload, int mebibytes)
    {
        await using var source = new GeneratedStream(mebibytes * (long)Mebibyte);
        using var memory = new MemoryWatch();
        var watch = Stopwatch.StartNew();
        var digest = await upload(source);
        var speed = mebibytes / watch.Elapsed.TotalSeconds;
        var (growth, allocated) = memory.Stop();
        return new Result(digest, speed, growth / Mebibyte, allocated / Mebibyte);
    }

    private static bool Print(List<(Result Plain, Result Sdk)> rounds, int mebibytes)
    {
        Console.WriteLine($"Blob upload, {mebibytes} MiB, hashed and then sent; median of {rounds.Count} rounds, memory the most of them");
        Console.WriteLine(Report.Row("", "MiB/s", "growth MiB", "allocated MiB"));
        PrintOne("SHA256.HashDataAsync + StreamContent", [.. rounds.Select(round => round.Plain)]);
        PrintOne("SDK", [.. rounds.Select(round => round.Sdk)]);
        Console.WriteLine();

        var ratio = Measure.Median(rounds.Select(round => round.Sdk.Speed / round.Plain.Speed));
        var growth = rounds.Max(round => round.Sdk.Growth);
        var (fast, flat) = (Speed.Holds(ratio), growth < MostGrowth);
        Console.WriteLine(Report.Row("SDK / SHA256.HashDataAsync + StreamContent", Report.Number(ratio, "0.000"), "", Speed.Verdict(fast)));
        Console.WriteLine(Report.Row("peak growth of managed memory, SDK", "", Report.Number(growth, "0.00"), $"< {MostGrowth} {(flat ? "met" : "MISSED")}"));
        Console.WriteLine();
        return fast && flat;
    }

    private static void PrintOne(string name, Result[] results) => Console.WriteLine(Report.Row(name,
        Report.Number(Measure.Median(results.Select(result => result.Speed)), "0"),
        Report.Number(results.Max(result => result.Growth), "0.00"),
        Report.Number(results.Max(result => result.Allocated), "0.00")));

    /// <param name="Digest">The digest under which the blob was sent.</param>
    /// <param name="Speed">MiB per second, hashing included.</param>
    /// <param name="Growth">By how many MiB the managed heap grew at most.</param>
    /// <param name="Allocated">MiB allocated in all.</param>
    private sealed record Result(string Digest, double Speed, double Growth, double Allocated);
}
