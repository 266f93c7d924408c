using OllamaSdk.Tests.Faults;

namespace OllamaSdk.Faults.Figures;

/// <summary>A client over a connection pool of its own, or over an <see cref="HttpClient"/> of the caller's.</summary>
internal sealed class Way(Client client, bool foreign) : IDisposable
{
    private readonly HttpClient? _http = foreign ? new HttpClient() : null;

    public static IEnumerable<(Client Client, bool Foreign)> All => Enum.GetValues<Client>().SelectMany(client => (IEnumerable<(Client, bool)>)[(client, false), (client, true)]);

    public static string NameOf(Client client) => client switch
    {
        Client.Native => "native",
        Client.V1 => "/v1",
        Client.Llm => "`LlmClient`, native",
        _ => "`LlmClient`, /v1",
    };

    public override string ToString() => $"{NameOf(client)}, {(foreign ? "foreign `HttpClient`" : "own pool")}";

    public FaultClient Connect(Uri server, Action<LlmConnectionOptions>? configure = null) => new(client, server.ToString(), configure, _http);

    public void Dispose() => _http?.Dispose();
}
