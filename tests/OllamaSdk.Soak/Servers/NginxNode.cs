using OllamaSdk.Tests.LoadBalancer;

namespace OllamaSdk.Soak.Servers;

/// <summary>A real nginx in front of servers, which is killed now and then.</summary>
internal sealed class NginxNode(NginxProcess process) : INode
{
    public string Name => "nginx";

    public int Port => Ports[0];

    /// <summary>One for each pair of servers.</summary>
    public IReadOnlyList<int> Ports => process.Ports;

    public static async Task<NginxNode> StartAsync(params (int First, int Second)[] pairs) => new(await NginxProcess.StartAsync(
        // Here servers fail every second: with the page's own numbers nobody would ever be asked.
        page => page.Replace("max_fails=2", "max_fails=0", StringComparison.Ordinal), pairs));

    public Task RestartAsync(TimeSpan gone) => process.RestartAsync(gone);

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
