namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Ollama server in its container, see <see cref="OllamaServerBuilderExtensions.AddOllamaServer"/>.</summary>
public sealed class OllamaContainerResource : ContainerResource, IOllamaServerResource
{
    /// <param name="name">The name of the resource, and of its connection string.</param>
    public OllamaContainerResource(string name)
        : base(name) => PrimaryEndpoint = new EndpointReference(this, "http");

    /// <inheritdoc/>
    public EndpointReference PrimaryEndpoint { get; }
}
