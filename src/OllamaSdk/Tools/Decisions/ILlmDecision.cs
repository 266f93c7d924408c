using System.Text.Json;

namespace OllamaSdk;

/// <summary>A type whose members are questions to a decision model. Usually generated, see <see cref="LlmDecisionAttribute"/>.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ILlmDecision<TSelf>
{
    /// <summary>The questions by name, in their order, as the UTF-8 of a JSON object: what <see cref="SystemOneRequest.Questions"/> is in JSON.</summary>
    static abstract ReadOnlySpan<byte> QuestionsUtf8 { get; }

    /// <summary>Makes an object of the answers.</summary>
    /// <param name="answers">The answers by the names of the questions.</param>
    /// <returns>The object.</returns>
    /// <exception cref="JsonException">An answer is missing, or is none to its question; <see cref="JsonException.Path"/> says which.</exception>
    static abstract TSelf Read(IReadOnlyDictionary<string, SystemOneAnswer> answers);
}
