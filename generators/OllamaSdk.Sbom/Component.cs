namespace OllamaSdk.Sbom;

/// <summary>A package that another one needs, as it was resolved for one target framework.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Framework">The target framework.</param>
/// <param name="DependsOn">The names and versions of what it needs itself.</param>
/// <param name="Hash">SHA-512 of its content without its signature, in base64, as NuGet writes it; nothing of a project of ours.</param>
/// <param name="Folder">Where it was unpacked; nothing of a project of ours.</param>
internal sealed record Component(string Id, string Version, string Framework, IReadOnlyList<(string Id, string Version)> DependsOn, string? Hash, string? Folder)
{
    /// <summary>How bills name a package; <see href="https://github.com/package-url/purl-spec"/>.</summary>
    public static string Url(string id, string version) => $"pkg:nuget/{Uri.EscapeDataString(id)}@{Uri.EscapeDataString(version)}";
}

/// <summary>What a project was resolved to.</summary>
/// <param name="Direct">What it names itself, per framework.</param>
/// <param name="Components">All that it needs, that included.</param>
internal sealed record Resolution(IReadOnlyList<(string Framework, string Id, string Version)> Direct, IReadOnlyList<Component> Components);
