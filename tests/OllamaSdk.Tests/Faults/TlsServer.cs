using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A server on loopback that shows this certificate, and remembers what it was sent once the client has accepted that.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _serving;
    private int _connections;

    public TlsServer(X509Certificate2 certificate)
    {
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Root => $"https://{_listener.LocalEndpoint}";

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Everything that clients have sent through the tunnel.</summary>
    public StringBuilder Received { get; } = new();

    /// <summary>A certificate that only its holder vouches for.</summary>
    public static X509Certificate2 Certificate(IPAddress address, DateTimeOffset until)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(until.AddDays(-2), until);
        // Windows wants a key that was stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await Guard.Within(_serving);
        _certificate.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var peer = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                await ReceiveAsync(peer);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ReceiveAsync(TcpClient peer)
    {
        try
        {
            await using var stream = new SslStream(peer.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate);
            var buffer = new byte[4096];
            int length;
            while ((length = await stream.ReadAsync(buffer)) > 0)
            {
                Received.Append(Encoding.Latin1.GetString(buffer, 0, length));
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            // A client that refuses the certificate breaks off.
        }
    }
}
