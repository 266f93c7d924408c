using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Says how the container of an Ollama server is run.</summary>
public static class OllamaContainerBuilderExtensions
{
    private const string ModelsInContainer = "/root/.ollama";
    private const string RocmEnding = "-rocm";

    /// <summary>Keeps the models in a volume, so that they are not downloaded at every start.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="name">The name of the volume; where <see langword="null"/>, one made of those of the app host and the resource.</param>
    /// <returns>The builder of the server.</returns>
    public static IResourceBuilder<OllamaContainerResource> WithDataVolume(this IResourceBuilder<OllamaContainerResource> builder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithVolume(name ?? VolumeNameGenerator.Generate(builder, "ollama"), ModelsInContainer);
    }

    /// <summary>Keeps the models in a directory of this machine, such as that of an Ollama installed here: <c>~/.ollama</c>.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="source">The directory.</param>
    /// <returns>The builder of the server.</returns>
    public static IResourceBuilder<OllamaContainerResource> WithDataBindMount(this IResourceBuilder<OllamaContainerResource> builder, string source)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithBindMount(source, ModelsInContainer);
    }

    /// <summary>
    /// Lets the container use the graphics cards of this machine, where the app host runs it: what is published says nothing of them. For AMD's the image is
    /// the one with ROCm, so a tag of your own comes before this.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="gpu">Whose cards.</param>
    /// <returns>The builder of the server.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the known kinds.</exception>
    public static IResourceBuilder<OllamaContainerResource> WithGpu(this IResourceBuilder<OllamaContainerResource> builder, OllamaGpu gpu = OllamaGpu.Nvidia)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return gpu switch
        {
            OllamaGpu.Nvidia when IsPodman(builder.ApplicationBuilder) => builder.WithContainerRuntimeArgs("--device", "nvidia.com/gpu=all"),
            OllamaGpu.Nvidia => builder.WithContainerRuntimeArgs("--gpus", "all"),
            OllamaGpu.Amd => WithRocm(builder).WithContainerRuntimeArgs("--device", "/dev/kfd", "--device", "/dev/dri"),
            _ => throw new ArgumentOutOfRangeException(nameof(gpu), gpu, "It is neither Nvidia nor Amd."),
        };
    }

    private static bool IsPodman(IDistributedApplicationBuilder builder) =>
        string.Equals(builder.Configuration["ASPIRE_CONTAINER_RUNTIME"] ?? builder.Configuration["DOTNET_ASPIRE_CONTAINER_RUNTIME"], "podman", StringComparison.OrdinalIgnoreCase);

    private static IResourceBuilder<OllamaContainerResource> WithRocm(IResourceBuilder<OllamaContainerResource> builder) =>
        builder.Resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault()?.Tag is { } tag && !tag.EndsWith(RocmEnding, StringComparison.Ordinal)
            ? builder.WithImageTag(tag + RocmEnding)
            : builder;
}
