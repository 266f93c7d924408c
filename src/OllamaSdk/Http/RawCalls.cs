using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.Streaming;

namespace OllamaSdk.Http;

/// <summary>Calls to routes that no interface describes.</summary>
internal static class RawCalls
{
    public static async Task<JsonElement> SendAsync(
        ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, CancellationToken cancellationToken)
    {
        var item = await runner.SendAsync<RawItem>(Create(runner, method, path, body, options, "application/json"), cancellationToken).ConfigureAwait(false);
        return item.Value;
    }

    /// <param name="runner">Sends it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">The body, if any.</param>
    /// <param name="options">Settings of the call.</param>
    /// <param name="accept">The kind of stream.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async IAsyncEnumerable<JsonElement> StreamAsync(
        ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, string accept, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = Create(runner, method, path, body, options, accept);
        await foreach (var item in runner.StreamAsync<RawItem>(call, cancellationToken).ConfigureAwait(false))
        {
            yield return item.Value;
        }
    }

    private static ApiCall Create(ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, string accept)
    {
        ArgumentNullException.ThrowIfNull(method);
        RequestChecks.Path(path);
        var call = new ApiCall(method, path, "Raw", "SendAsync");
        call.SetHeader("Accept", accept);
        call.SetProperty(ApiRunner.OptionsProperty, options);
        call.Content = body is { } json ? runner.ToContent(json) : null;
        return call;
    }
}
