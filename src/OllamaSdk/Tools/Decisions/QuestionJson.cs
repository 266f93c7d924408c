using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Loop;

/// <summary>Reads the questions that generated code holds as JSON.</summary>
internal static class QuestionJson
{
    public static IReadOnlyDictionary<string, SystemOneQuestion> Read(ReadOnlySpan<byte> json)
    {
        var questions = new Dictionary<string, SystemOneQuestion>();
        foreach (var member in JsonElement.Parse(json).EnumerateObject())
        {
            questions.Add(member.Name, Question(member.Value));
        }

        return questions;
    }

    public static SystemOneQuestion Question(JsonElement json) =>
        json.Deserialize((JsonTypeInfo<SystemOneQuestion>)LlmJson.Options.GetTypeInfo(typeof(SystemOneQuestion)))!;
}
