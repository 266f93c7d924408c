using System.Net;
using OllamaSdk.TestKit;
using OllamaSdk.Transport;

namespace OllamaSdk.Tests.ProcessWide;

/// <summary>A proxy of the environment sees what is not meant for this machine.</summary>
[Collection(ProcessWideCollection.Name)]
public sealed class ProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Fact]
    public async Task The_rest_goes_through_it()
    {
        await using var proxy = new ScriptedServer(connection => connection.RespondJsonAsync(TestClient.Version));
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        await using var client = TestClient.Create("http://example.invalid");

        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal("http://example.invalid/api/version", Assert.Single(proxy.Requests).Path);
    }

    [Fact]
    public void Its_credentials_are_kept()
    {
        var credentials = new NetworkCredential("u", "p");
        HttpClient.DefaultProxy = new WebProxy("http://proxy.invalid:3128") { Credentials = credentials };

        using var pool = ConnectionPool.Create(new OllamaClientOptions());

        Assert.Same(credentials, pool.Proxy!.Credentials);
        Assert.Equal(new Uri("http://proxy.invalid:3128"), pool.Proxy.GetProxy(new Uri("http://example.com")));
    }
}
