namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Asks a decision model questions and waits for its answers; the request as the server reads it, without a check of its limits.</summary>
    /// <param name="request">The state of affairs and the questions. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">There is no model; nothing was sent.</exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmException">The call failed in another way; the type says how.</exception>
    /// <returns>The answers, in the order of the questions.</returns>
    public virtual Task<SystemOneResponse> SystemOneAsync(SystemOneRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _decisions.SystemOneAsync(request with { Model = ModelOr(request.Model) }, options, cancellationToken);
    }
}
