using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using OllamaSdk.TestKit;

namespace OllamaSdk.Tests.Faults;

/// <summary>A: the connection comes about, and no secure one upon it.</summary>
public sealed class TlsRows
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(60);

    public static MatrixTheoryData<Client, bool, bool> Ways => FaultCall.Ways;

    public static MatrixTheoryData<Client, string> Certificates => new(Enum.GetValues<Client>(), ["self-signed", "of another host", "expired"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A06_TLS_to_a_port_that_speaks_plain_HTTP(Client client, bool streamed, bool foreign)
    {
        await using var server = new PlainServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

        var outcome = await FaultCall.OfAsync(client, server.Root, streamed, foreign, options => options.Retry.MaxRetries = 2);

        Assert.IsType<System.Security.Authentication.AuthenticationException>(outcome.Check("Connection Tls", server.Root).InnerException?.InnerException);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A07_a_certificate_that_is_not_valid(Client client, string certificate)
    {
        await using var server = new TlsServer(Certificate(certificate));
        foreach (var streamed in (bool[])[false, true])
        {
            var outcome = await FaultCall.OfAsync(client, server.Root, streamed, configure: options => options.Retry.MaxRetries = 2);

            Assert.Contains(Policy(certificate), outcome.Check("Connection Tls", server.Root).Message, StringComparison.Ordinal);
        }

        // Once each, not again, not in clear; and no byte of the request.
        Assert.Equal((2, ""), (server.Connections, server.Received.ToString()));
    }

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A07_the_same_where_the_caller_s_client_trusts_who_made_it(Client client, string certificate)
    {
        using var own = Certificate(certificate);
        await using var server = new TlsServer(own);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(own);
        var pool = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };

        var outcome = await FaultCall.OfAsync(client, server.Root, streamed: true, foreign: true, options => (options.Retry.MaxRetries, options.Timeouts.StreamedGeneration) = (2, s_limit), pool);

        // It vouches for itself here: only what else is wrong with it remains.
        if (certificate == "self-signed")
        {
            outcome.Check("Timeout FirstByte", server.Root);
            Assert.Contains(FaultCall.Prompt, server.Received.ToString(), StringComparison.Ordinal);
            return;
        }

        Assert.Contains(Policy(certificate), outcome.Check("Connection Tls", server.Root).Message, StringComparison.Ordinal);
        Assert.Equal((1, ""), (server.Connections, server.Received.ToString()));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A08_a_server_that_takes_the_connection_and_says_nothing(Client client, bool streamed, bool foreign)
    {
        await using var server = new PlainServer();

        var outcome = await FaultCall.OfAsync(client, server.Root, streamed, foreign, options => (options.Timeouts.Connect, options.Retry.MaxRetries) = (s_limit, 1),
            new SocketsHttpHandler { ConnectTimeout = s_limit });

        Assert.Equal(s_limit, Assert.IsType<LlmTimeoutException>(outcome.Check("Timeout Connect", server.Root, attempts: 2)).Limit);
        Assert.Equal(2, server.Connections);
    }

    // As .NET names what is wrong with it.
    private static string Policy(string certificate) => certificate switch
    {
        "of another host" => "RemoteCertificateNameMismatch",
        "expired" => "NotTimeValid",
        _ => "UntrustedRoot",
    };

    private static X509Certificate2 Certificate(string kind) => TlsServer.Certificate(
        kind == "of another host" ? IPAddress.Parse("192.0.2.1") : IPAddress.Loopback, DateTimeOffset.UtcNow.AddDays(kind == "expired" ? -1 : 1));
}
