using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>A model that a server offers; what the server does not tell is <see langword="null"/> or empty.</summary>
public sealed record LlmModelInfo
{
    /// <summary>The name to ask for it by. Ollama lists a model that it has in several forms once for each, under one name; <see cref="Runner"/> tells them apart.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The server's address.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>When it was made or last changed at the server.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Whose it is, in the server's words.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>How much context it has, in tokens: as it is loaded where it is, else as much as it could have.</summary>
    public long? ContextLength { get; init; }

    /// <summary>What it is, in a few words for people.</summary>
    public string? Description { get; init; }

    /// <summary>Its size on disk, in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>What the server's list names that it can do. Ollama's list does not name what a template in the GGUF file can.</summary>
    public IReadOnlyList<ModelCapability> Capabilities { get; init; } = [];

    /// <summary>What runs this form of the model, such as <c>llamacpp</c> or <c>mlx</c>; Ollama says it since 0.40.</summary>
    public string? Runner { get; init; }

    /// <summary>Whether it is in memory.</summary>
    public bool? IsLoaded { get; init; }

    /// <summary>Whether this is from an earlier answer, since the server did not give one now.</summary>
    public bool IsStale { get; init; }

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmModelInfo? other) => other is not null
        && Id == other.Id && Provider == other.Provider && Endpoint == other.Endpoint && Created == other.Created && OwnedBy == other.OwnedBy
        && ContextLength == other.ContextLength && Description == other.Description && Size == other.Size
        && SameContent.Lists(Capabilities, other.Capabilities) && Runner == other.Runner && IsLoaded == other.IsLoaded && IsStale == other.IsStale;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Provider, Endpoint, Created, Size, SameContent.Hash(Capabilities), HashCode.Combine(Runner, IsLoaded), IsStale);
}
