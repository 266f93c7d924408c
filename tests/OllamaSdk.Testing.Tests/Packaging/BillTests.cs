using System.Security.Cryptography;
using System.Text.Json;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Testing.Tests.Packaging;

/// <summary>Each package says what it is made of, and it is true: a bill of materials in CycloneDX, read out of the packed files.</summary>
[Trait("Category", "Packaging")]
public class BillTests(PackedLibraries packages)
{
    public static TheoryData<string> Libraries => ["OllamaSdk", "OllamaSdk.Extensions", "OllamaSdk.Extensions.AI", "OllamaSdk.Aspire", "OllamaSdk.Aspire.Hosting", "OllamaSdk.Testing", "OllamaSdk.Testing.WireMock"];

    public static TheoryData<string> All => [.. Libraries.Select(row => row.Data), "OllamaSdk.Cli"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task It_begins_with_what_the_manifest_depends_on(string package)
    {
        var bill = await Bill.Of(packages, package);

        Assert.Equal(
            bill.Dependencies.Select(d => d.Id).Distinct().Order(StringComparer.Ordinal),
            bill.Needs[bill.Root].Select(need => bill.Components.Single(c => c.Ref == need).Name).Order(StringComparer.Ordinal));
        foreach (var (framework, id, version) in bill.Dependencies)
        {
            var component = Assert.Single(bill.Components, c => c.Name == id && c.Frameworks.Contains(framework));
            // A lowest version, which is what NuGet takes: 1.0, or [1.0, 2.0).
            Assert.Equal(version.Split(',')[0].TrimStart('[', '('), component.Version);
        }
    }

    [Fact]
    public async Task That_of_the_command_line_names_what_lies_in_its_package()
    {
        var bill = await Bill.Of(packages, "OllamaSdk.Cli");
        using var deps = JsonDocument.Parse(await packages.Read($"OllamaSdk.Cli.{PackedProjects.Version}.nupkg", "tools/net10.0/any/ollama-sdk.deps.json"));

        var inside = deps.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Replace('/', ' ')).Where(name => !name.StartsWith("ollama-sdk ", StringComparison.Ordinal));
        Assert.Empty(inside.Except(bill.Components.Select(c => $"{c.Name} {c.Version}")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_whole_and_names_nothing_else(string package)
    {
        var bill = await Bill.Of(packages, package);

        var reached = new HashSet<string>();
        var open = new Stack<string>([bill.Root]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                Array.ForEach(bill.Needs[next], open.Push);
            }
        }

        Assert.Equal(bill.Components.Select(c => c.Ref).Append(bill.Root).Order(), reached.Order());
        Assert.All(bill.Components, c => Assert.Equal(c.Name.StartsWith("OllamaSdk", StringComparison.Ordinal), c.Hash is null));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Its_hashes_are_those_of_the_packages(string package)
    {
        foreach (var component in (await Bill.Of(packages, package)).Components.Where(c => c.Folder is not null))
        {
            var file = Path.Combine(component.Folder!, $"{component.Name}.{component.Version}.nupkg".ToLowerInvariant());
            Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))), component.Hash);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_tells_nothing_of_the_machine_and_the_time(string package)
    {
        var text = (await Bill.Of(packages, package)).Text;

        Assert.DoesNotContain("timestamp", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("serialNumber", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(PackedProjects.Cache, text, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetTempPath(), text, StringComparison.Ordinal);
        Assert.DoesNotContain(PackedProjects.Repository, text, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_what_the_committed_list_says(string package)
    {
        var list = await File.ReadAllTextAsync(Path.Combine(PackedProjects.Repository, "src", "packages.txt"), TestContext.Current.CancellationToken);
        var committed = list.ReplaceLineEndings("\n").Split("\n\n").Where(part => part.StartsWith($"{package} net", StringComparison.Ordinal)).SelectMany(part => part.TrimEnd().Split('\n')[1..]);

        var bill = await Bill.Of(packages, package);

        Assert.Equal(
            committed.Select(line => line.Trim()).Distinct().Order(StringComparer.Ordinal),
            bill.Components.Select(c => c.Hash is null ? c.Name : $"{c.Name} {c.Version}").Order(StringComparer.Ordinal));
    }
}
