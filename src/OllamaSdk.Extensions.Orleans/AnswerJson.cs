using System.Text.Json;

namespace OllamaSdk.BulkJobs;

/// <summary>The answers of a decision model as JSON: what counts of each, in one form for all kinds of questions.</summary>
internal static class AnswerJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, SystemOneAnswer> answers)
    {
        json.WriteStartObject();
        foreach (var (name, answer) in answers)
        {
            json.WriteStartObject(name);
            Number(json, "noul", answer.Noul);
            if (answer.ChoiceOnWire is { } choice)
            {
                json.WriteString("choice", choice);
            }

            Number(json, "score", answer.Score);
            Number(json, "confidence", answer.Confidence);
            if (answer.Probabilities.Count > 0)
            {
                json.WriteStartObject("probabilities");
                foreach (var (option, probability) in answer.Probabilities)
                {
                    json.WriteNumber(option, probability);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
