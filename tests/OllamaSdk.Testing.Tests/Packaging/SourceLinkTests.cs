using System.Reflection.Metadata;
using System.Text.Json;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>A debugger finds every source of a package: in the repository, at the commit it was packed from, or in the symbols.</summary>
[Trait("Category", "Packaging")]
public sealed class SourceLinkTests(PackedLibraries packages)
{
    private static readonly Guid _sourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");
    private static readonly Guid _embedded = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static TheoryData<string> Libraries => [.. PackedProjects.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task Its_symbols_say_where_the_sources_are(string package)
    {
        Assert.SkipUnless(PackedProjects.IsRelease, "A work tree has no remote that is known to have its sources: .ci/release packs in a clone that has one.");
        var manifest = await packages.Manifest(package);
        var repository = manifest.Descendants().Single(e => e.Name.LocalName == "repository");
        var address = new Uri((string)repository.Attribute("url")!);
        string raw = $"https://{address.Host}/raw{address.AbsolutePath}/{(string)repository.Attribute("commit")!}/";

        foreach (string symbols in (await packages.Files($"{package}.{PackedProjects.Version}.snupkg")).Where(file => file.EndsWith(".pdb", StringComparison.Ordinal)))
        {
            using var pdb = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(await packages.Read($"{package}.{PackedProjects.Version}.snupkg", symbols)));
            var reader = pdb.GetMetadataReader();
            using var link = JsonDocument.Parse(Blob(reader, EntityHandle.ModuleDefinition, _sourceLink)!);
            var (mapped, where) = Assert.Single(link.RootElement.GetProperty("documents").EnumerateObject().Select(d => (d.Name.TrimEnd('*'), d.Value.GetString()!.TrimEnd('*'))));

            // No path of the machine that packed it: the same sources give the same bytes.
            Assert.Equal("/_/", mapped);
            Assert.Equal(raw, where);
            foreach (var handle in reader.Documents)
            {
                string name = reader.GetString(reader.GetDocument(handle).Name);
                Assert.True(
                    Blob(reader, handle, _embedded) is not null || (name.StartsWith(mapped, StringComparison.Ordinal) && File.Exists(Path.Combine(PackedProjects.Repository, name[mapped.Length..]))),
                    $"{symbols} has no source for {name}.");
            }
        }
    }

    private static byte[]? Blob(MetadataReader reader, EntityHandle of, Guid kind)
    {
        foreach (var handle in reader.GetCustomDebugInformation(of))
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) == kind)
            {
                return reader.GetBlobBytes(information.Value);
            }
        }

        return null;
    }
}
