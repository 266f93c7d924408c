using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OllamaSdk.Testing;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>A cluster of one silo, and a web application that is a client of it, on a port of this machine.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    public const string Key = "s3cret-key";

    private readonly OllamaEmulator _emulator;
    private readonly WebApplication _web;

    private JobsHost(OllamaEmulator emulator, BulkCluster cluster, MemorySink sink, WebApplication web) => (_emulator, Cluster, Sink, _web) = (emulator, cluster, sink, web);

    public BulkCluster Cluster { get; }

    public MemorySink Sink { get; }

    public string Address => _web.Urls.First();

    public static async Task<JobsHost> StartAsync()
    {
        var (emulator, sink) = (new OllamaEmulator(), new MemorySink());
        var cluster = await BulkCluster.StartAsync(1, services => services.AddEmulator(emulator), options =>
        {
            options.Sources["texts"] = _ => new ListSource("a", "b", "c");
            options.Sinks["memory"] = _ => sink;
        });
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IGrainFactory>(cluster.Silos.Client);
        var web = builder.Build();
        web.Urls.Add("http://127.0.0.1:0");
        web.MapLlmBulkJobs(Key);
        await web.StartAsync();
        return new JobsHost(emulator, cluster, sink, web);
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await Cluster.DisposeAsync();
        _emulator.Dispose();
    }
}
