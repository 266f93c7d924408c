using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OllamaSdk.Loop;

/// <summary>Reads the questions that generated code holds as JSON.</summary>
internal static class QuestionJson
{
    public static IReadOnlyDictionary<string, SystemOneQuestion> Read(ReadOnlySpan<byte> json)
    {
        var questions = new Dictionary<string, SystemOneQuestion>();
        using var document = JsonDocument.Parse(json.ToArray());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            questions.Add(member.Name, Question(member.Value));
        }

        return questions;
    }

    public static SystemOneQuestion Question(JsonElement json) =>
        json.Deserialize((JsonTypeInfo<SystemOneQuestion>)LlmJson.Options.GetTypeInfo(typeof(SystemOneQuestion)))!;
}
