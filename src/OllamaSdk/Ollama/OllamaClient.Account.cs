using System.Runtime.CompilerServices;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Who is signed in at this server. The server asks ollama.com.</summary>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmUnauthorizedException">Nobody is; <see cref="LlmUnauthorizedException.SignInUrl"/> is where to sign in.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>Who it is.</returns>
    public virtual Task<OllamaAccount> GetAccountAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.GetAccountAsync(options, cancellationToken);

    /// <summary>Signs this server out of ollama.com.</summary>
    /// <inheritdoc cref="GetAccountAsync"/>
    /// <returns>A task that ends when it is done.</returns>
    [OverloadResolutionPriority(1)]
    public virtual Task SignOutAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SignOutAsync(options, cancellationToken);

    /// <summary>Signs this server out; the key is ignored.</summary>
    /// <param name="encodedKey">Any key.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when it is done.</returns>
    [Obsolete("The server ignores the key; call SignOutAsync.")]
    public virtual Task SignOutAsync(string encodedKey, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.SignOutKeyAsync(encodedKey, options, cancellationToken);

    /// <summary>
    /// What the account at ollama.com has used: that of the key where the endpoint is <c>https://ollama.com</c>, else that of whoever is signed in at
    /// this server, which passes the question on since version 0.40.1.
    /// </summary>
    /// <param name="range">The time to look at: <c>24h</c>, <c>7d</c> or <c>30d</c>; <c>7d</c> where <see langword="null"/>.</param>
    /// <param name="scope">Whose use: <c>self</c> or <c>team</c>; <c>self</c> where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmUnauthorizedException">The key is missing or wrong, or nobody is signed in.</exception>
    /// <exception cref="LlmApiException">
    /// The account may not see the team's use (<see cref="ApiErrorKind.Forbidden"/>), more than 10 questions were asked in a minute
    /// (<see cref="ApiErrorKind.RateLimited"/>), or the server is older (<see cref="ApiErrorKind.RouteNotFound"/>).
    /// </exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>What was used, in all and by hours or days. Accounts with an older plan have the number of requests only.</returns>
    public virtual Task<CloudUsage> GetUsageAsync(
        string? range = null, string? scope = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.GetUsageAsync(range, scope, options, cancellationToken);

    /// <summary>What the account at ollama.com may still use; whose it is as in <see cref="GetUsageAsync"/>.</summary>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="GetUsageAsync" path="/exception"/>
    /// <returns>What is left of the plan and of what was bought.</returns>
    public virtual Task<CloudBalance> GetBalanceAsync(CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _account.GetBalanceAsync(options, cancellationToken);

    /// <summary>
    /// Searches the web at ollama.com. The key is <see cref="OllamaClientOptions.CloudApiKey"/> or <c>OLLAMA_API_KEY</c>, and goes there only,
    /// wherever this client's own endpoint is.
    /// </summary>
    /// <param name="query">What to look for.</param>
    /// <param name="maxResults">How many results, 1 to 10; 5 where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LlmConfigurationException">There is no key.</exception>
    /// <exception cref="LlmException">The call failed; the type says how.</exception>
    /// <returns>The results.</returns>
    public virtual Task<WebSearchResponse> WebSearchAsync(string query, int? maxResults = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _cloudWeb.Value.WebSearchAsync(OllamaChecks.Search(query, maxResults), options, cancellationToken);

    /// <summary>Reads a web page through ollama.com; the key as in <see cref="WebSearchAsync"/>.</summary>
    /// <param name="url">The page.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="WebSearchAsync" path="/exception"/>
    /// <returns>The page.</returns>
    public virtual Task<WebFetchResponse> WebFetchAsync(string url, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _cloudWeb.Value.WebFetchAsync(OllamaChecks.Fetch(url), options, cancellationToken);

    /// <summary>Searches the web through this client's server, as whoever is signed in there (an experimental route).</summary>
    /// <inheritdoc cref="WebSearchAsync" path="/param"/>
    /// <exception cref="LlmUnauthorizedException">Nobody is signed in at the server.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>The results.</returns>
    public virtual Task<WebSearchResponse> LocalWebSearchAsync(string query, int? maxResults = null, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _web.LocalWebSearchAsync(OllamaChecks.Search(query, maxResults), options, cancellationToken);

    /// <summary>Reads a web page through this client's server, as whoever is signed in there (an experimental route).</summary>
    /// <inheritdoc cref="WebFetchAsync" path="/param"/>
    /// <inheritdoc cref="LocalWebSearchAsync" path="/exception"/>
    /// <returns>The page.</returns>
    public virtual Task<WebFetchResponse> LocalWebFetchAsync(string url, CallOptions? options = null, CancellationToken cancellationToken = default) =>
        _web.LocalWebFetchAsync(OllamaChecks.Fetch(url), options, cancellationToken);
}
