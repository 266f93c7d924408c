using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace OllamaSdk.Transport;

/// <summary>
/// The handlers, outermost first: retry → first-byte timer (per attempt) → error mapping → authorization → the caller's handler or
/// the connection pool. The total timer is in <see cref="CallScope"/>, since it covers the body too, where handlers have no say.
/// </summary>
internal static class HandlerPipeline
{
    public static HttpMessageHandler Build(
        Uri endpoint, AuthenticationHeaderValue? credentials, RetryOptions retry, TimeoutOptions timeouts, TimeProvider clock,
        string startHint, ILogger logger, HttpMessageHandler innermost)
    {
        var authorization = new AuthorizationHandler(endpoint, credentials) { InnerHandler = innermost };
        var connectLimit = (innermost as SocketsHttpHandler)?.ConnectTimeout ?? timeouts.Connect;
        var errors = new ErrorMappingHandler(clock, connectLimit, startHint) { InnerHandler = authorization };
        var firstByte = new FirstByteHandler(clock, (innermost as OwnPool)?.To(endpoint)) { InnerHandler = errors };
        return new RetryHandler(retry, clock, logger) { InnerHandler = firstByte };
    }
}
