using System.ComponentModel;
using System.Globalization;
using System.Text.Json;

namespace OllamaSdk.CompilerServices;

/// <summary>Reads the answers of a decision model, each as the kind that was asked for. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DecisionRead
{
    // A mean is rounded on its way.
    private const double Rounding = 1e-6;

    /// <summary>Reads a choice.</summary>
    /// <param name="answers">The answers by the names of the questions.</param>
    /// <param name="question">The question.</param>
    /// <param name="options">The options that the question had.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="JsonException">The answer is missing, or is no choice among the options.</exception>
    public static Choice<TEnum> Choice<TEnum>(IReadOnlyDictionary<string, SystemOneAnswer> answers, string question, (string Name, TEnum Value)[] options)
        where TEnum : struct, Enum
    {
        var answer = Of(answers, question, SystemOneType.Choice);
        if (answer.ChoiceOnWire is not { } chosen)
        {
            throw Breach(question, "choice", "it is missing");
        }

        var at = Array.FindIndex(options, option => option.Name == chosen);
        if (at < 0)
        {
            throw Unknown(question, "choice", chosen, options.Select(option => option.Name));
        }

        var names = new Dictionary<TEnum, double>(options.Length);
        foreach (var (name, value) in options)
        {
            if (answer.Probabilities.TryGetValue(name, out var probability))
            {
                names[value] = probability;
            }
        }

        if (names.Count < answer.Probabilities.Count)
        {
            var unknown = answer.Probabilities.Keys.First(name => !Array.Exists(options, option => option.Name == name));
            throw Unknown(question, "probabilities", unknown, options.Select(option => option.Name));
        }

        return new(options[at].Value, names, answer.Confidence);
    }

    /// <summary>Reads the answer to a question of yes or no.</summary>
    /// <param name="answers">The answers by the names of the questions.</param>
    /// <param name="question">The question.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="JsonException">The answer is missing, or is no probability.</exception>
    public static YesNo YesNo(IReadOnlyDictionary<string, SystemOneAnswer> answers, string question)
    {
        var answer = Of(answers, question, SystemOneType.Probability);
        return answer.Noul is { } probability
            ? probability is >= 0 and <= 1 ? new(probability) : throw Outside(question, "noul", probability, 1)
            : throw Breach(question, "noul", "it is missing");
    }

    /// <summary>Reads a score.</summary>
    /// <param name="answers">The answers by the names of the questions.</param>
    /// <param name="question">The question.</param>
    /// <param name="lowest">The number of the lowest level.</param>
    /// <param name="levels">The texts of the levels that the question had.</param>
    /// <returns>The score.</returns>
    /// <exception cref="JsonException">The answer is missing, or is no score on the levels.</exception>
    public static Score Score(IReadOnlyDictionary<string, SystemOneAnswer> answers, string question, int lowest, string[] levels)
    {
        var answer = Of(answers, question, SystemOneType.Score);
        if (answer.Score is not { } score)
        {
            throw Breach(question, "score", "it is missing");
        }

        var highest = levels.Length - 1;
        if (!(score >= -Rounding && score <= highest + Rounding))
        {
            throw Outside(question, "score", score, highest);
        }

        var probabilities = answer.Probabilities.Count == 0 ? [] : new double[levels.Length];
        foreach (var (level, probability) in answer.Probabilities)
        {
            if (!int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > highest)
            {
                throw Unknown(question, "probabilities", level, Enumerable.Range(0, levels.Length).Select(one => one.ToString(CultureInfo.InvariantCulture)));
            }

            probabilities[at] = probability;
        }

        return new(lowest + Math.Clamp(score, 0, highest), lowest, levels, probabilities, answer.Confidence);
    }

    /// <summary>Reads a score on levels that are members of an enum.</summary>
    /// <param name="answers">The answers by the names of the questions.</param>
    /// <param name="question">The question.</param>
    /// <param name="levels">The levels that the question had, the lowest first.</param>
    /// <returns>The most probable level.</returns>
    /// <exception cref="JsonException">The answer is missing, or is no score on the levels.</exception>
    public static TEnum Level<TEnum>(IReadOnlyDictionary<string, SystemOneAnswer> answers, string question, (string Text, TEnum Value)[] levels)
        where TEnum : struct, Enum => levels[Score(answers, question, 0, Array.ConvertAll(levels, static level => level.Text)).Level].Value;

    private static SystemOneAnswer Of(IReadOnlyDictionary<string, SystemOneAnswer> answers, string question, SystemOneType type)
    {
        if (!answers.TryGetValue(question, out var answer) || answer is null)
        {
            throw Breach(question, null, "the question has no answer");
        }

        // Some servers leave the type out, and then the members say it.
        return answer.Type is null || answer.Type == type
            ? answer
            : throw Breach(question, "type", $"'{answer.Type}' is not the '{type}' that was asked for");
    }

    private static JsonException Unknown(string question, string member, string name, IEnumerable<string> known) =>
        Breach(question, member, $"'{name}' is none of {string.Join(", ", known)}");

    private static JsonException Outside(string question, string member, double value, int highest) =>
        Breach(question, member, string.Create(CultureInfo.InvariantCulture, $"{value} is not from 0 to {highest}"));

    private static JsonException Breach(string question, string? member, string words)
    {
        var path = JsonPath.Append("$.answers", question);
        return new(words, member is null ? path : JsonPath.Append(path, member), null, null);
    }
}
