using System.Text;

namespace OllamaSdk.Sbom;

/// <summary>
/// Every package that reaches whoever uses ours, with its version and the hash of its content: <c>src/packages.txt</c>. Whatever changes it (a pin of
/// ours, another's new dependency, a registry that serves something else) is seen in a diff before it is shipped.
/// </summary>
/// <remarks>
/// Not NuGet's own lock files: they also hold what the .NET SDK adds for itself, by its own version and for each runtime that is published for, so that
/// another patch of the SDK, or a native publish, would change them.
/// </remarks>
internal sealed class PackageList(string repository)
{
    private const string Head = """
        # Every package that comes with ours, as restored. Written by: dotnet run --project generators/OllamaSdk.Sbom
        # Below each project and framework what it needs, directly or not; at the end the SHA-512 of each package's content, as NuGet computes it.
        """;

    private string File => Path.Combine(repository, "src", "packages.txt");

    public int Run(bool check, TextWriter output, TextWriter error)
    {
        var found = Text();
        if (!check)
        {
            System.IO.File.WriteAllText(File, found);
            output.WriteLine($"{File} is written.");
            return 0;
        }

        var known = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).ReplaceLineEndings("\n") : "";
        if (known == found)
        {
            output.WriteLine("The packages are those of src/packages.txt.");
            return 0;
        }

        foreach (var line in found.Split('\n').Except(known.Split('\n')))
        {
            error.WriteLine($"new: {line}");
        }

        foreach (var line in known.Split('\n').Except(found.Split('\n')))
        {
            error.WriteLine($"gone: {line}");
        }

        error.WriteLine("The packages are not those of src/packages.txt. Look at each; then run: dotnet run --project generators/OllamaSdk.Sbom");
        return 1;
    }

    private string Text()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        var hashes = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var folder in Directory.GetDirectories(Path.Combine(repository, "src")).Order(StringComparer.Ordinal))
        {
            var assets = Path.Combine(folder, "obj", "project.assets.json");
            if (Directory.GetFiles(folder, "*.csproj").Length == 0)
            {
                continue;
            }

            if (!System.IO.File.Exists(assets))
            {
                throw new InvalidDataException($"{assets} is missing: run dotnet restore first.");
            }

            foreach (var framework in AssetsFile.Read(assets).Components.GroupBy(c => c.Framework))
            {
                text.Append($"\n{Path.GetFileName(folder)} {framework.Key}\n");
                foreach (var component in framework)
                {
                    // A project of ours has the version of all of ours.
                    text.Append(component.Hash is null ? $"  {component.Id}\n" : $"  {component.Id} {component.Version}\n");
                    if (component.Hash is not null)
                    {
                        hashes[$"{component.Id} {component.Version}"] = component.Hash;
                    }
                }
            }
        }

        text.Append("\nhashes\n");
        foreach (var (package, hash) in hashes)
        {
            text.Append($"  {package} {hash}\n");
        }

        return text.ToString();
    }
}
