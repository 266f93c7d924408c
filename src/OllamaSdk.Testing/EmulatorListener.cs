using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OllamaSdk.Testing.Emulator.Listening;
using OllamaSdk.Testing.Emulator.Page;

namespace OllamaSdk.Testing;

/// <summary>
/// An emulator on a port of this computer, for programs in any language; made by <see cref="OllamaEmulator.ListenAsync"/>. Disposing it closes the port
/// and breaks the answers that are under way; the emulator lives on.
/// </summary>
public sealed class EmulatorListener : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly bool _hasPage;

    private EmulatorListener(KestrelServer server, bool hasPage) => (_server, _hasPage) = (server, hasPage);

    /// <summary>The address for clients, such as <c>http://127.0.0.1:49152</c>: what <c>OLLAMA_HOST</c> takes. OpenAI's clients want <c>/v1</c> after it.</summary>
    public string Endpoint => _server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>The port, also where the system has chosen it.</summary>
    public int Port => int.Parse(Endpoint.AsSpan(Endpoint.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);

    /// <summary>Where the page for people is, such as <c>http://127.0.0.1:49152/_demo</c>; <see langword="null"/> without <see cref="EmulatorOptions.HasPage"/>.</summary>
    public string? PageAddress => _hasPage ? Endpoint + EmulatorPage.Root : null;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // Cancelled from the start: nobody waits for a stream that a test has left.
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _server.Dispose();
    }

    internal static async Task<EmulatorListener> StartAsync(OllamaEmulator emulator, int port, CancellationToken cancellationToken)
    {
        // Kestrel by itself: a host would read configuration, write logs and take Ctrl+C from the program.
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        try
        {
            await server.StartAsync(new PortApplication(emulator), cancellationToken).ConfigureAwait(false);
            return new EmulatorListener(server, emulator.Page is not null);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }
}
