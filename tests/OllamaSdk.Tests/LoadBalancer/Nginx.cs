using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.LoadBalancer;

/// <summary>nginx over two servers; the test is skipped where there is none.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private const string Missing =
        "nginx is not installed, so the page docs/load-balancer.md was not put to the test. On Debian and Ubuntu: apt-get install nginx-light.";

    private readonly NginxProcess _process;

    private Nginx(NginxProcess process) => _process = process;

    public Uri Url => new($"http://127.0.0.1:{_process.Ports[0]}/");

    public static async Task<Nginx> StartAsync(Uri first, Uri second)
    {
        Assert.SkipWhen(NginxProcess.Find() is null, Missing);
        return new Nginx(await Guard.Within(NginxProcess.StartAsync(page => page, (first.Port, second.Port)), "the start of nginx"));
    }

    public async ValueTask DisposeAsync() => await Guard.Within(_process.DisposeAsync().AsTask(), "the end of nginx");
}
