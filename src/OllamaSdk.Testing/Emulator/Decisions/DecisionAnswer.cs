using System.Globalization;
using System.Text.Json;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Script;

namespace OllamaSdk.Testing.Emulator.Decisions;

/// <summary>
/// The answer to a question without a model: an option is the more probable the more of its words the state has, and what is left is decided by a hash,
/// so that the same request always gets the same answer.
/// </summary>
internal static class DecisionAnswer
{
    private const double LogitPerWord = 2;
    private static readonly char[] s_betweenWords = [' ', '\t', '\n', '\r', '.', ',', ';', ':', '!', '?', '"', '{', '}', '[', ']', '_', '-'];

    /// <summary>A probability for each option, in their order; together 1.</summary>
    public static double[] Probabilities(DecisionQuestion question, string state, ScriptedDecision? scripted)
    {
        if (scripted is not null)
        {
            var place = Array.FindIndex([.. question.Options], option => option.Name == scripted.Answer || option.Meaning == scripted.Answer);
            return place < 0
                ? throw new InvalidOperationException($"The script answers the question \"{question.Name}\" with \"{scripted.Answer}\", which is none of its options.")
                : [.. question.Options.Select((_, i) => i == place ? scripted.Probability : (1 - scripted.Probability) / (question.Options.Count - 1))];
        }

        var words = WordsOf(state);
        return Softmax([.. question.Options.Select(option =>
            (LogitPerWord * WordsOf($"{option.Name} {option.Meaning}").Count(words.Contains)) + Noise($"{state}\n{question.Instructions}\n{option.Name}"))]);
    }

    public static void Write(Utf8JsonWriter json, DecisionQuestion question, double[] probabilities)
    {
        json.WriteStartObject();
        json.WriteString("type", question.Type);
        switch (question.Type)
        {
            case DecisionQuestion.Noul:
                json.WriteNumber(DecisionQuestion.Noul, probabilities[1]);
                break;
            case DecisionQuestion.Choice:
                // The first one of those that are alike.
                json.WriteString(DecisionQuestion.Choice, question.Options[Array.IndexOf(probabilities, probabilities.Max())].Name);
                WriteProbabilities(json, question, probabilities);
                break;
            default:
                json.WriteNumber(DecisionQuestion.Score, probabilities.Select((probability, level) => level * probability).Sum());
                json.WriteStartObject("legend");
                foreach (var (level, meaning) in question.Options)
                {
                    json.WriteString(level, meaning);
                }

                json.WriteEndObject();
                WriteProbabilities(json, question, probabilities);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteProbabilities(Utf8JsonWriter json, DecisionQuestion question, double[] probabilities)
    {
        json.WriteStartObject("probabilities");
        for (var i = 0; i < probabilities.Length; i++)
        {
            json.WriteNumber(question.Options[i].Name, probabilities[i]);
        }

        json.WriteEndObject();
        json.WriteNumber("confidence", Confidence(probabilities));
    }

    /// <summary>1 less the entropy, as a part of what it could be at most.</summary>
    private static double Confidence(double[] probabilities)
    {
        var entropy = -probabilities.Where(probability => probability > 0).Sum(probability => probability * Math.Log(probability));
        return Math.Clamp(1 - (entropy / Math.Log(probabilities.Length)), 0, 1);
    }

    private static double[] Softmax(double[] logits)
    {
        var most = logits.Max();
        var weights = Array.ConvertAll(logits, logit => Math.Exp(logit - most));
        var sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    private static HashSet<string> WordsOf(string text) =>
        [.. text.ToLower(CultureInfo.InvariantCulture).Split(s_betweenWords, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>From 0 to 1.</summary>
    private static double Noise(string text)
    {
        // The hashes of texts that differ at their ends only have the same first bits; SplitMix64 spreads them.
        var hash = Tokens.Hash(text);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return ((hash ^ (hash >> 31)) >> 11) / (double)(1UL << 53);
    }
}
