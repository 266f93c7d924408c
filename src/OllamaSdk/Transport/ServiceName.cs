namespace OllamaSdk.Transport;

/// <summary>
/// Addresses that service discovery has to look up, as <c>Microsoft.Extensions.ServiceDiscovery</c> writes them: <c>https+http://name</c> and
/// <c>http://_endpoint.name</c>. It does so in a handler of the <see cref="HttpClient"/>, for each attempt.
/// </summary>
internal static class ServiceName
{
    public static bool Is(Uri address) =>
        address.Scheme.Contains('+', StringComparison.Ordinal) || (address.Host is ['_', .. var rest] && rest.IndexOf('.', StringComparison.Ordinal) > 0);

    /// <summary>What is wrong where nobody looks it up.</summary>
    public static string Unknown(Uri address) =>
        $"{address} is the name of a service, and nothing here looks it up: add service discovery to the HttpClient, as in AddOllama(…).AddServiceDiscovery(), or give the address itself.";
}
