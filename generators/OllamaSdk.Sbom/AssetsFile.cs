using System.Text.Json;

namespace OllamaSdk.Sbom;

/// <summary>Reads what a restore has resolved: <c>project.assets.json</c>.</summary>
internal static class AssetsFile
{
    /// <exception cref="IOException">There is none.</exception>
    /// <exception cref="InvalidDataException">It is of another form.</exception>
    public static Resolution Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = document.RootElement;
        if (root.GetProperty("version").GetInt32() is var version and not (3 or 4))
        {
            throw new InvalidDataException($"{path} has version {version}; this program knows 3 and 4.");
        }

        var direct = new List<(string, string, string)>();
        var all = new List<Component>();
        foreach (var framework in root.GetProperty("project").GetProperty("frameworks").EnumerateObject())
        {
            var known = Libraries(root, framework.Name);
            var named = Direct(root, framework).Select(id => known[id]).ToArray();
            direct.AddRange(named.Select(component => (framework.Name, component.Id, component.Version)));
            all.AddRange(Reachable(named, known));
        }

        return new(direct, [.. all.OrderBy(c => c.Framework, StringComparer.Ordinal).ThenBy(c => c.Id, StringComparer.OrdinalIgnoreCase)]);
    }

    // What is for the build alone (PrivateAssets="all": analyzers, what the .NET SDK adds) reaches nobody.
    private static IEnumerable<string> Direct(JsonElement root, JsonProperty framework)
    {
        var packages = framework.Value.TryGetProperty("dependencies", out var dependencies) ? dependencies.EnumerateObject().ToArray() : [];
        foreach (var package in packages)
        {
            if (!package.Value.TryGetProperty("suppressParent", out var kept) || kept.GetString() != "All")
            {
                yield return package.Name;
            }
        }

        var restored = root.GetProperty("project").GetProperty("restore").GetProperty("frameworks").GetProperty(framework.Name);
        if (!restored.TryGetProperty("projectReferences", out var references))
        {
            yield break;
        }

        foreach (var reference in references.EnumerateObject())
        {
            yield return Path.GetFileNameWithoutExtension(reference.Name);
        }
    }

    private static Dictionary<string, Component> Libraries(JsonElement root, string framework)
    {
        var target = root.GetProperty("targets").GetProperty(framework).EnumerateObject().ToArray();
        // What is asked for is a lowest version; what was chosen stands beside it.
        var chosen = target.Select(library => library.Name.Split('/')).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToArray();
        return target.Select(library =>
        {
            var (id, version) = (library.Name.Split('/')[0], library.Name.Split('/')[1]);
            var needs = library.Value.TryGetProperty("dependencies", out var dependencies) ? dependencies.EnumerateObject().Select(d => d.Name).ToArray() : [];
            var found = root.GetProperty("libraries").GetProperty(library.Name);
            var isPackage = library.Value.GetProperty("type").GetString() == "package";
            return new Component(
                id, version, framework,
                // What the framework itself has is left out by NuGet, although it is still asked for.
                [.. needs.Where(chosen.ContainsKey).Select(need => (target.First(t => t.Name.StartsWith(need + "/", StringComparison.OrdinalIgnoreCase)).Name.Split('/')[0], chosen[need])).Order()],
                isPackage ? found.GetProperty("sha512").GetString() : null,
                isPackage ? folders.Select(folder => Path.Combine(folder, found.GetProperty("path").GetString()!)).FirstOrDefault(Directory.Exists) : null);
        }).ToDictionary(component => component.Id, StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<Component> Reachable(Component[] from, Dictionary<string, Component> known)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Queue<Component>(from);
        while (open.TryDequeue(out var component))
        {
            if (!seen.Add(component.Id))
            {
                continue;
            }

            yield return component;
            foreach (var (id, _) in component.DependsOn)
            {
                open.Enqueue(known[id]);
            }
        }
    }
}
