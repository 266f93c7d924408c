using System.Net.Http.Headers;

namespace OllamaSdk.Transport;

/// <summary>Adds the credentials, to requests for the endpoint they belong to only, where the caller set none.</summary>
internal sealed class AuthorizationHandler(Uri endpoint, AuthenticationHeaderValue? credentials) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (credentials is not null && request.Headers.Authorization is null && IsOwnHost(request.RequestUri!))
        {
            request.Headers.Authorization = credentials;
        }

        return base.SendAsync(request, cancellationToken);
    }

    private bool IsOwnHost(Uri target) =>
        Uri.Compare(target, endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
