using System.Text.Json;

namespace OllamaSdk;

public sealed partial record SystemOneRequest
{
    /// <summary>The name of a question that is asked alone.</summary>
    internal const string OnlyQuestion = "answer";

    /// <summary>Questions about a text. The model and pictures are set by <c>with</c>.</summary>
    /// <param name="state">What the questions are about.</param>
    /// <param name="questions">Each with a name of yours, under which its answer comes back; sent and answered in this order.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">Two questions have the same name.</exception>
    /// <example>
    /// <code>
    /// var request = SystemOneRequest.About("The box was wet.",
    ///     ("angry", SystemOneQuestion.YesNo("Is the writer angry?")),
    ///     ("tone", SystemOneQuestion.Score("How hard is the tone?", "mild", "firm", "harsh")));
    /// </code>
    /// </example>
    public static SystemOneRequest About(string state, params (string Name, SystemOneQuestion Question)[] questions)
    {
        ArgumentNullException.ThrowIfNull(state);
        return About(DecisionJson.Text(state), questions);
    }

    /// <summary>Questions about something that is told as JSON: an object or a list.</summary>
    /// <param name="state">What the questions are about.</param>
    /// <param name="questions">Each with a name of yours, under which its answer comes back; sent and answered in this order.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentException">Two questions have the same name.</exception>
    public static SystemOneRequest About(JsonElement state, params (string Name, SystemOneQuestion Question)[] questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        // Nothing is ever taken out of it, so it keeps the order.
        var named = new Dictionary<string, SystemOneQuestion>(questions.Length, StringComparer.Ordinal);
        foreach (var (name, question) in questions)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(question);
            if (!named.TryAdd(name, question))
            {
                throw new ArgumentException($"Two questions have the name \"{name}\".", nameof(questions));
            }
        }

        return new SystemOneRequest { State = state, Questions = named };
    }
}
