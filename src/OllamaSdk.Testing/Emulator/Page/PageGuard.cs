using System.Net;
using Microsoft.AspNetCore.Http;

namespace OllamaSdk.Testing.Emulator.Page;

/// <summary>
/// Other sites' pages, open in the same browser, can send requests to this computer too. They must read nothing here and change nothing: no header lets them,
/// a name that they let point to this computer is refused, and so is what says that it comes from elsewhere.
/// </summary>
internal static class PageGuard
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Protect(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    /// <returns>Why the request is refused; <see langword="null"/> where it is not.</returns>
    public static string? Refuse(HttpRequest request)
    {
        if (!IsThisComputer(request.Host.Host))
        {
            return "The page is for this computer, by its address or as localhost.";
        }

        // Whoever follows a link from elsewhere comes to the page itself, and sees it; nothing else of it can be asked for from there.
        var isPage = HttpMethods.IsGet(request.Method) && request.Path.Value is "/" or EmulatorPage.Root;
        if (!isPage && request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none"))
        {
            return "Another site's page has no business here.";
        }

        if (HttpMethods.IsGet(request.Method))
        {
            return null;
        }

        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && !origin.Equals($"http://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
        {
            return "Another site's page may change nothing here.";
        }

        // A browser asks before it sends another site's page's JSON, and is not answered: a form cannot send any.
        return HttpMethods.IsPost(request.Method) && !request.HasJsonContentType() ? "A rule comes as application/json." : null;
    }

    private static bool IsThisComputer(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
