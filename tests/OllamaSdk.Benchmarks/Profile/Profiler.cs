using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;

namespace OllamaSdk.Benchmarks.Profile;

/// <summary>Runs one way to read a stream for some seconds, as another process, looks once in a millisecond where it is, and tells in which methods it was most.</summary>
internal static class Profiler
{
    /// <summary>The argument with which this program is the process that is looked at.</summary>
    public const string Command = "loop";

    private const int Rows = 40;
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    public static async Task RunAsync(string dialect, string way, string framing, TimeSpan time)
    {
        using var server = ServerProcess.Start();
        var endpoint = Dialect.All.Single(one => one.Name == dialect).Endpoint(server.Address, Framing.All.Single(one => one.Name == framing));
        using var process = OwnProcess.Start(Command, dialect, way, endpoint.ToString());
        await process.StandardOutput.ReadLineAsync();
        var trace = Path.GetTempFileName();
        try
        {
            await TraceAsync(process, trace, time);
            Print(trace);
        }
        finally
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            File.Delete(trace);
        }
    }

    /// <summary>Is the process: says a word when it is warm, and ends with its input.</summary>
    public static async Task LoopAsync(string dialect, string way, Uri endpoint)
    {
        var read = Dialect.All.Single(one => one.Name == dialect).Ways.First(one => one.Name.Contains(way, StringComparison.OrdinalIgnoreCase)).Make(endpoint, null);
        var end = Task.Run(Console.In.ReadToEnd);
        var warm = Stopwatch.StartNew();
        var said = false;
        while (!end.IsCompleted)
        {
            await read();
            if (!said && warm.Elapsed > TimeSpan.FromSeconds(2))
            {
                said = true;
                Console.WriteLine("warm");
            }
        }
    }

    private static async Task TraceAsync(Process process, string path, TimeSpan time)
    {
        // The runtime tells the names of its methods when it ends.
        EventPipeProvider[] providers =
        [
            new(Sampler, EventLevel.Informational),
            new("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, 0x4c14fccbd),
        ];
        var client = new DiagnosticsClient(process.Id);
        using var session = client.StartEventPipeSession(providers, requestRundown: true, circularBufferMB: 256);
        await using var file = File.Create(path);
        var copy = session.EventStream.CopyToAsync(file);
        await Task.Delay(time);
        await session.StopAsync(default);
        await copy;
    }

    private static void Print(string path)
    {
        using var log = new TraceLog(TraceLog.CreateFromEventPipeDataFile(path));
        var (self, all, samples) = (new Dictionary<string, int>(), new Dictionary<string, int>(), 0);
        foreach (var one in log.Events.Where(one => one.ProviderName == Sampler))
        {
            if (one.CallStack() is not { } stack || IsWaiting(Name(stack)))
            {
                continue;
            }

            samples++;
            self[Name(stack)] = self.GetValueOrDefault(Name(stack)) + 1;
            var seen = new HashSet<string>();
            for (var frame = stack; frame is not null; frame = frame.Caller)
            {
                if (seen.Add(Name(frame)))
                {
                    all[Name(frame)] = all.GetValueOrDefault(Name(frame)) + 1;
                }
            }
        }

        Console.WriteLine($"{samples} samples of threads that run\n   self    with what it calls");
        foreach (var (name, count) in self.OrderByDescending(pair => pair.Value).Take(Rows))
        {
            Console.WriteLine($"{100.0 * count / samples,6:0.0} % {100.0 * all[name] / samples,6:0.0} %  {name}");
        }
    }

    private static string Name(TraceCallStack frame) => frame.CodeAddress.FullMethodName is { Length: > 0 } name ? name : frame.CodeAddress.ModuleName;

    // The sampler looks at every thread; these wait for work.
    private static bool IsWaiting(string method) =>
        method.Contains("Wait", StringComparison.Ordinal) || method.Contains("Semaphore", StringComparison.Ordinal) || method.Contains("Monitor", StringComparison.Ordinal)
        || method.Contains("SocketAsyncEngine", StringComparison.Ordinal) || method.Contains("Interop+Sys.Read", StringComparison.Ordinal) || method.Contains("ReadStdin", StringComparison.Ordinal);
}
