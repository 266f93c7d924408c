using System.Runtime.CompilerServices;
using System.Text.Json;
using OllamaSdk.Streaming;

namespace OllamaSdk.ApiCalls;

/// <summary>Calls to routes that no interface describes: the request is built as a generated client would build it.</summary>
internal static class RawCalls
{
    public static async Task<JsonElement> SendAsync(
        ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, CancellationToken cancellationToken)
    {
        using var request = Create(runner, method, path, body, options, "application/json", cancellationToken);
        var item = await Answer.ReadAsync<RawItem>(Send(runner, request, default)).ConfigureAwait(false);
        return item.Value;
    }

    /// <param name="runner">Sends it.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The route.</param>
    /// <param name="body">The body, if any.</param>
    /// <param name="options">Settings of the call.</param>
    /// <param name="accept">The kind of stream.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static IAsyncEnumerable<JsonElement> StreamAsync(
        ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, string accept, CancellationToken cancellationToken)
    {
        var request = new Lazy<HttpRequestMessage>(() => Create(runner, method, path, body, options, accept, cancellationToken));
        return ValuesAsync(new AnswerItems<RawItem>(token => Send(runner, request.Value, token), new SingleUse("SendStreamAsync")));
    }

    private static async IAsyncEnumerable<JsonElement> ValuesAsync(IAsyncEnumerable<RawItem> items, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Value;
        }
    }

    private static Task<HttpResponseMessage> Send(ApiRunner runner, HttpRequestMessage request, CancellationToken cancellationToken) =>
        runner.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    private static HttpRequestMessage Create(
        ApiRunner runner, HttpMethod method, string path, JsonElement? body, CallOptions? options, string accept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(method);
        RequestChecks.Path(path);
        // Appended, not combined: a base address keeps its path prefix.
        var target = runner.Http.BaseAddress!.GetLeftPart(UriPartial.Path).TrimEnd('/') + path;
        var request = new HttpRequestMessage(method, target) { Content = body is { } json ? runner.ToContent(json) : null };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Options.Set(CallHandler.OptionsKey, options);
        // As it goes out: a brace would be taken for a placeholder.
        request.Options.Set(CallHandler.RouteKey, path.Replace("{", "%7B", StringComparison.Ordinal));
        request.Options.Set(CallHandler.ArgumentsKey, [cancellationToken]);
        return request;
    }
}
