using System.Runtime.InteropServices;
using OllamaSdk.Transfers;

namespace OllamaSdk.Transport;

/// <summary>The headers of a request beyond its own: the SDK's name, the client's, the call's; a later one of the same name wins.</summary>
internal static class RequestHeaders
{
    /// <summary>What this SDK calls itself: <c>OllamaSdk/version (arch os) .NET/version</c>.</summary>
    public static readonly string UserAgent =
        $"OllamaSdk/{BuildInfo.Version} ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()} {Platform()}) .NET/{Environment.Version}";

    /// <summary>The header by which a call can be found in a log.</summary>
    public const string RequestId = "X-Request-Id";

    /// <exception cref="ArgumentException">A header of the call would change the request's shape.</exception>
    public static void Apply(HttpRequestMessage request, IReadOnlyList<KeyValuePair<string, string>> client, CallOptions? options)
    {
        if (request.Content is UploadContent)
        {
            // So that a refusal comes before the body, not instead of an answer to it.
            request.Headers.ExpectContinue = true;
        }

        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        foreach (var (name, value) in client)
        {
            // What the interface asks for decides how the answer is read.
            if (!name.Equals("Accept", StringComparison.OrdinalIgnoreCase))
            {
                Set(request, name, value);
            }
        }

        if (options is not null)
        {
            SetAll(request, options);
        }
    }

    private static void SetAll(HttpRequestMessage request, CallOptions options)
    {
        foreach (var (name, value) in options.GivenHeaders)
        {
            HeaderChecks.Check(name, value, "CallOptions.Headers");
            Set(request, name, value);
        }

        if (options.RequestId is { } id)
        {
            HeaderChecks.Check(RequestId, id, "CallOptions.RequestId");
            Set(request, RequestId, id);
        }
    }

    private static void Set(HttpRequestMessage request, string name, string value)
    {
        if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && request.Content is not null)
        {
            request.Content.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private static string Platform() =>
        OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : OperatingSystem.IsLinux() ? "linux" : "other";
}
