using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Polly;
using Polly.Timeout;

namespace OllamaSdk.Transport;

/// <summary>.NET's transport exceptions as ours: the one place that knows what each of them means.</summary>
internal static class TransportFaults
{
    private const int MaxWords = 1024;

    /// <summary>A failure before an answer's headers; <see langword="null"/> for what is not the transport's (cancelling, user code).</summary>
    /// <param name="fault">What was thrown; where it quotes a secret, something else becomes the inner exception.</param>
    /// <param name="target">Where the request went.</param>
    /// <param name="connectLimit">How long connecting may take.</param>
    /// <param name="startHint">What to do where nothing answers.</param>
    /// <param name="state">Of the call.</param>
    /// <param name="token">The caller's, or of a timer.</param>
    public static LlmException? BeforeHeaders(Exception fault, Uri target, TimeSpan connectLimit, string startHint, CallState state, CancellationToken token) => fault switch
    {
        OperationCanceledException { InnerException: TimeoutException } when !token.IsCancellationRequested =>
            new LlmTimeoutException(LlmTimer.Connect, connectLimit, At(target), state.Safe.Clean(fault)),
        // .NET quotes the proxy's address in it, with its password.
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } http => Map(http, state.Safe.With(SecretParts.OfAddress(http.Message)).Clean(fault), target, startHint),
        HttpRequestException http => Map(http, state.Safe.Clean(fault), target, startHint),
        TimeoutRejectedException slow => new LlmTimeoutException(LlmTimer.FirstByte, slow.Timeout, "the limit of a resilience handler you added", state.Safe.Clean(slow)),
        ExecutionRejectedException =>
            new LlmConnectionException(ConnectionPhase.Connect, $"A resilience handler you added let no call through to {At(target)}: {state.Safe.ForMessage(state.Safe.Clean(fault.Message, MaxWords))}", state.Safe.Clean(fault)),
        // A handler of the user's did not look the name up, and the connection pool takes http and https only.
        NotSupportedException when ServiceName.Is(target) =>
            new LlmConnectionException(ConnectionPhase.Resolve, ServiceName.Unknown(new Uri(At(target))), state.Safe.Clean(fault)),
        IOException => new LlmConnectionException(ConnectionPhase.ReceiveHeaders, $"The connection to {At(target)} broke before an answer came.", state.Safe.Clean(fault)),
        _ => null,
    };

    /// <summary>A failure inside a body; <see langword="null"/> for what is not the transport's.</summary>
    public static bool IsBodyFault(Exception fault) => fault is IOException or HttpRequestException;

    /// <summary>Whether the peer broke the rules of HTTP (a malformed chunk), rather than going away.</summary>
    public static bool IsMalformed(Exception fault) =>
        fault is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            or HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse };

    private static LlmException Map(HttpRequestException fault, Exception cause, Uri target, string startHint)
    {
        return fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Failed(ConnectionPhase.Resolve, $"The host name of {At(target)} could not be resolved."),
            HttpRequestError.SecureConnectionError => Failed(ConnectionPhase.Tls,
                $"No secure connection to {At(target)}: {(fault.InnerException as AuthenticationException)?.Message ?? "the TLS handshake failed"}"),
            HttpRequestError.ProxyTunnelError => new LlmConnectionException(
                ConnectionPhase.Proxy, $"The proxy refused a tunnel to {At(target)}{(fault.StatusCode is { } status ? FormattableString.Invariant($" with status {(int)status}") : "")}.", cause)
            {
                // It found nobody behind it, which passes; anything else is its opinion.
                IsLasting = fault.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout),
            },
            HttpRequestError.ConnectionError => Failed(ConnectionPhase.Connect, $"Cannot connect to {At(target)}. {startHint}, or check the address."),
            HttpRequestError.InvalidResponse => new LlmProtocolException($"{At(target)} did not answer in HTTP. Is it another program's port?", cause),
            HttpRequestError.ConfigurationLimitExceeded => new LlmProtocolException($"The answer's headers from {At(target)} are larger than the limit.", cause) { IsLasting = true },
            _ when fault.InnerException is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
                Failed(ConnectionPhase.Resolve, $"The host name of {At(target)} could not be resolved."),
            _ => Failed(ConnectionPhase.ReceiveHeaders, $"The connection to {At(target)} broke before an answer came."),
        };

        LlmConnectionException Failed(ConnectionPhase phase, string message) => new(phase, message, cause);
    }

    private static string At(Uri target) => target.GetLeftPart(UriPartial.Authority);
}
