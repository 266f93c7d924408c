namespace OllamaSdk;

public partial class OllamaClient
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    /// <summary>Whether a server answers. A server that cannot be reached, or is busy, gives <see langword="false"/>.</summary>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmApiException">Something answers, but refuses: not Ollama, or a key is needed.</exception>
    /// <exception cref="LlmConnectionException">The certificate is refused; waiting will not help.</exception>
    /// <returns><see langword="true"/> where one answers.</returns>
    public virtual async Task<bool> PingAsync(CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            await _server.PingAsync(options, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (LlmException e) when (e is LlmConnectionException { Phase: not ConnectionPhase.Tls } or LlmTimeoutException or LlmApiException { Status: >= 500 })
        {
            return false;
        }
    }

    /// <summary>Waits until a server answers, asking four times a second.</summary>
    /// <param name="timeout">How long at most; a minute where <see langword="null"/>, and <see cref="Timeout.InfiniteTimeSpan"/> is for ever.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="LlmTimeoutException">No server answered in time; the timer is <see cref="LlmTimer.Total"/>.</exception>
    /// <exception cref="LlmApiException">Something answers, but refuses: not Ollama, or a key is needed.</exception>
    /// <returns>A task that ends when one answers.</returns>
    public virtual Task WaitUntilReadyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitAsync(timeout ?? DefaultWait, cancellationToken);

    private async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        TimeoutOptions.Check(timeout, nameof(timeout));
        var clock = _runner.Clock;
        var started = clock.GetTimestamp();
        var endless = timeout == Timeout.InfiniteTimeSpan;
        for (var rest = timeout; endless || rest > TimeSpan.Zero; rest = endless ? timeout : timeout - clock.GetElapsedTime(started))
        {
            var once = new CallOptions { MaxRetries = 0, FirstByteTimeout = TimeSpan.FromSeconds(5), TotalTimeout = rest };
            if (await PingAsync(once, cancellationToken).ConfigureAwait(false))
            {
                return;
            }

            await Task.Delay(PollInterval, clock, cancellationToken).ConfigureAwait(false);
        }

        throw new LlmTimeoutException(LlmTimer.Total, timeout, "no server answered") { Endpoint = Endpoint };
    }

    /// <summary>The server's version, for example <c>0.33.0</c>.</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    /// <returns>The version.</returns>
    public virtual async Task<string> GetVersionAsync(CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var answer = await _server.GetVersionAsync(options, cancellationToken).ConfigureAwait(false);
        return answer.VersionOnWire ?? throw new LlmProtocolException("The server's answer has no version; is it Ollama?") { Endpoint = Endpoint };
    }

    /// <summary>Whether the server's cloud features are switched off, and where.</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    /// <returns>What is switched off.</returns>
    public virtual Task<ServerStatus> GetStatusAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _server.GetStatusAsync(options, cancellationToken);

    /// <summary>Models the server suggests (an experimental route).</summary>
    /// <inheritdoc cref="ListModelsAsync"/>
    /// <returns>The models.</returns>
    public virtual Task<ModelRecommendationList> ListModelRecommendationsAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _server.ListModelRecommendationsAsync(options, cancellationToken);
}
