using Microsoft.AspNetCore.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>The files of the page, which are in the assembly.</summary>
internal static class PageFile
{
    public static async Task SendAsync(string path, HttpContext context)
    {
        (string Name, string Type)? file = path switch
        {
            "" => ("page.html", "text/html; charset=utf-8"),
            "/page.css" => ("page.css", "text/css; charset=utf-8"),
            "/page.js" or "/view.js" => (path[1..], "text/javascript; charset=utf-8"),
            _ => null,
        };
        if (file is not var (name, type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var source = typeof(PageFile).Assembly.GetManifestResourceStream("page/" + name)!;
        (context.Response.ContentType, context.Response.ContentLength) = (type, source.Length);
        await source.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
