using System.Globalization;

namespace OllamaSdk.Soak.Servers;

/// <summary>Every few seconds one of the servers breaks all connections and is gone for a while.</summary>
internal sealed class Restarts(INode[] nodes, Journal journal, int seed)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(2000, 6000)), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var node = nodes[random.Next(nodes.Length)];
            journal.Write(string.Create(CultureInfo.InvariantCulture, $"gone {node.Name} {Environment.TickCount64}"));
            await node.RestartAsync(TimeSpan.FromMilliseconds(random.Next(100, 1500)));
            journal.Write(string.Create(CultureInfo.InvariantCulture, $"back {node.Name} {Environment.TickCount64}"));
        }
    }
}
