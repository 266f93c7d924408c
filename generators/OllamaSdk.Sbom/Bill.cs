using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;

namespace OllamaSdk.Sbom;

/// <summary>
/// A bill of materials in CycloneDX 1.6. The same resolution gives the same bytes: no time, no number of its own, no path. (The CycloneDX tool for .NET
/// writes the time, and what only the build needs; and packing would need a tool that is restored first.)
/// </summary>
internal static class Bill
{
    public const string FileName = "sbom.cdx.json";

    public static byte[] Write(string id, string version, string license, Resolution resolution)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteNumber("version", 1);
            json.WriteStartObject("metadata");
            json.WriteStartObject("component");
            Name(json, id, version);
            Licenses(json, new XElement("license", new XAttribute("type", "expression"), license));
            json.WriteEndObject();
            json.WriteEndObject();
            // Two frameworks may have two versions of a package.
            var packages = resolution.Components.GroupBy(c => Component.Url(c.Id, c.Version)).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
            json.WriteStartArray("components");
            foreach (var package in packages)
            {
                Write(json, [.. package]);
            }

            json.WriteEndArray();
            json.WriteStartArray("dependencies");
            Needs(json, Component.Url(id, version), resolution.Direct.Select(d => Component.Url(d.Id, d.Version)));
            foreach (var package in packages)
            {
                Needs(json, package.Key, package.SelectMany(c => c.DependsOn).Select(d => Component.Url(d.Id, d.Version)));
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Component[] package)
    {
        var (first, folder) = (package[0], package[0].Folder);
        json.WriteStartObject();
        Name(json, first.Id, first.Version);
        if (folder is not null)
        {
            var hash = File.ReadAllText(Path.Combine(folder, $"{first.Id}.{first.Version}.nupkg.sha512".ToLowerInvariant()));
            json.WriteStartArray("hashes");
            json.WriteStartObject();
            json.WriteString("alg", "SHA-512");
            json.WriteString("content", Convert.ToHexStringLower(Convert.FromBase64String(hash)));
            json.WriteEndObject();
            json.WriteEndArray();
            var nuspec = XDocument.Load(Path.Combine(folder, $"{first.Id}.nuspec".ToLowerInvariant()));
            Licenses(json, nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == "license") ?? nuspec.Descendants().FirstOrDefault(e => e.Name.LocalName == "licenseUrl"));
        }

        json.WriteStartArray("properties");
        foreach (var framework in package.Select(c => c.Framework))
        {
            json.WriteStartObject();
            json.WriteString("name", "targetFramework");
            json.WriteString("value", framework);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Name(Utf8JsonWriter json, string id, string version)
    {
        json.WriteString("type", "library");
        json.WriteString("bom-ref", Component.Url(id, version));
        json.WriteString("name", id);
        json.WriteString("version", version);
        json.WriteString("purl", Component.Url(id, version));
    }

    private static void Licenses(Utf8JsonWriter json, XElement? license)
    {
        if (license is null)
        {
            return;
        }

        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if ((string?)license.Attribute("type") == "expression")
        {
            json.WriteString("expression", license.Value);
        }
        else
        {
            json.WriteStartObject("license");
            json.WriteString("name", license.Name.LocalName == "license" ? $"{license.Value} in the package" : license.Value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Needs(Utf8JsonWriter json, string package, IEnumerable<string> others)
    {
        json.WriteStartObject();
        json.WriteString("ref", package);
        json.WriteStartArray("dependsOn");
        foreach (var other in others.Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(other);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
