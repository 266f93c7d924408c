using System.Diagnostics;

namespace OllamaSdk.Fuzz.Engine;

/// <summary>One target in one run of the program: what failed once, the corpus and the seeds first, then new inputs made of those that showed something.</summary>
internal sealed class TargetRun
{
    private const int TriesToShorten = 48;
    private const int TriesToShrinkFailure = 4000;

    private static volatile bool s_isStopped;

    private readonly FuzzTarget _target;
    private readonly CorpusFile _file;
    private readonly CoverageMap _map;
    private readonly Watchdog _watchdog;
    private readonly List<byte[]> _inputs = [];
    private readonly List<(int Edge, byte Class)> _news = [];

    public TargetRun(FuzzTarget target, CorpusFile file, CoverageMap map, Watchdog watchdog) => (_target, _file, _map, _watchdog) = (target, file, map, watchdog);

    /// <summary>Whether somebody has asked the program to end; what was done is saved all the same.</summary>
    public static bool IsStopped => s_isStopped;

    public long Executions { get; private set; }

    /// <summary>Of processor time: what else runs on the machine does not count.</summary>
    public double Seconds { get; private set; }

    public int Edges { get; private set; }

    /// <summary>What failed, made as small as it can be; <see langword="null"/> where nothing did.</summary>
    public byte[]? Failed { get; private set; }

    public Exception? Failure { get; private set; }

    public int Inputs => _inputs.Count;

    public static void Stop() => s_isStopped = true;

    /// <returns>Whether nothing failed.</returns>
    public bool Run(int seed, double seconds, long executions)
    {
        var clock = Stopwatch.StartNew();
        var used = Environment.CpuUsage.TotalTime;
        try
        {
            Begin();
            var mutator = new ByteMutator(new Random(seed), _target, _inputs);
            // The clock is looked at now and then only.
            while (Executions < executions && !IsStopped && ((Executions & 63) != 0 || clock.Elapsed.TotalSeconds < seconds))
            {
                var input = mutator.Next();
                Execute(input);
                if (_map.TakeNew(_news))
                {
                    Keep(input.ToArray());
                }
            }

            return true;
        }
        catch (FailedInputException e)
        {
            (Failure, Failed) = (e.InnerException, Shrunk(e));
            return false;
        }
        finally
        {
            _watchdog.End();
            (Seconds, Edges) = ((Environment.CpuUsage.TotalTime - used).TotalSeconds, _map.Edges);
        }
    }

    /// <summary>Writes the corpus anew: of what takes the same branches the shortest.</summary>
    /// <returns>Its inputs, their bytes, and how many of them have failed once.</returns>
    public (int Count, int Bytes, int Failed) Save()
    {
        var kept = new List<byte[]>();
        _map.Forget();
        if (Failed is { } failed && !_file.Failed.Any(known => known.AsSpan().SequenceEqual(failed)))
        {
            _file.Failed.Add(failed);
        }

        // Those of the file too: a run that failed at once has looked at none of them.
        foreach (var input in _inputs.Concat(_file.Inputs).OrderBy(input => input.Length))
        {
            try
            {
                Execute(input);
            }
            catch (FailedInputException)
            {
                _map.Discard();
                continue;
            }

            if (_map.TakeNew(_news))
            {
                kept.Add(input);
            }
        }

        _watchdog.End();
        Edges = _map.Edges;
        var (count, bytes) = _file.Save(kept);
        return (count, bytes, _file.Failed.Count);
    }

    private void Begin()
    {
        _file.Load();
        _map.Forget();
        byte[][] all = [.. _file.Failed, .. _file.Inputs, .. _target.Seeds().Where(seed => seed.Length <= _target.MaxLength)];
        // Twice: what happens only the first time, in caches and static fields, is no branch of an input.
        foreach (var input in all)
        {
            Execute(input);
        }

        _map.Discard();
        foreach (var input in all)
        {
            Execute(input);
            if (_map.TakeNew(_news))
            {
                _inputs.Add(input);
            }
        }

        if (_inputs.Count == 0)
        {
            throw new InvalidOperationException($"No input of {_target.Name} takes a branch: are the assemblies instrumented?");
        }
    }

    // Only if it does the same again; then as short as it still does.
    private void Keep(byte[] input)
    {
        Execute(input);
        _map.KeepTaken(_news);
        if (_news.Count == 0)
        {
            return;
        }

        _inputs.Add(Shrink.Of(input, shorter =>
        {
            Execute(shorter);
            return _map.TookAll(_news);
        }, TriesToShorten));
    }

    private void Execute(ReadOnlyMemory<byte> input)
    {
        Executions++;
        _watchdog.Begin(_target, input);
        CoverageMap.Begin();
        try
        {
            _target.Run(input);
        }
        catch (Exception e)
        {
            throw new FailedInputException(input.ToArray(), e);
        }
    }

    private byte[] Shrunk(FailedInputException failed)
    {
        var kind = FailureReport.KindOf(failed.InnerException!);
        return Shrink.Of(failed.Input, shorter =>
        {
            try
            {
                Execute(shorter);
                return false;
            }
            catch (FailedInputException e)
            {
                return FailureReport.KindOf(e.InnerException!) == kind;
            }
        }, TriesToShrinkFailure);
    }

    private sealed class FailedInputException(byte[] input, Exception inner) : Exception("An input failed.", inner)
    {
        public byte[] Input { get; } = input;
    }
}
