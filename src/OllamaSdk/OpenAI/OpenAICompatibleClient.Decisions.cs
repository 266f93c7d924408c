using System.Runtime.CompilerServices;

namespace OllamaSdk.OpenAI;

public partial class OpenAICompatibleClient
{
    /// <summary>
    /// Asks a decision model questions about a state of affairs. It answers with probabilities in place of text. Ollama can since 0.35.0, llama-server
    /// since b11361, LM Studio by its documentation; their answers are read alike.
    /// </summary>
    /// <param name="request">The state of affairs and the questions. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">
    /// There is no model, or a question that no server takes: see <see cref="OllamaClient.DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)"/>. How
    /// long the body may be, and which kinds of questions there are beside the known ones, is left to the server. Nothing was sent.
    /// </exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model.</exception>
    /// <exception cref="LlmProtocolException">A question has no answer.</exception>
    /// <exception cref="LlmException">
    /// The call failed in another way; the type says how. A server without the route is <see cref="ApiErrorKind.RouteNotFound"/>.
    /// </exception>
    /// <returns>An answer for each question, in their order.</returns>
    [OverloadResolutionPriority(1)]
    public virtual async Task<SystemOneResponse> DecideAsync(SystemOneRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = request with { Model = ModelOr(request.Model) };
        DecisionChecks.Request(prepared, isOllama: false);
        var answer = await _decisions.SystemOneAsync(prepared, options, cancellationToken).ConfigureAwait(false);
        return DecisionChecks.Answers(answer, prepared, Endpoint);
    }

    /// <inheritdoc cref="OllamaClient.DecideAsync(string, SystemOneQuestion, string?, CallOptions?, CancellationToken)" path="/summary|/param|/returns"/>
    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)" path="/exception"/>
    public async Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = SystemOneRequest.About(state, (SystemOneRequest.OnlyQuestion, question)) with { Model = model };
        return (await DecideAsync(request, options, cancellationToken).ConfigureAwait(false)).Answers[SystemOneRequest.OnlyQuestion];
    }
}
