using System.Diagnostics;
using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Work;

namespace OllamaSdk.Soak.Watch;

/// <summary>One run: so many workers, each one call after the other, until the time is over; then all is given back.</summary>
internal sealed class SoakRun
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan s_longestCall = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(20);

    private readonly Settings _settings;
    private readonly Fleet _fleet;
    private readonly ServersProcess _servers;
    private readonly Ledger _ledger;
    private readonly Mix _mix;
    private readonly Tally _tally;
    private readonly List<Sample> _samples = [];
    private readonly long _beganAt = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _stop = new();
    private long _calls;

    private SoakRun(Settings settings, Fleet fleet, ServersProcess servers, Mix mix, Tally tally)
    {
        (_settings, _fleet, _servers, _mix, _tally) = (settings, fleet, servers, mix, tally);
        servers.Ledger = _ledger = new Ledger(fleet, tally);
    }

    public static async Task<SoakResult> RunAsync(Settings settings)
    {
        var tally = new Tally();
        TaskScheduler.UnobservedTaskException += (_, e) => tally.Unobserved(e.Exception);
        var (servers, ports) = await ServersProcess.StartAsync(settings.Seed);
        await using (servers)
        {
            var known = await Known.LearnAsync(Fleet.Url(ports.Direct));
            var start = Sample.Take(TimeSpan.Zero);
            using var disk = SmallDisk.TryMake();
            var (jumps, changes, failures, samples) = await MeasureAsync(settings, servers, ports, disk, known, tally);
            var end = await EndAsync(start);
            return new SoakResult(settings, tally, start, samples, end, await servers.CountOpenAsync(), disk?.Files, jumps, changes, failures);
        }
    }

    private static async Task<(int Jumps, int Changes, int Failures, List<Sample> Samples)> MeasureAsync(
        Settings settings, ServersProcess servers, Ports ports, SmallDisk? disk, Known known, Tally tally)
    {
        using var fleet = new Fleet(ports, disk);
        var run = new SoakRun(settings, fleet, servers, new Mix(known), tally);
        await run.RunAsync();
        servers.Ledger = null;
        return (fleet.Clock.Jumps, fleet.Resolver.Count.Changes, fleet.Resolver.Count.Failures, run._samples);
    }

    /// <summary>Waits until what the clients had is given back, which their servers' leaving may hold up a little.</summary>
    private static async Task<Sample> EndAsync(Sample start)
    {
        var beganAt = Stopwatch.GetTimestamp();
        while (true)
        {
            var end = Sample.Take(TimeSpan.Zero);
            if ((end.Sockets <= start.Sockets && end.Timers <= start.Timers) || Stopwatch.GetElapsedTime(beganAt) > s_longestEnd)
            {
                return end;
            }

            await Task.Delay(500);
        }
    }

    private async Task RunAsync()
    {
        await _servers.StormAsync();
        Task[] around = [JumpAsync(), RenameAsync(), RenewAsync(), PulseAsync(), JudgeAsync(), SampleAsync()];
        var workers = Enumerable.Range(0, _settings.Concurrency).Select(_ => Task.Run(WorkAsync)).ToArray();
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(_settings.Seconds) + s_longestCall).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ledger.NoteHanging();
        await _servers.CalmAsync();
        await Task.Delay(2500);
        await _stop.CancelAsync();
        await Task.WhenAll(around);
        await JudgeOnceAsync();
        _stop.Dispose();
    }

    private async Task WorkAsync()
    {
        while (Stopwatch.GetElapsedTime(_beganAt).TotalSeconds < _settings.Seconds)
        {
            var call = new Call(Interlocked.Increment(ref _calls), _settings.Seed, _fleet);
            var trace = _ledger.Open(call);
            try
            {
                _ledger.End(trace, await _mix.RunAsync(call), null);
            }
            catch (Exception e)
            {
                _ledger.End(trace, Ending.Failed, e);
                // As a program does that has been told no: otherwise the calls of an outage would be most of all.
                await Task.Delay(call.Random.Next(500, 1500));
            }
        }
    }

    private async Task JudgeAsync()
    {
        while (await WaitAsync(1000))
        {
            await JudgeOnceAsync();
        }
    }

    private async Task JudgeOnceAsync()
    {
        await _servers.MarkAsync();
        await _servers.ForgetAsync(_ledger.Judge());
    }

    private async Task SampleAsync()
    {
        while (await WaitAsync(60_000))
        {
            var sample = Sample.Take(Stopwatch.GetElapsedTime(_beganAt));
            Console.WriteLine($"{sample.Minutes:F1} min: {_tally.Total} calls, heap {sample.Heap / 1024} KiB, {sample.Sockets} sockets, {sample.Timers} timers, {sample.Threads} threads, {sample.ResidentSet / 1024 / 1024} MiB resident, flaws {_tally.Flaws.Values.Sum()}");
            // By then all is compiled that is ever used, and as many former clients wait for their last calls as ever will.
            if (Stopwatch.GetElapsedTime(_beganAt) > s_warmUp)
            {
                _samples.Add(sample);
            }
        }
    }

    private async Task JumpAsync()
    {
        var random = new Random(_settings.Seed + 1);
        while (await WaitAsync(random.Next(500, 4000)))
        {
            _fleet.Clock.JumpTo(TimeSpan.FromMinutes(random.Next(-600, 600)));
        }
    }

    private async Task RenameAsync()
    {
        var random = new Random(_settings.Seed + 2);
        for (var index = 0; await WaitAsync(random.Next(2000, 8000)); index = 1 - index)
        {
            if (random.Next(4) == 0)
            {
                _fleet.Resolver.Answer(null);
                await WaitAsync(random.Next(100, 1000));
            }

            _fleet.Resolver.Answer(1 - index);
        }

        _fleet.Resolver.Answer(0);
    }

    private async Task RenewAsync()
    {
        while (await WaitAsync(15_000))
        {
            _fleet.Renew();
        }
    }

    private async Task PulseAsync()
    {
        for (var last = Stopwatch.GetTimestamp(); await WaitAsync(100); last = Stopwatch.GetTimestamp())
        {
            if (Stopwatch.GetElapsedTime(last) is { TotalMilliseconds: > 700 } gap)
            {
                _ledger.Starved((long)gap.TotalMilliseconds, Environment.TickCount64);
            }
        }
    }

    /// <summary>Waits; <see langword="false"/> where the run is over.</summary>
    private async Task<bool> WaitAsync(int milliseconds)
    {
        await Task.Delay(milliseconds, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_stop.IsCancellationRequested;
    }
}
