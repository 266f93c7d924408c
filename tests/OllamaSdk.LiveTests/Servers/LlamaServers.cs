using OllamaSdk.LiveTests.Models;
using OllamaSdk.LiveTests.Servers;

[assembly: AssemblyFixture(typeof(LlamaServers))]

namespace OllamaSdk.LiveTests.Servers;

/// <summary>The servers that tests share, one for each model: started when the first test asks, stopped after the last one.</summary>
public sealed class LlamaServers : IAsyncDisposable
{
    public const string Key = "sk-live-0123456789abcdef";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<LlamaServer>> _started = [];

    public Task<LlamaServer> BabblerAsync() => GetAsync(TinyModels.Babbler, "--ctx-size", "2048", "--parallel", "2");

    public Task<LlamaServer> TalkerAsync() => GetAsync(TinyModels.Talker, "--ctx-size", "2048", "--parallel", "2");

    public Task<LlamaServer> ThinkerAsync() => GetAsync(TinyModels.Thinker, "--ctx-size", "2048", "--parallel", "2");

    public Task<LlamaServer> CallerAsync() => GetAsync(TinyModels.Caller, "--ctx-size", "4096", "--parallel", "2");

    public Task<LlamaServer> EmbedderAsync() => GetAsync(TinyModels.Embedder, "--embeddings", "--ctx-size", "512");

    /// <summary>One that wants <see cref="Key"/>.</summary>
    public Task<LlamaServer> LockedAsync() => GetAsync(TinyModels.Talker with { Name = "locked" }, "--api-key", Key, "--ctx-size", "512");

    /// <summary>One of the caller's own that speaks until its context is full, for seconds.</summary>
    /// <param name="arguments">More arguments for it.</param>
    public Task<LlamaServer> StartEndlessAsync(params string[] arguments) =>
        LlamaServer.StartAsync(TinyModels.Babbler with { Name = "endless", Context = 65536 }, ["--ignore-eos", "--parallel", "1", .. arguments]);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _started.Values.Where(task => task.IsCompletedSuccessfully))
        {
            await (await server).DisposeAsync();
        }
    }

    private Task<LlamaServer> GetAsync(TinyModel model, params string[] arguments)
    {
        // The first one to ask may be skipped or cancelled; that must not be the others' answer.
        _ = LiveEnvironment.LlamaServer;
        lock (_gate)
        {
            return _started.TryGetValue(model.Name, out var server) && !server.IsFaulted && !server.IsCanceled
                ? server
                : _started[model.Name] = LlamaServer.StartAsync(model, arguments);
        }
    }
}
