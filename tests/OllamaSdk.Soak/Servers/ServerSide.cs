using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace OllamaSdk.Soak.Servers;

/// <summary>The process of the servers: emulators, nginx, the proxies between, and what restarts them. It ends with its input.</summary>
internal static class ServerSide
{
    private static readonly TimeSpan s_tokenDelay = TimeSpan.FromMilliseconds(35);

    public static async Task<int> RunAsync(int seed)
    {
        // Lines of the journal are many: not one write each.
        Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), bufferSize: 64 * 1024));
        await using var journal = new Journal();
        var (plan, attempts) = (new FaultPlan(seed), new ConcurrentDictionary<string, int>());
        ChaosProxy Proxy(string name, int target) => new(name, target, plan, attempts, journal);

        await using var first = await EmulatorNode.StartAsync("emulator-1", s_tokenDelay);
        await using var second = await EmulatorNode.StartAsync("emulator-2", s_tokenDelay);
        await using var third = await EmulatorNode.StartAsync("emulator-3", s_tokenDelay);
        await using var behind1 = Proxy("behind-1", first.Port);
        await using var behind2 = Proxy("behind-2", second.Port);
        await using var nginx = await NginxNode.StartAsync((first.Port, second.Port), (behind1.Port, behind2.Port));
        await using var before = Proxy("before", nginx.Ports[0]);
        await using var direct = Proxy("direct", third.Port);
        await using var named1 = Proxy("named-1", third.Port);
        await using var named2 = Proxy("named-2", third.Port);

        ChaosProxy[] proxies = [before, direct, named1, named2, behind1, behind2];
        journal.Write(string.Create(CultureInfo.InvariantCulture, $"ready {before.Port} {nginx.Ports[1]} {direct.Port} {named1.Port} {named2.Port}"));
        using var stop = new CancellationTokenSource();
        var chaos = Task.CompletedTask;
        var pulse = PulseAsync(journal, stop.Token);
        while (await Console.In.ReadLineAsync(CancellationToken.None) is { } line)
        {
            switch (line.Split(' '))
            {
                case ["mark", var number]:
                    journal.Write($"mark {number}");
                    break;
                case ["forget", .. var ids]:
                    foreach (var id in ids)
                    {
                        attempts.TryRemove(id, out _);
                    }

                    break;
                case ["storm"]:
                    chaos = new Restarts([first, second, third, nginx, .. proxies], journal, seed).RunAsync(stop.Token);
                    break;
                case ["calm"]:
                    // No more restarts: what is under way comes to its end.
                    await stop.CancelAsync();
                    break;
                case ["open"]:
                    // Those of the clients; what nginx keeps open behind itself is its own.
                    journal.Write($"open {proxies.Take(4).Sum(proxy => proxy.OpenConnections)}");
                    break;
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(chaos, pulse);
        return 0;
    }

    /// <summary>Tells when this process got no time.</summary>
    private static async Task PulseAsync(Journal journal, CancellationToken cancellationToken)
    {
        for (var last = Stopwatch.GetTimestamp(); !cancellationToken.IsCancellationRequested;)
        {
            await Task.Delay(100, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(last, now) is { TotalMilliseconds: > 700 } gap)
            {
                journal.Write(string.Create(CultureInfo.InvariantCulture, $"starved {(long)gap.TotalMilliseconds} {Environment.TickCount64}"));
            }

            last = now;
        }
    }
}
