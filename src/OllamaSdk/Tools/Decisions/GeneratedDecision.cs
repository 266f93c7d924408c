using System.ComponentModel;
using System.Text.Json;
using OllamaSdk.Loop;

namespace OllamaSdk.CompilerServices;

/// <summary>
/// The single questions to a decision model, such as an enum or <see langword="bool"/>. Generated code registers each that the assembly asks by name,
/// when the assembly is loaded.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GeneratedDecision
{
    /// <summary>The name that the one question has.</summary>
    public const string Question = SystemOneRequest.OnlyQuestion;

    /// <summary>Makes a type known as the answer to a question.</summary>
    /// <param name="question">The question as JSON, without its instructions.</param>
    /// <param name="read">Reads the answer to the one question.</param>
    public static void Register<T>(Utf8Constant question, Func<IReadOnlyDictionary<string, SystemOneAnswer>, T> read) =>
        Slot<T>.Known = (new(() => QuestionJson.Question(JsonElement.Parse(question()))), read);

    /// <summary>The type with the words of the question.</summary>
    internal static DecisionType<T> Of<T>(string question)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        var (known, read) = Slot<T>.Known ?? throw new NotSupportedException(
            $"Nothing was generated that asks a question with a {typeof(T)} as its answer. Name the type where you call DecideAsync, in a project that references "
            + "the package OllamaSdk; or put it into a record with [LlmDecision].");
        return new(new Dictionary<string, SystemOneQuestion> { [Question] = known.Value with { Instructions = DecisionJson.Text(question) } }, read);
    }

    private static class Slot<T>
    {
        public static (Lazy<SystemOneQuestion> Question, Func<IReadOnlyDictionary<string, SystemOneAnswer>, T> Read)? Known { get; set; }
    }
}
