using System.Text.Json;
using OllamaSdk.CompilerServices;

namespace OllamaSdk.Loop;

/// <summary>The questions of a type, and how an object of it is made of the answers.</summary>
/// <param name="questions">The questions by name, in their order.</param>
/// <param name="read">Makes the object; fails with <see cref="JsonException"/>.</param>
internal sealed class DecisionType<T>(IReadOnlyDictionary<string, SystemOneQuestion> questions, Func<IReadOnlyDictionary<string, SystemOneAnswer>, T> read)
{
    private const int MaxProblemLength = 400;

    private static readonly SafeText Safe = new();

    /// <summary>The same request, with the questions of the type.</summary>
    public SystemOneRequest In(SystemOneRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with { Questions = questions };
    }

    /// <summary>Reads what a server answered.</summary>
    /// <exception cref="LlmSchemaException">It is not what was asked for.</exception>
    public Decision<T> Read(SystemOneResponse answer, Uri? endpoint) => new(Read(answer.Answers, answer.ModelOnWire, endpoint))
    {
        Answers = answer.Answers,
        Model = answer.ModelOnWire,
        Usage = answer.UsageOnWire,
        PromptEvalCachedCount = answer.PromptEvalCachedCount,
        Endpoint = endpoint,
        MemoryRecovery = answer.MemoryRecovery,
    };

    /// <summary>Reads the answers.</summary>
    /// <exception cref="LlmSchemaException">They are not what was asked for.</exception>
    public T Read(IReadOnlyDictionary<string, SystemOneAnswer> answers, string? model, Uri? endpoint)
    {
        try
        {
            return read(answers);
        }
        catch (JsonException e)
        {
            throw Breach(e, e.Message, e.Path);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException or NotSupportedException))
        {
            // What a constructor or a setter refuses; the words are its own.
            throw Breach(e, SchemaBreach.WordsOf(e), null);
        }

        LlmSchemaException Breach(Exception fault, string words, string? path) =>
            new($"The model's answers are not what was asked for{(path is null ? "" : $", at {path}")}: {Safe.Clean(words, MaxProblemLength)}.", fault)
            {
                RawText = JsonSerializer.Serialize(new SystemOneResponse { Model = model, Answers = answers }, LlmJson.Options.GetTypeInfo(typeof(SystemOneResponse))),
                Path = path,
                Model = model,
                Endpoint = endpoint,
            };
    }
}

/// <summary>A type that brings its questions.</summary>
internal static class MemberDecision<T>
    where T : ILlmDecision<T>
{
    public static DecisionType<T> Instance { get; } = new(QuestionJson.Read(T.QuestionsUtf8), T.Read);
}
