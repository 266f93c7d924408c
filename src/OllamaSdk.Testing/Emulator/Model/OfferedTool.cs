using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>A tool that a request offers, and how well it fits a question.</summary>
internal sealed record OfferedTool(string Name, string Description, JsonElement? Parameters)
{
    private const int NameWeight = 3;
    private const int MinDescriptionWord = 4;

    private static readonly HashSet<string> Fillers = new(
        ["get", "set", "do", "is", "to", "of", "a", "an", "the", "for", "in", "on", "by", "with", "from", "that", "this", "what", "when", "which", "your", "into", "returns", "given"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the form that the native and the OpenAI-compatible routes share; what is no function tool is left out.</summary>
    public static IReadOnlyList<OfferedTool> Read(IEnumerable<JsonElement> tools) =>
        [.. tools.Select(tool => tool.ValueKind == JsonValueKind.Object ? RequestBody.Find(tool, "function") : null)
            .Where(function => function is { ValueKind: JsonValueKind.Object })
            .Select(function => new OfferedTool(Text(function!.Value, "name"), Text(function.Value, "description"), RequestBody.Find(function.Value, "parameters")))
            .Where(tool => tool.Name.Length > 0)];

    /// <summary>The tool with the most words in common with a question, the first of equals; <see langword="null"/> when none has any.</summary>
    public static OfferedTool? BestFor(string question, IReadOnlyList<OfferedTool> tools)
    {
        if (tools.Count == 0)
        {
            return null;
        }

        var asked = Words(question).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (best, score) = tools.Select(tool => (Tool: tool, Score: tool.Score(asked))).MaxBy(candidate => candidate.Score);
        return score > 0 ? best : null;
    }

    /// <summary>A call whose arguments fit the tool's schema.</summary>
    public CalledTool Call()
    {
        var arguments = Parameters is { ValueKind: JsonValueKind.Object } schema ? SchemaSample.Create(schema) : "{}";
        return new CalledTool(Name, arguments.StartsWith('{') ? arguments : "{}");
    }

    private int Score(HashSet<string> asked) =>
        (NameWeight * Words(Name).Count(asked.Contains)) + Words(Description).Count(word => word.Length >= MinDescriptionWord && asked.Contains(word));

    /// <summary>The words of a sentence or of a name in any style: <c>get_weather</c>, <c>getWeather</c>.</summary>
    private static IEnumerable<string> Words(string text)
    {
        for (int start = 0, end; start < text.Length; start = Math.Max(end, start + 1))
        {
            end = start;
            while (end < text.Length && char.IsLetterOrDigit(text[end]) && (end == start || !char.IsUpper(text[end]) || char.IsUpper(text[end - 1])))
            {
                end++;
            }

            var word = text[start..end];
            if (word.Length > 0 && !Fillers.Contains(word))
            {
                yield return word;
            }
        }
    }

    private static string Text(JsonElement owner, string name) => RequestBody.Find(owner, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
