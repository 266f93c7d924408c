using System.Net;
using System.Net.Security;

namespace OllamaSdk.Transport;

/// <summary>The SDK's own innermost handler, with the reason for each setting.</summary>
internal static class ConnectionPool
{
    public static SocketsHttpHandler Create(LlmConnectionOptions options, TimeSpan? connectLimit = null) => new()
    {
        ConnectTimeout = connectLimit ?? options.Timeouts.Connect,
        MaxConnectionsPerServer = options.MaxConnectionsPerServer,
        PooledConnectionIdleTimeout = options.ConnectionIdleLifetime,
        // A changed DNS answer is followed within this time; streams in flight go on.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Otherwise leaving a stream reads on for 2 s, and the server computes on.
        MaxResponseDrainSize = 0,
        // A redirect would carry the prompt and every header but Authorization to another host.
        AllowAutoRedirect = false,
        UseCookies = false,
        // A compressed bomb would pass every limit.
        AutomaticDecompression = DecompressionMethods.None,
        Proxy = new LoopbackBypassingProxy(HttpClient.DefaultProxy),
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = options.AllowUntrustedCertificate ? (_, _, _, _) => true : options.CertificateCallback,
        },
    };

    /// <summary>The environment's proxy for everything but this machine: prompts and keys for a local server must not leave it.</summary>
    private sealed class LoopbackBypassingProxy(IWebProxy inner) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => inner.Credentials;
            set => inner.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : WithoutPassword(inner.GetProxy(destination));

        public bool IsBypassed(Uri host) => host.IsLoopback || inner.IsBypassed(host);

        // .NET takes credentials from the property above only, and puts the address into exceptions and traces.
        private static Uri? WithoutPassword(Uri? proxy) =>
            string.IsNullOrEmpty(proxy?.UserInfo) ? proxy : new UriBuilder(proxy) { UserName = "", Password = "" }.Uri;
    }
}
