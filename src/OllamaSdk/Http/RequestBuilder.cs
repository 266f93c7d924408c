using System.Runtime.InteropServices;
using OllamaSdk.Transfers;

namespace OllamaSdk.Http;

/// <summary>A call as the HTTP request that carries it.</summary>
internal static class RequestBuilder
{
    /// <summary>What this SDK calls itself: <c>OllamaSdk/version (arch os) .NET/version</c>.</summary>
    public static readonly string UserAgent =
        $"OllamaSdk/{typeof(RequestBuilder).Assembly.GetName().Version?.ToString(3)} ({RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()} {Platform()}) .NET/{Environment.Version}";

    public static HttpRequestMessage Build(ApiCall call, RunnerSettings settings, CallOptions? options)
    {
        // Appended, not combined: a base address keeps its path prefix.
        var target = new Uri(settings.Endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + call.RelativeUri);
        var request = new HttpRequestMessage(call.Method, target) { Content = call.Content };
        if (call.Content is UploadContent)
        {
            // So that a refusal comes before the body, not instead of an answer to it.
            request.Headers.ExpectContinue = true;
        }

        Set(request, "User-Agent", UserAgent);
        foreach (var (name, value) in settings.Headers)
        {
            Set(request, name, value);
        }

        foreach (var (name, value) in call.Headers)
        {
            Set(request, name, value);
        }

        if (options is not null)
        {
            SetAll(request, options);
        }

        return request;
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
            HeaderChecks.Check("X-Request-Id", id, "CallOptions.RequestId");
            Set(request, "X-Request-Id", id);
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
