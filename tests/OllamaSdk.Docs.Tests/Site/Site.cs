using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace OllamaSdk.Docs.Tests.Site;

/// <summary>The site that <c>.ci/docs</c> has built; tests of it are skipped where there is none.</summary>
internal static partial class Site
{
    private const string Variable = "OLLAMA_SDK_SITE";

    private static readonly Lazy<Dictionary<string, string>> s_pages = new(() => Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllText, StringComparer.Ordinal));

    public static string Folder => Path.GetFullPath(Required());

    /// <summary>Where pictures of its pages go.</summary>
    public static string Pictures => Directory.CreateDirectory($"{Folder.TrimEnd('/', '\\')}-pictures").FullName;

    /// <summary>All its pages, by their paths from its root, with forward slashes.</summary>
    public static IReadOnlyDictionary<string, string> Pages => s_pages.Value;

    /// <summary>Where a page points to: the targets of its links and of all that it loads.</summary>
    public static IEnumerable<string> LinksOf(string html) => Link().Matches(html).Select(link => System.Net.WebUtility.HtmlDecode(link.Groups[1].Value));

    /// <summary>The names that a link can end in.</summary>
    public static HashSet<string> NamesOf(string html) => [.. Name().Matches(html).Select(name => System.Net.WebUtility.HtmlDecode(name.Groups[1].Value))];

    /// <summary>Serves the site from a port of this machine.</summary>
    public static async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var types = new FileExtensionContentTypeProvider { Mappings = { [".md"] = "text/markdown" } };
        var files = new PhysicalFileProvider(Folder);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = types });
        app.Run(static context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    private static string Required()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} names no built site; '.ci/docs' builds it and looks at it.");
        return folder!;
    }

    [GeneratedRegex("\\s(?:href|src)=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("\\s(?:id|name)=\"([^\"]*)\"")]
    private static partial Regex Name();
}
