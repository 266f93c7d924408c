namespace OllamaSdk.Llm;

/// <summary>What a failure means for a server's health, and what a person can do about it.</summary>
internal static class HealthAdvice
{
    public static LlmServerHealth Describe(LlmServer server, LlmException failure, TimeSpan latency) =>
        new(server.Provider.Name, server.Address, StateOf(failure), latency)
        {
            // The whole message would say twice how the server is started.
            Problem = failure is LlmConnectionException { Phase: ConnectionPhase.Connect } ? $"Cannot connect to {server.Address}." : failure.Message,
            Advice = $"{AdviceFor(server, failure)}.",
            Error = failure,
        };

    private static ServerState StateOf(LlmException failure) => failure switch
    {
        LlmConnectionException { Phase: ConnectionPhase.Resolve or ConnectionPhase.Connect } => ServerState.Unreachable,
        LlmTimeoutException { Timer: LlmTimer.Connect } => ServerState.Unreachable,
        // It has taken the request: it is busy, or loading.
        LlmTimeoutException => ServerState.Starting,
        LlmApiException { Kind: ApiErrorKind.ServerBusy } => ServerState.Starting,
        _ => ServerState.Failing,
    };

    private static string AdviceFor(LlmServer server, LlmException failure)
    {
        var provider = server.Provider;
        return failure switch
        {
            LlmConnectionException { Phase: ConnectionPhase.Resolve } => $"Check the host name in the endpoint{server.Settings.EndpointOrigin}",
            LlmConnectionException { Phase: ConnectionPhase.Tls } => "Check the server's certificate, or whether the address should begin with http://",
            LlmConnectionException { Phase: ConnectionPhase.Proxy } => "Check the proxy in HTTP_PROXY and NO_PROXY",
            LlmConnectionException or LlmTimeoutException { Timer: LlmTimer.Connect } => $"{provider.StartHint}, or check its address{server.Settings.EndpointOrigin}",
            LlmTimeoutException => "Wait until it has loaded its model or done its other work",
            LlmUnauthorizedException when server.Settings.ApiKey is not null => $"Check the API key{server.Settings.ApiKeyOrigin}",
            LlmUnauthorizedException => $"Set the target's ApiKey{(provider.ApiKeyVariable is { } key ? $", or the environment variable {key}" : "")}",
            LlmApiException { Kind: ApiErrorKind.ServerBusy } => "Wait until it has loaded its model or done its other work",
            LlmApiException { Kind: ApiErrorKind.RateLimited } => "Wait, or raise the limit of this key",
            LlmApiException { Kind: ApiErrorKind.NoBalance } => "Put money into the account of this key, or use another",
            LlmApiException { Kind: ApiErrorKind.RouteNotFound } or LlmProtocolException =>
                $"Check whether {server.Address} is really {provider.DisplayName}; LlmProviders.DetectAsync tells",
            _ => "See the server's log",
        };
    }
}
