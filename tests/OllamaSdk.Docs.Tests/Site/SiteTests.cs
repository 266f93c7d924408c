using System.ComponentModel;
using System.Reflection;
using OllamaSdk.TestKit.Packaging;

namespace OllamaSdk.Docs.Tests.Site;

/// <summary>The built site: every link of it, and what a real browser says of it.</summary>
public sealed class SiteTests
{
    [Fact]
    public void Every_link_of_the_site_leads_to_a_file_and_a_name()
    {
        var names = Site.Pages.ToDictionary(page => page.Key, page => Site.NamesOf(page.Value), StringComparer.Ordinal);
        var (dead, looked) = (new List<string>(), 0);
        foreach (var (page, html) in Site.Pages)
        {
            foreach (var link in Site.LinksOf(html).Where(IsOfTheSite).Distinct())
            {
                looked++;
                var parts = link.Split('#', 2);
                var path = Uri.UnescapeDataString(parts[0].Split('?')[0]);
                var target = path.Length == 0 ? page : Path.GetRelativePath(Site.Folder, Path.GetFullPath(Path.Combine(Site.Folder, Path.GetDirectoryName(page)!, path))).Replace('\\', '/');
                var file = Path.Combine(Site.Folder, target);
                if (!(File.Exists(file) || File.Exists(Path.Combine(file, "index.html"))))
                {
                    dead.Add($"{page}: {link}");
                }
                else if (parts.Length > 1 && parts[1].Length > 0 && names.TryGetValue(target, out var there) && !there.Contains(Uri.UnescapeDataString(parts[1])))
                {
                    dead.Add($"{page}: {link}, without such a name there");
                }
            }
        }

        Assert.Empty(dead);
        Assert.InRange(looked, 1000, int.MaxValue);
    }

    [Fact]
    public void Every_page_of_the_repository_is_in_it_with_all_its_links()
    {
        foreach (var page in Page.All.Values)
        {
            var html = Assert.Contains(Path.ChangeExtension(page.Name, "html"), Site.Pages);
            var links = Site.LinksOf(html).ToHashSet(StringComparer.Ordinal);
            Assert.All(page.Links, link => Assert.Contains(link.Replace(".md", ".html", StringComparison.Ordinal), links));
        }
    }

    [Fact]
    public void Every_public_type_that_an_editor_shows_has_a_page()
    {
        var types = typeof(OllamaClient).Assembly.GetExportedTypes()
            .Where(type => !type.IsNested && type.Namespace == "OllamaSdk" && type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never).ToArray();

        var pages = Site.Pages;
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Contains($"api/{type.FullName!.Replace('`', '-')}.html", pages));
    }

    [Theory]
    [InlineData("index.html", "landing", "A .NET SDK")]
    [InlineData("README.html", "start", "Try it")]
    [InlineData("docs/streaming.html", "guide", "Streaming")]
    [InlineData("docs/telemetry.html", "guide-with-picture", "Traces")]
    [InlineData("api/OllamaSdk.OllamaClient.html", "api", "Class OllamaClient")]
    public async Task A_browser_shows_it_without_a_complaint(string page, string picture, string text)
    {
        await using var app = await OpenAsync();
        await using var browser = await Browser.StartAsync();
        await browser.WatchAsync();

        await browser.GoToAsync(new Uri(Site.AddressOf(app), page));
        await browser.WaitForAsync($"document.readyState + location.pathname + document.querySelector('article').textContent.includes('{text}')", $"complete/{page}true");
        // The frame around the text is made by a script: where it stands, the script has done its work.
        await browser.WaitForAsync("document.querySelector('#navbar a.nav-link') ? 'there' : ''", "there");
        await browser.WaitForAsync("[...document.images].every(image => image.complete && image.naturalWidth > 0) ? 'shown' : ''", "shown");
        await browser.TakePictureAsync(Path.Combine(Site.Pictures, $"{picture}.png"));

        Assert.Empty(browser.Faults);
    }

    [Fact]
    public async Task The_search_finds_a_type_and_a_page()
    {
        await using var app = await OpenAsync();
        await using var browser = await Browser.StartAsync();
        await browser.WatchAsync();
        await browser.GoToAsync(Site.AddressOf(app));
        await browser.WaitForAsync("document.querySelector('#search-query')?.disabled === false ? 'ready' : ''", "ready");

        await browser.RunAsync("document.querySelector('#search-query').value = 'streaming'; document.querySelector('#search-query').dispatchEvent(new Event('input', { bubbles: true }))");
        await browser.WaitForAsync("[...document.querySelectorAll('#search-results a')].some(a => a.pathname === '/docs/streaming.html') ? 'found' : ''", "found");
        await browser.TakePictureAsync(Path.Combine(Site.Pictures, "search.png"));

        Assert.Empty(browser.Faults);
    }

    private static Task<Microsoft.AspNetCore.Builder.WebApplication> OpenAsync()
    {
        _ = Site.Folder;
        Assert.SkipWhen(Browser.Program is null, "No Chromium is installed.");
        return Site.ServeAsync();
    }

    private static bool IsOfTheSite(string link) => link.Length > 0 && !link.Contains("://", StringComparison.Ordinal)
        && !((string[])["mailto:", "data:", "javascript:", "//"]).Any(start => link.StartsWith(start, StringComparison.Ordinal));
}
