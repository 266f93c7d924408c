namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// An Ollama server as a program of this machine, see <see cref="OllamaServerBuilderExtensions.AddOllamaProgram"/> and
/// <see cref="OllamaServerBuilderExtensions.AddOllamaEmulator"/>.
/// </summary>
public sealed class OllamaProgramResource : ExecutableResource, IOllamaServerResource
{
    /// <param name="name">The name of the resource, and of its connection string.</param>
    /// <param name="command">The program: its path, or a name that is looked for in <c>PATH</c>.</param>
    /// <param name="workingDirectory">The directory it runs in.</param>
    public OllamaProgramResource(string name, string command, string workingDirectory)
        : base(name, command, workingDirectory) => PrimaryEndpoint = new EndpointReference(this, "http");

    /// <inheritdoc/>
    public EndpointReference PrimaryEndpoint { get; }
}
