using System.Runtime.CompilerServices;
using OllamaSdk.Models;

namespace OllamaSdk;

public partial class OllamaClient
{
    /// <summary>Asks a decision model questions about a state of affairs. It answers with probabilities in place of text; Ollama can since 0.35.0.</summary>
    /// <param name="request">The state of affairs and the questions. It is not changed; without a model the client's default is used.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">
    /// There is no model, or the request is outside a limit of the server's: 1 to 64 questions, 2 to 255 options, 2 to 26 levels, a body of at most
    /// 64 KiB, with pictures 32 MiB. The message names the question and the rule; nothing was sent.
    /// </exception>
    /// <exception cref="LlmModelNotFoundException">The server does not have the model, and does not download it by itself.</exception>
    /// <exception cref="LlmProtocolException">A question has no answer.</exception>
    /// <exception cref="LlmException">
    /// The call failed in another way; the type says how. A model that cannot decide is <see cref="ApiErrorKind.ModelDoesNotSupport"/>; state and questions
    /// that do not fit into the context, which are never cut, are <see cref="ApiErrorKind.ContextLength"/>.
    /// </exception>
    /// <returns>An answer for each question, in their order.</returns>
    /// <example>
    /// <code>
    /// var request = SystemOneRequest.About("The parcel came two weeks late and the box was wet.",
    ///     ("angry", SystemOneQuestion.YesNo("Is the writer angry?")),
    ///     ("topic", SystemOneQuestion.Choice("What is it about?", "delivery", "price")));
    /// var decided = await client.DecideAsync(request with { Model = "nimble" });
    /// Console.WriteLine($"{decided.Answers["topic"].Choice}, angry by {decided.Answers["angry"].Noul:P0}");
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual async Task<SystemOneResponse> DecideAsync(SystemOneRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var prepared = request with { Model = ModelOr(request.Model) };
        DecisionChecks.Request(prepared, isOllama: true);
        await DemandAsync(prepared.Model!, CapabilityCheck.Needs(prepared), null, options, cancellationToken).ConfigureAwait(false);
        var answer = await (Recovers(options)
            ? RecoverAsync(prepared, _decisions.SystemOneAsync, null, prepared.Model!, null, options, cancellationToken)
            : _decisions.SystemOneAsync(prepared, options, cancellationToken)).ConfigureAwait(false);
        return DecisionChecks.Answers(answer, prepared, Endpoint);
    }

    /// <summary>Asks a decision model one question about a text.</summary>
    /// <param name="state">What the question is about; not blank.</param>
    /// <param name="question">The question, as <see cref="SystemOneQuestion.YesNo"/> and its siblings make it.</param>
    /// <param name="model">The model; the client's default where <see langword="null"/>.</param>
    /// <param name="options">Settings of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The answer.</returns>
    /// <example>
    /// <code>
    /// var answer = await client.DecideAsync("The box was wet.", SystemOneQuestion.YesNo("Is this a complaint?"), "nimble");
    /// Console.WriteLine(answer.IsYes());
    /// </code>
    /// </example>
    public async Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = SystemOneRequest.About(state, (SystemOneRequest.OnlyQuestion, question)) with { Model = model };
        return (await DecideAsync(request, options, cancellationToken).ConfigureAwait(false)).Answers[SystemOneRequest.OnlyQuestion];
    }
}
