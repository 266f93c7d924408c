using System.Runtime.CompilerServices;
using OllamaSdk.Llm;

namespace OllamaSdk;

public partial class LlmClient
{
    /// <summary>
    /// Asks a decision model questions about a state of affairs; it answers with probabilities in place of text. Where the request names no model, each
    /// target is asked for its own.
    /// </summary>
    /// <param name="request">The state of affairs and the questions. It is not changed.</param>
    /// <param name="options">Time limits, retries and headers of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <exception cref="ArgumentException">
    /// No model is named, or the request is outside a limit: see <see cref="OllamaClient.DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)"/>. The
    /// message names the question and the rule; nothing was sent.
    /// </exception>
    /// <inheritdoc cref="ChatAsync(LlmRequest, CancellationToken)" path="/exception[contains(@cref, 'Llm')]"/>
    /// <returns>An answer for each question, in their order, and who gave them.</returns>
    /// <example>
    /// <code>
    /// var request = SystemOneRequest.About("The box was wet.", ("topic", SystemOneQuestion.Choice("What is it about?", "delivery", "price")));
    /// var decided = await client.DecideAsync(request with { Model = "nimble" });
    /// Console.WriteLine($"{decided.Answers["topic"].Choice} ({decided.Provider}, {decided.Model})");
    /// </code>
    /// </example>
    [OverloadResolutionPriority(1)]
    public virtual async Task<LlmDecisions> DecideAsync(SystemOneRequest request, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        options?.Validate();
        DecisionChecks.Request(request, isOllama: false);
        var way = new FallbackCall(new LlmRequest { Call = options }, _routing.For(request.Model), _context);
        while (true)
        {
            using var attempt = way.Next();
            var step = await way.TryAsync(attempt, (a, token) => new ValueTask<LlmDecisions>(a.Server.Backend.DecideAsync(a, request, token)), cancellationToken).ConfigureAwait(false);
            if (step.Answered)
            {
                return await way.CompleteAsync(attempt, step.Value).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks a decision model one question about a text.</summary>
    /// <param name="state">What the question is about; not blank.</param>
    /// <param name="question">The question, as <see cref="SystemOneQuestion.YesNo"/> and its siblings make it.</param>
    /// <param name="model">The model, as in <see cref="LlmRequest.Model"/>; each target's own where <see langword="null"/>.</param>
    /// <param name="options">Time limits, retries and headers of this call.</param>
    /// <param name="cancellationToken">Ends the call and the server's work on it.</param>
    /// <inheritdoc cref="DecideAsync(SystemOneRequest, CallOptions?, CancellationToken)" path="/exception"/>
    /// <returns>The answer.</returns>
    public async Task<SystemOneAnswer> DecideAsync(string state, SystemOneQuestion question, string? model = null, CallOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = SystemOneRequest.About(state, (SystemOneRequest.OnlyQuestion, question)) with { Model = model };
        return (await DecideAsync(request, options, cancellationToken).ConfigureAwait(false)).Answers[SystemOneRequest.OnlyQuestion];
    }
}
