using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Transport;

/// <summary>A certificate nobody vouches for is refused, unless the caller says otherwise.</summary>
public sealed class CertificateTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly List<string> _requests = [];
    private Task _serving = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        _listener.Start();
        _serving = ServeAsync();
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Guard.Within(_serving);
        _certificate.Dispose();
    }

    [Fact]
    public async Task A07_refused_by_default_and_never_tried_again_in_clear()
    {
        await using var client = Client(_ => { });

        var error = await Assert.ThrowsAsync<LlmConnectionException>(() => client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(ConnectionPhase.Tls, error.Phase);
        Assert.Equal(1, error.Attempts);
        Assert.Contains("RemoteCertificate", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_requests);
    }

    [Fact]
    public async Task A07_accepted_on_request_with_a_warning()
    {
        var logs = new CapturingLogs();
        await using var client = Client(options => (options.AllowUntrustedCertificate, options.LoggerFactory) = (true, logs));

        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Contains("certificate", Assert.Single(logs.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A07_decided_by_a_callback()
    {
        string? seen = null;
        await using var client = Client(options => options.CertificateCallback = (_, certificate, _, _) => (seen = certificate?.Subject) is not null);

        Assert.Equal("1.2.3", await client.GetVersionAsync(cancellationToken: TestClient.Ct));

        Assert.Equal(_certificate.Subject, seen);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=somewhere-else", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private OllamaClient Client(Action<OllamaClientOptions> configure) =>
        TestClient.Create($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}", configure);

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var peer = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(peer);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(TcpClient peer)
    {
        try
        {
            await using var stream = new SslStream(peer.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate);
            var buffer = new byte[4096];
            var length = await stream.ReadAsync(buffer);
            if (length > 0)
            {
                _requests.Add(System.Text.Encoding.ASCII.GetString(buffer, 0, length));
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {TestClient.Version.Length}\r\n\r\n{TestClient.Version}"));
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A client that refuses the certificate breaks off.
        }
    }
}
