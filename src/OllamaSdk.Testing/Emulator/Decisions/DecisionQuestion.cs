using System.Text.Json;
using OllamaSdk.Testing.Emulator.Http;

namespace OllamaSdk.Testing.Emulator.Decisions;

/// <summary>A question, as far as its answer depends on it.</summary>
/// <param name="Name">The name of the question.</param>
/// <param name="Type">What kind of question it is.</param>
/// <param name="Instructions">The question itself; text, or JSON as text.</param>
/// <param name="Options">What there is to choose from, in order: a name, and what it means.</param>
internal sealed record DecisionQuestion(string Name, string Type, string Instructions, IReadOnlyList<(string Name, string Meaning)> Options)
{
    public const string Choice = "choice";
    public const string Noul = "noul";
    public const string Score = "score";

    private const int MaxQuestions = 64;
    private const int MaxCandidates = 26;
    private const int MaxCandidatesOfClef = 255;

    /// <summary>All that a model would have to read.</summary>
    public string Text => string.Join(' ', Options.SelectMany(option => new[] { option.Name, option.Meaning }).Prepend(Instructions));

    /// <param name="questions">The request's questions.</param>
    /// <param name="isClef">Whether the model can see, as Clef can: it takes more options, and asks by a question's name where that says no more.</param>
    /// <exception cref="RefusalException">A question is not as it must be. Of the words, those for what is beyond the known texts are not the server's own.</exception>
    public static IReadOnlyList<DecisionQuestion> ReadAll(JsonElement? questions, bool isClef)
    {
        if (questions is { ValueKind: not JsonValueKind.Object })
        {
            throw RefusalException.BadRequest("questions: must be an object");
        }

        var all = questions?.EnumerateObject().ToArray() ?? [];
        return all.Length is >= 1 and <= MaxQuestions
            ? [.. all.Select(question => Read(question.Name, question.Value, isClef))]
            : throw RefusalException.BadRequest($"questions must contain 1–{MaxQuestions} fields");
    }

    private static DecisionQuestion Read(string name, JsonElement question, bool isClef)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw RefusalException.BadRequest("question names must not be empty");
        }

        if (question.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, "must be an object");
        }

        var type = RequestBody.Find(question, "type") is { ValueKind: JsonValueKind.String } given ? given.GetString()! : "";
        var instructions = ReadInstructions(name, RequestBody.Find(question, "instructions"), isClef);
        var criteria = RequestBody.Find(question, "criteria");
        var most = isClef ? MaxCandidatesOfClef : MaxCandidates;
        return new(name, type, instructions, type switch
        {
            Choice => ReadChoice(name, criteria, most),
            Noul => ReadNoul(name, criteria),
            Score => ReadScore(name, criteria),
            _ => throw Wrong(name, "type must be choice, noul, or score"),
        });
    }

    private static string ReadInstructions(string name, JsonElement? instructions, bool isClef) => instructions switch
    {
        { ValueKind: JsonValueKind.String } text when !string.IsNullOrWhiteSpace(text.GetString()) => text.GetString()!,
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } json => json.GetRawText(),
        null when isClef => name,
        _ => throw Wrong(name, "instructions must be a nonempty string, object, or array"),
    };

    private static (string, string)[] ReadChoice(string name, JsonElement? criteria, int most)
    {
        var options = criteria is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().ToArray() : [];
        if (options.Length is < 2 || options.Length > most)
        {
            throw Wrong(name, $"criteria must contain 2–{most} candidates");
        }

        return Array.ConvertAll(options, option => option.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)
            ? throw Wrong(name, $"criterion \"{option.Name}\" must be a string or null")
            : string.IsNullOrWhiteSpace(option.Name) ? throw Wrong(name, "criteria keys must not be empty")
            : (option.Name, option.Value.GetString() ?? ""));
    }

    private static (string, string)[] ReadNoul(string name, JsonElement? criteria)
    {
        if (criteria is { ValueKind: not JsonValueKind.Object })
        {
            throw Wrong(name, "criteria must be an object");
        }

        foreach (var criterion in criteria?.EnumerateObject().ToArray() ?? [])
        {
            if (criterion.Name is not ("true" or "false"))
            {
                throw Wrong(name, $"unknown noul criterion \"{criterion.Name}\"");
            }

            if (criterion.Value.ValueKind != JsonValueKind.String)
            {
                throw Wrong(name, $"criterion \"{criterion.Name}\" must be a string");
            }
        }

        return [("false", Meaning("false")), ("true", Meaning("true"))];

        string Meaning(string key) => criteria is { } map && map.TryGetProperty(key, out var meaning) ? meaning.GetString()! : "";
    }

    private static (string, string)[] ReadScore(string name, JsonElement? criteria)
    {
        var levels = criteria is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        return levels.Length is < 2 or > MaxCandidates ? throw Wrong(name, $"criteria must contain 2–{MaxCandidates} candidates")
            : Array.Exists(levels, level => level.ValueKind != JsonValueKind.String) ? throw Wrong(name, "score criteria must be strings")
            : [.. levels.Select((level, i) => ($"{i}", level.GetString()!))];
    }

    private static RefusalException Wrong(string question, string rule) => RefusalException.BadRequest($"question \"{question}\": {rule}");
}
