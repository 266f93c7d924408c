using Microsoft.Extensions.DependencyInjection;
using OllamaSdk.Testing;

namespace OllamaSdk.BulkJobs.Tests.Cluster;

/// <summary>The silos' clients over one emulator in memory.</summary>
internal static class HandlerClient
{
    public static void AddEmulator(this IServiceCollection services, OllamaEmulator emulator, string model = "demo-embed") =>
        services.AddLlmClient(options => options.Targets.Add(new LlmTarget(LlmProviders.Ollama, model)))
            .ConfigurePrimaryHttpMessageHandler(() => new Undisposed(emulator));

    // The factory disposes what it has made, and the emulator is there for all silos.
    private sealed class Undisposed(HttpMessageHandler handler) : HttpMessageHandler
    {
        private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: false);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _invoker.SendAsync(request, cancellationToken);
    }
}
