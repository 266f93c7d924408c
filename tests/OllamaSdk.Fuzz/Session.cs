using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using OllamaSdk.Fuzz.Engine;

namespace OllamaSdk.Fuzz;

/// <summary>One run of the program.</summary>
internal sealed class Session(FuzzArguments arguments)
{
    private readonly Counts _counts = new(arguments.Corpus);
    private readonly CoverageMap _map = new();
    private string _current = "";

    public int Run() => arguments switch
    {
        { Command: "figures" } => Figures.Write(_counts.Read()),
        { Command: { } driver } => Drivers.Run(driver, arguments.Targets[0]),
        { Replay: { } file } => Replay(file),
        _ => Fuzz(),
    };

    private int Fuzz()
    {
        var watchdog = new Watchdog(input => Tell(_current, input, new TimeoutException("It takes more than ten seconds of processor time.")));
        var (clock, isGood, left) = (Stopwatch.StartNew(), true, arguments.Targets.Count);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        foreach (var target in arguments.Targets.TakeWhile(_ => !TargetRun.IsStopped))
        {
            _current = target.Name;
            var before = _counts.Of(target.Name);
            var executions = arguments.ToGoal ? Math.Min(arguments.Executions, target.Goal - before.Executions) : arguments.Executions;
            var seconds = (arguments.Seconds - clock.Elapsed.TotalSeconds) / left--;
            if (executions <= 0)
            {
                continue;
            }

            // Another one for each slice, and the same for the same checkout.
            var seed = arguments.Seed ?? (int)(before.Executions % int.MaxValue);
            var run = new TargetRun(target, new CorpusFile(arguments.Corpus, target.Name), _map, watchdog);
            isGood &= run.Run(seed, seconds, executions);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{target.Name,-16} seed {seed,-10} {run.Executions,10} executions  {run.Executions / run.Seconds,8:0}/s of processor time  {run.Inputs,5} inputs  {run.Edges,6} branches{(run.Failure is null ? "" : "  FAILED")}"));
            if (run.Failure is { } failure)
            {
                Tell(target.Name, run.Failed!, failure);
            }

            if (arguments.Saves)
            {
                Save(target, run);
            }
        }

        return isGood ? 0 : 1;
    }

    private static void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        TargetRun.Stop();
    }

    private void Save(FuzzTarget target, TargetRun run)
    {
        var (inputs, bytes, failures) = run.Save();
        _counts.Change(target.Name, count => count with
        {
            Executions = count.Executions + run.Executions,
            Seconds = Math.Round(count.Seconds + run.Seconds, 1),
            Inputs = inputs,
            Bytes = bytes,
            Edges = run.Edges,
            Failures = failures,
        });
    }

    private int Replay(string file)
    {
        try
        {
            arguments.Targets[0].Run(File.ReadAllBytes(file));
            Console.WriteLine($"{arguments.Targets[0].Name}: nothing is wrong with it.");
            return 0;
        }
        catch (Exception e)
        {
            Console.WriteLine(FailureReport.Shown(e));
            return 1;
        }
    }

    private static void Tell(string target, byte[] input, Exception failure)
    {
        var file = FailureReport.Write(target, input, FailureReport.Shown(failure));
        Console.WriteLine($"{target} failed: {FailureReport.Shown(failure)}\nInput (hex): {Convert.ToHexString(input)}\nInput (text): {System.Text.Encoding.Latin1.GetString(input)}\nReplay: {target} --replay {file}");
    }
}
