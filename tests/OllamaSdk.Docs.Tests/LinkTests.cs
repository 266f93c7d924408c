namespace OllamaSdk.Docs.Tests;

/// <summary>A link that stays in the repository leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages() => [.. Page.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_a_file_and_a_heading(string name)
    {
        foreach (string link in Page.All[name].Links)
        {
            var parts = link.Split('#');
            string target = parts[0].Length == 0
                ? name
                : Path.GetRelativePath(Page.Root, Path.GetFullPath(Path.Combine(Page.Root, Path.GetDirectoryName(name)!, parts[0]))).Replace('\\', '/');

            Assert.True(Path.Exists(Path.Combine(Page.Root, target)), $"{name} links to {link}, which is not there.");
            if (parts.Length > 1)
            {
                Assert.True(Page.All[target].Anchors.Contains(parts[1]), $"{name} links to {link}, and {target} has no such heading.");
            }
        }
    }

    [Fact]
    public void Every_page_is_in_the_index()
    {
        var index = Page.All["docs/README.md"].Links.Select(link => "docs/" + link.Split('#')[0])
            .Concat(Page.All["docs/diagnostics/README.md"].Links.Select(link => "docs/diagnostics/" + link.Split('#')[0]));

        Assert.Empty(Page.All.Keys.Where(name => name.StartsWith("docs/", StringComparison.Ordinal)).Except(index).Except(["docs/README.md"]));
    }

    [Fact]
    public void Every_page_stands_beside_the_pages_of_the_site_once()
    {
        const string Link = "href: ";
        var listed = File.ReadLines(Path.Combine(Page.Root, "docs", "site", "pages.yml")).Where(line => line.Contains(Link, StringComparison.Ordinal))
            .Select(line => "docs/" + line[(line.IndexOf(Link, StringComparison.Ordinal) + Link.Length)..]);

        Assert.Equal(Page.All.Keys.Where(name => name.StartsWith("docs/", StringComparison.Ordinal)).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_and_anchors_are_found()
    {
        var page = new Page("docs/x.md", "# What `A` is, and why\n[one](a.md#b) `[no](c.md)` [`two`](d.md)\n```csharp\n# not\n[no](e.md)\n```\n");

        Assert.Equal(["a.md#b", "d.md"], page.Links);
        Assert.Equal(["what-a-is-and-why"], page.Anchors);
        Assert.Single(page.Blocks);
    }
}
