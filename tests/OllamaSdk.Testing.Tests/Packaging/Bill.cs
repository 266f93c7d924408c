using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>The bill of materials of a packed package, and what the package says elsewhere of the same.</summary>
internal sealed class Bill
{
    private Bill(string text, XDocument nuspec)
    {
        Text = text;
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        Root = root.GetProperty("metadata").GetProperty("component").GetProperty("bom-ref").GetString()!;
        Components = [.. root.GetProperty("components").EnumerateArray().Select(Component.Read)];
        Needs = root.GetProperty("dependencies").EnumerateArray().ToDictionary(
            d => d.GetProperty("ref").GetString()!, d => d.GetProperty("dependsOn").EnumerateArray().Select(e => e.GetString()!).ToArray());
        Dependencies =
        [
            .. nuspec.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e =>
                ((string)e.Parent!.Attribute("targetFramework")!, (string)e.Attribute("id")!, (string)e.Attribute("version")!)),
        ];
    }

    public string Text { get; }

    /// <summary>The package itself, as the bill names it.</summary>
    public string Root { get; }

    public Component[] Components { get; }

    /// <summary>What each needs, by the bill.</summary>
    public Dictionary<string, string[]> Needs { get; }

    /// <summary>What the package needs, by its manifest.</summary>
    public (string Framework, string Id, string Version)[] Dependencies { get; }

    public static async Task<Bill> Of(PackedProjects packages, string package)
    {
        var file = $"{package}.{PackedProjects.Version}.nupkg";
        var nuspec = await packages.Read(file, $"{package}.nuspec");
        return new(Encoding.UTF8.GetString(await packages.Read(file, "sbom.cdx.json")), XDocument.Load(new MemoryStream(nuspec)));
    }

    internal sealed record Component(string Ref, string Name, string Version, string? Hash, string[] Frameworks)
    {
        /// <summary>Where the machine's cache has it; nothing where it is a package of ours.</summary>
        public string? Folder => Hash is null ? null : Path.Combine(PackedProjects.Cache, Name.ToLowerInvariant(), Version.ToLowerInvariant());

        public static Component Read(JsonElement json) => new(
            json.GetProperty("bom-ref").GetString()!,
            json.GetProperty("name").GetString()!,
            json.GetProperty("version").GetString()!,
            json.TryGetProperty("hashes", out var hashes) ? hashes[0].GetProperty("content").GetString() : null,
            [.. json.GetProperty("properties").EnumerateArray().Select(p => p.GetProperty("value").GetString()!)]);
    }
}
