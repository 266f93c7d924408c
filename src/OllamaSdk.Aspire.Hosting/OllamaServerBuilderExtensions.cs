using Aspire.Hosting.ApplicationModel;
using OllamaSdk.Launching;

namespace Aspire.Hosting;

/// <summary>Adds Ollama servers to an app host.</summary>
public static class OllamaServerBuilderExtensions
{
    private const string Image = "ollama/ollama";
    // The newest one that the SDK is tested with; the emulator pretends to be it too.
    private const string Tag = "0.40.12";
    private const int PortInContainer = 11434;

    /// <summary>Adds an Ollama server in its container. It is healthy when it tells its version.</summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The name of the resource, and of the connection string of those that reference it.</param>
    /// <param name="port">The port on this machine; a free one where <see langword="null"/>.</param>
    /// <returns>The builder of the server.</returns>
    /// <example><code>
    /// var ollama = builder.AddOllamaServer("ollama").WithDataVolume();
    /// builder.AddProject&lt;Projects.Api&gt;("api").WithReference(ollama.AddModel("chat", "llama3.2"));
    /// </code></example>
    public static IResourceBuilder<OllamaContainerResource> AddOllamaServer(this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var server = new OllamaContainerResource(name);
        return AsServer(builder.AddResource(server)
            .WithImage(Image, Tag)
            .WithImageRegistry("docker.io")
            .WithHttpEndpoint(port, PortInContainer, server.PrimaryEndpoint.EndpointName));
    }

    /// <summary>
    /// Adds the Ollama that is installed on this machine: <c>ollama serve</c>, on a port of its own and with the models that it has. It is no part of what is
    /// published: others who shall get it there need another resource, or a connection string.
    /// </summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The name of the resource, and of the connection string of those that reference it.</param>
    /// <param name="port">The port; a free one where <see langword="null"/>.</param>
    /// <param name="command">The program's path or name. Where <see langword="null"/>, <c>ollama</c> is looked for in <c>PATH</c> and where its installers put it.</param>
    /// <returns>The builder of the server.</returns>
    public static IResourceBuilder<OllamaProgramResource> AddOllamaProgram(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null, string? command = null) =>
        AddProgram(builder, name, port, command ?? Find("ollama", ProgramPlaces.OfOllama)).WithArgs("serve");

    /// <summary>
    /// Adds the emulator: an Ollama server without a model that gives the same answers every time, for tests and demonstrations. It is the command
    /// <c>ollama-sdk serve-demo</c> of the tool OllamaSdk.Cli, and no part of what is published.
    /// </summary>
    /// <param name="builder">The app host.</param>
    /// <param name="name">The name of the resource, and of the connection string of those that reference it.</param>
    /// <param name="port">The port; a free one where <see langword="null"/>.</param>
    /// <param name="command">The tool's path or name. Where <see langword="null"/>, <c>ollama-sdk</c> is looked for in <c>PATH</c> and where .NET puts global tools.</param>
    /// <returns>The builder of the server.</returns>
    public static IResourceBuilder<OllamaProgramResource> AddOllamaEmulator(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? port = null, string? command = null)
    {
        var server = AddProgram(builder, name, port, command ?? Find("ollama-sdk", ["~/.dotnet/tools", "%USERPROFILE%/.dotnet/tools"]));
        return server.WithArgs("serve-demo", "--port", server.Resource.PrimaryEndpoint.Property(EndpointProperty.TargetPort));
    }

    private static IResourceBuilder<OllamaProgramResource> AddProgram(IDistributedApplicationBuilder builder, string name, int? port, string command)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var server = new OllamaProgramResource(name, command, builder.AppHostDirectory);
        return AsServer(builder.AddResource(server)
            .WithHttpEndpoint(port, name: server.PrimaryEndpoint.EndpointName)
            .WithEnvironment("OLLAMA_HOST", ReferenceExpression.Create($"127.0.0.1:{server.PrimaryEndpoint.Property(EndpointProperty.TargetPort)}"))
            .ExcludeFromManifest());
    }

    private static IResourceBuilder<T> AsServer<T>(IResourceBuilder<T> builder)
        where T : IOllamaServerResource => builder.WithHttpHealthCheck("/api/version").WithIconName("BrainCircuit");

    // What is not found stays a name: the app host then says of this resource that it cannot be started, and runs the others.
    private static string Find(string program, string[] places) =>
        ProgramPlaces.Candidates(program, Environment.GetEnvironmentVariable("PATH"), places).FirstOrDefault(ProgramFile.CanRun) ?? program;
}
