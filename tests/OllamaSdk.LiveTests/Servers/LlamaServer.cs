using System.Net;
using System.Net.Sockets;
using OllamaSdk.LiveTests.Models;

namespace OllamaSdk.LiveTests.Servers;

/// <summary>A llama-server of the tests' own, with one tiny model.</summary>
public sealed class LlamaServer : LiveServer, IAsyncDisposable
{
    private readonly OllamaServer _server;
    private readonly DirectoryInfo _folder;

    private LlamaServer(OllamaServer server, DirectoryInfo folder, string model)
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
        var program = LiveEnvironment.LlamaServer;
        Assert.True(File.Exists(program), $"There is no llama-server at {program}.");
        var folder = Directory.CreateTempSubdirectory("ollama-sdk-live-");
        try
        {
            var options = OptionsFor(model, model.WriteTo(folder.FullName), arguments);
            return new LlamaServer(await OllamaServer.EnsureRunningAsync(options, TestContext.Current.CancellationToken), folder, model.Name);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
