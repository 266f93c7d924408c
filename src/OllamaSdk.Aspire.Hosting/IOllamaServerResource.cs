namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Ollama server of the app host, in a container or as a program. Its connection string is <c>Endpoint=http://…</c>.</summary>
public interface IOllamaServerResource : IResourceWithConnectionString, IResourceWithEndpoints
{
    /// <summary>Where it listens.</summary>
    EndpointReference PrimaryEndpoint { get; }

    /// <inheritdoc/>
    ReferenceExpression IResourceWithConnectionString.ConnectionStringExpression =>
        ReferenceExpression.Create($"Endpoint={PrimaryEndpoint.Property(EndpointProperty.Url)}");

    /// <inheritdoc/>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Host)}")),
        new("Port", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Port)}")),
        new("Uri", ReferenceExpression.Create($"{PrimaryEndpoint.Property(EndpointProperty.Url)}")),
    ];
}
