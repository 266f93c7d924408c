using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OllamaSdk.Aspire.Hosting.Models;

namespace Aspire.Hosting;

/// <summary>Adds models to the Ollama servers of an app host.</summary>
public static class OllamaModelBuilderExtensions
{
    /// <summary>
    /// Adds a model that the server shall have. When the server is ready it downloads the model, if it does not have it; the dashboard shows how far that is.
    /// The resource is healthy when the model is there, so <c>WaitFor</c> waits for the download. What is published does not download anything.
    /// </summary>
    /// <typeparam name="T">The kind of server.</typeparam>
    /// <param name="builder">The server.</param>
    /// <param name="name">The name of the resource, and of the connection string of those that reference it.</param>
    /// <param name="model">The model, as Ollama names it: <c>llama3.2</c>, <c>qwen3:8b</c>, <c>hf.co/…</c>.</param>
    /// <returns>The builder of the model.</returns>
    public static IResourceBuilder<OllamaModelResource> AddModel<T>(this IResourceBuilder<T> builder, [ResourceName] string name, string model)
        where T : IOllamaServerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        var resource = new OllamaModelResource(name, model, builder.Resource);
        var check = $"{name}_model";
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(check, _ => new ModelHealthCheck(resource), failureStatus: null, tags: null));
        // In the background: the server is ready without it.
        builder.OnResourceReady((_, ready, _) =>
        {
            _ = new ModelDownload(resource, ready.Services).RunAsync(ready.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
            return Task.CompletedTask;
        });
        return builder.ApplicationBuilder.AddResource(resource)
            .WithHealthCheck(check)
            .WithIconName("BrainCircuit")
            .WithInitialState(new CustomResourceSnapshot
            {
                ResourceType = "OllamaModel",
                State = KnownResourceStates.Waiting,
                Properties = [new(CustomResourceKnownProperties.Source, model)],
            });
    }
}
