using System.Net;
using System.Net.Sockets;
using OllamaSdk.LiveTests.Models;

namespace OllamaSdk.LiveTests.Servers;

/// <summary>A llama-server of the tests' own, with one tiny model.</summary>
public sealed class LlamaServer : LiveServer, IAsyncDisposable
{
    private readonly OllamaServer _server;
    private readonly ModelFolder _folder;

    private LlamaServer(OllamaServer server, ModelFolder folder, string model)
        : base(LlmProviders.LlamaCpp, server.Endpoint.GetLeftPart(UriPartial.Authority), model) => (_server, _folder) = (server, folder);

    public string Log => _server.Log;

    public OllamaServer Process => _server;

    /// <summary>How a server of a model is started, at a port that nobody has.</summary>
    /// <param name="model">The model; none for a server that is told a folder.</param>
    /// <param name="file">Where the model was written to.</param>
    /// <param name="arguments">More arguments for it.</param>
    internal static OllamaServerOptions OptionsFor(TinyModel? model, string? file, params string[] arguments)
    {
        var options = new OllamaServerOptions
        {
            Provider = LlmProviders.LlamaCpp,
            Program = LiveEnvironment.LlamaServer,
            Endpoint = $"http://127.0.0.1:{FreePort()}",
            Model = file,
        };
        // One thread is enough for so small a model, and leaves the others to the other tests.
        foreach (var argument in (string[])["--threads", "1", .. model is null ? [] : (string[])["--alias", model.Name], .. arguments])
        {
            options.Arguments.Add(argument);
        }

        return options;
    }

    internal static async Task<LlamaServer> StartAsync(TinyModel model, params string[] arguments)
    {
        var folder = new ModelFolder();
        try
        {
            var options = OptionsFor(model, folder.Add(model), arguments);
            return new LlamaServer(await OllamaServer.EnsureRunningAsync(options, TestContext.Current.CancellationToken), folder, model.Name);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    // Below those that connections are given: one of these is nobody's a moment later too.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody's.
            }
        }
    }
}
