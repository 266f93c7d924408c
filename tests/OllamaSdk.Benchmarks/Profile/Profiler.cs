using System.Diagnostics;
using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing.Etlx;
using OllamaSdk.Benchmarks.Server;
using OllamaSdk.Benchmarks.Streams;
using OllamaSdk.Benchmarks.Work;

namespace OllamaSdk.Benchmarks.Profile;

/// <summary>Runs one way to read a stream for some seconds, as another process, looks once in a millisecond where it is, and tells in which methods it was most.</summary>
internal static class Profiler
{
    /// <summary>The argument with which this program is the process that is looked at.</summary>
    public const string Command = "loop";

    /// <summary>In place of a framing: no network, so that nothing but the reader runs.</summary>
    public const string Memory = "memory";

    /// <summary>In place of a dialect: a long conversation, asked once more.</summary>
    public const string Request = "request";

    private const int Rows = 40;
    private static readonly string[] Waiting = ["Wait", "Semaphore", "Monitor", "WorkerThreadStart", "PollGC", "SocketAsyncEngine", "Interop+Sys.Read", "ReadStdin", "ReadToEnd"];
    private const string Sampler = "Microsoft-DotNETCore-SampleProfiler";

    public static async Task RunAsync(string dialect, string way, string framing, TimeSpan time)
    {
        using var server = ServerProcess.Start();
        var endpoint = framing == Memory ? Memory : Dialect.All.Single(one => one.Name == dialect).Endpoint(server.Address, Framing.All.Single(one => one.Name == framing)).ToString();
        using var process = OwnProcess.Start(Command, dialect, way, endpoint);
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
    public static async Task LoopAsync(string dialect, string way, string endpoint)
    {
        var read = dialect == Request ? RequestSection.Candidates(new Uri("http://127.0.0.1:11434")).First(one => one.Name.Contains(way, StringComparison.OrdinalIgnoreCase)).Run
            : Reader(Dialect.All.Single(one => one.Name == dialect), way, endpoint);
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

    private static Func<Task<long>> Reader(Dialect dialect, string name, string endpoint)
    {
        bool IsIt(string way) => way.Contains(name, StringComparison.OrdinalIgnoreCase);
        if (endpoint != Memory)
        {
            return dialect.Ways.First(way => IsIt(way.Name)).Make(new Uri(endpoint), null);
        }

        var (answer, sums) = dialect.Answer();
        return dialect.CandidatesInMemory(answer.Packed() with { IsThere = true }, sums).First(one => IsIt(one.Name)).Run;
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
            // What is native has no name here: it is its caller's.
            var stack = one.CallStack();
            while (stack is not null && Name(stack).Length == 0)
            {
                stack = stack.Caller;
            }

            if (stack is null || IsWaiting(Name(stack)))
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

    // Without the parameters: there is no room for them.
    private static string Name(TraceCallStack frame) => frame.CodeAddress.FullMethodName.Split('(', 2)[0];

    // The sampler looks at every thread; these wait for work.
    private static bool IsWaiting(string method) => Waiting.Any(part => method.Contains(part, StringComparison.Ordinal));
}
