using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OllamaSdk.BulkJobs.Http;

/// <summary>Who may ask: whoever has the key, and programs on the same machine.</summary>
internal sealed class KeyCheck(string? key)
{
    private const string Scheme = "Bearer ";

    // Headers by which a proxy or a browser says that the request is not this machine's own.
    private static readonly string[] s_foreign =
        [HeaderNames.Origin, HeaderNames.Via, "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Original-For", "X-Real-IP"];

    // Equal lengths, whatever is sent: how long the key is does not show in the time either.
    private readonly byte[]? _key = string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <returns>The status and the reason of the refusal; nothing where the request may pass.</returns>
    public (int Status, string Reason)? Refuse(HttpRequest request)
    {
        if (IsOwn(request) || HasKey(request))
        {
            return null;
        }

        return _key is null
            ? (StatusCodes.Status403Forbidden, "Without a key, only programs on the same machine may ask.")
            : (StatusCodes.Status401Unauthorized, "The key is missing or wrong.");
    }

    private bool HasKey(HttpRequest request)
    {
        string? sent = request.Headers.Authorization;
        return _key is not null && sent?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(sent[Scheme.Length..].Trim())), _key);
    }

    // The host too: a page of the web may have a name of its own lead to this machine.
    private static bool IsOwn(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !Array.Exists(s_foreign, request.Headers.ContainsKey)
        && (request.Host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)));
}
