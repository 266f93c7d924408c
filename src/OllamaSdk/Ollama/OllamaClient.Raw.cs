using System.Text.Json;
using OllamaSdk.ApiCalls;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Sends any JSON to any route through the same pipeline (key, timers, retry, errors): for routes this version does not know.</summary>
    /// <param name="method">The HTTP method. GET, HEAD and routes known to change nothing are tried again; any other only while the server saw nothing of it.</param>
    /// <param name="path">The route, beginning with <c>/</c>, with a query where needed; appended to the endpoint.</param>
    /// <param name="body">The body; none where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; of kind <see cref="JsonValueKind.Undefined"/> where it has no body.</returns>
    /// <exception cref="ArgumentException">The path is not a path of this server; nothing was sent.</exception>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    public virtual Task<JsonElement> SendAsync(
        HttpMethod method, string path, JsonElement? body = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RawCalls.SendAsync(_runner, method, path, body, options, cancellationToken);

    /// <summary>The same for a route that answers in NDJSON: each line as it comes.</summary>
    /// <remarks>What ends such a stream is unknown, so a clean close is its end; an error line is still an exception.</remarks>
    /// <inheritdoc cref="SendAsync" path="/param|/exception"/>
    /// <returns>Each part of the answer as it comes.</returns>
    public virtual IAsyncEnumerable<JsonElement> SendStreamAsync(
        HttpMethod method, string path, JsonElement? body = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        RawCalls.StreamAsync(_runner, method, path, body, options, "application/x-ndjson", cancellationToken);
}
