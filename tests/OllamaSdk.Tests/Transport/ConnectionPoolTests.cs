using System.Net;

namespace OllamaSdk.Tests.Transport;

/// <summary>Settings of .NET's handler whose defaults would hurt here.</summary>
public sealed class ConnectionPoolTests : IDisposable
{
    private readonly SocketsHttpHandler _pool =
        new OllamaClientOptions { MaxConnectionsPerServer = 7, ConnectionIdleLifetime = TimeSpan.FromSeconds(11) }.CreateConnectionPool();

    public void Dispose() => _pool.Dispose();

    [Fact]
    public void Leaving_a_stream_reads_no_further() => Assert.Equal(0, _pool.MaxResponseDrainSize);

    [Fact]
    public void F02_nothing_goes_elsewhere_and_nothing_is_kept()
    {
        Assert.False(_pool.AllowAutoRedirect);
        Assert.False(_pool.UseCookies);
        Assert.Equal(DecompressionMethods.None, _pool.AutomaticDecompression);
    }

    [Fact]
    public void The_options_arrive()
    {
        Assert.Equal(7, _pool.MaxConnectionsPerServer);
        Assert.Equal(TimeSpan.FromSeconds(11), _pool.PooledConnectionIdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), _pool.ConnectTimeout);
    }

    [Fact]
    public void A04_a_changed_address_is_followed() => Assert.InRange(_pool.PooledConnectionLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));

    [Theory]
    [InlineData("http://127.0.0.1:11434/")]
    [InlineData("http://localhost/")]
    [InlineData("http://[::1]:80/")]
    [InlineData("https://127.9.9.9/")]
    public void A09_no_proxy_for_this_machine(string target)
    {
        Assert.NotNull(_pool.Proxy);
        Assert.True(_pool.Proxy.IsBypassed(new Uri(target)));
        Assert.Null(_pool.Proxy.GetProxy(new Uri(target)));
    }
}
