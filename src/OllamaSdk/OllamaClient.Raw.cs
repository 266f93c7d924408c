using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.Http;
using OllamaSdk.Streaming;

namespace OllamaSdk;

public sealed partial class OllamaClient
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
    public async Task<JsonElement> SendAsync(
        HttpMethod method, string path, JsonElement? body = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        (await _runner.SendAsync<RawItem>(RawCall(method, path, body, options, "application/json"), cancellationToken).ConfigureAwait(false)).Value;

    /// <summary>The same for a route that answers in NDJSON: each line as it comes.</summary>
    /// <remarks>What ends such a stream is unknown, so a clean close is its end; an error line is still an exception.</remarks>
    /// <inheritdoc cref="SendAsync" path="/param|/exception"/>
    public async IAsyncEnumerable<JsonElement> SendStreamAsync(
        HttpMethod method, string path, JsonElement? body = null, CallOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = RawCall(method, path, body, options, "application/x-ndjson");
        await foreach (var item in _runner.StreamAsync<RawItem>(call, cancellationToken).ConfigureAwait(false))
        {
            yield return item.Value;
        }
    }

    private ApiCall RawCall(HttpMethod method, string path, JsonElement? body, CallOptions? options, string accept)
    {
        ArgumentNullException.ThrowIfNull(method);
        RequestChecks.Path(path);
        var call = new ApiCall(method, path, nameof(OllamaClient), nameof(SendAsync));
        call.SetHeader("Accept", accept);
        call.SetProperty(ApiRunner.OptionsProperty, options);
        call.Content = body is { } json ? _runner.ToContent(json) : null;
        return call;
    }
}
