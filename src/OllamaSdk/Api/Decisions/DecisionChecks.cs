using System.Globalization;
using System.Text.Json;

namespace OllamaSdk;

/// <summary>What is known to be refused is refused before it is sent, with the name of the question and the rule.</summary>
internal static class DecisionChecks
{
    private const int MaxQuestions = 64;
    // Some models take no more than 26; which of them is asked is not known here.
    private const int MaxOptions = 255;
    private const int MaxLevels = 26;

    /// <param name="request">With its model, so that its length is that of the body.</param>
    /// <param name="isOllama">Whether the server is surely Ollama, which knows no other kinds of questions than these and limits the body. Others may be more generous.</param>
    /// <exception cref="ArgumentException">A rule is not kept.</exception>
    public static void Request(SystemOneRequest request, bool isOllama)
    {
        State(request);
        Questions(request, isOllama);
        if (isOllama)
        {
            DecisionBody.Check(request);
        }
    }

    /// <summary>The same without the state, which comes later.</summary>
    /// <inheritdoc cref="Request"/>
    public static void Questions(SystemOneRequest request, bool isOllama)
    {
        var count = request.Questions?.Count ?? 0;
        if (count is < 1 or > MaxQuestions)
        {
            throw Fault($"There must be 1 to {MaxQuestions} questions, and there {(count == 1 ? "is" : "are")} {Plural.Of(count, "question")}.");
        }

        foreach (var (name, question) in request.Questions!)
        {
            if (string.IsNullOrWhiteSpace(name))
            {
                throw Fault("The name of a question must not be blank.");
            }

            Question(name, question, isOllama);
        }

        for (var i = 0; i < request.Images?.Count; i++)
        {
            if (request.Images[i] is not { Bytes.IsEmpty: false })
            {
                throw Fault($"Image {i} must not be empty.");
            }
        }
    }

    /// <summary>Whoever asked gets an answer to each question, or is told.</summary>
    /// <exception cref="LlmProtocolException">A question has no answer.</exception>
    public static SystemOneResponse Answers(SystemOneResponse answer, SystemOneRequest request, Uri endpoint)
    {
        foreach (var name in request.Questions!.Keys)
        {
            if (!answer.Answers.TryGetValue(name, out var one) || one is null)
            {
                throw new LlmProtocolException($"The server sent no answer to the question \"{name}\".") { Endpoint = endpoint, Model = request.Model, WithoutAnswer = "The server sent no answer to one of the questions." };
            }
        }

        return answer;
    }

    private static void State(SystemOneRequest request)
    {
        var isEmpty = request.State is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } state || IsBlank(state);
        if (isEmpty && request.Images is not { Count: > 0 })
        {
            throw Fault("State must not be empty, unless there are images.");
        }

        // Nothing is written for an element that was never filled, and what comes after it would not be JSON.
        if (request.State is { ValueKind: not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null) })
        {
            throw Fault("State must be a text, an object or a list.");
        }
    }

    private static void Question(string name, SystemOneQuestion? question, bool isOllama)
    {
        if (question is null)
        {
            throw Fault(name, "is null.");
        }

        if (question.Instructions is { } instructions && !IsFilled(instructions))
        {
            throw Fault(name, "has instructions that are no text, object or list, or that are empty; leave them out to ask by the question's name, where the model can do with that.");
        }

        if (question.Type == SystemOneType.Choice)
        {
            Options(name, question.Criteria);
        }
        else if (question.Type == SystemOneType.Probability)
        {
            Meanings(name, question.Criteria);
        }
        else if (question.Type == SystemOneType.Score)
        {
            Levels(name, question.Criteria);
        }
        else if (isOllama || string.IsNullOrWhiteSpace(question.Type?.Value))
        {
            throw Fault(name, $"must have the type choice, noul or score{(question.Type is { } other ? $", not '{other}'" : "")}.");
        }
    }

    private static void Options(string name, JsonElement? criteria)
    {
        var options = criteria is { ValueKind: JsonValueKind.Object } map ? map.EnumerateObject().ToArray() : throw Fault(name, $"must have an object of 2 to {MaxOptions} options as its criteria.");
        if (options.Length is < 2 or > MaxOptions)
        {
            throw Fault(name, $"must have 2 to {MaxOptions} options, and has {options.Length}.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var option in options)
        {
            if (string.IsNullOrWhiteSpace(option.Name))
            {
                throw Fault(name, "has an option whose name is blank.");
            }

            if (!names.Add(option.Name))
            {
                throw Fault(name, $"has the option \"{option.Name}\" twice.");
            }

            if (option.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                throw Fault(name, $"describes the option \"{option.Name}\" by something that is no text.");
            }
        }
    }

    private static void Meanings(string name, JsonElement? criteria)
    {
        if (criteria is null)
        {
            return;
        }

        if (criteria is not { ValueKind: JsonValueKind.Object } map)
        {
            throw Fault(name, "must have an object with true and false as its criteria, or none.");
        }

        foreach (var meaning in map.EnumerateObject())
        {
            if (meaning.Name is not ("true" or "false"))
            {
                throw Fault(name, $"has the criterion \"{meaning.Name}\"; a yes-or-no question knows only true and false.");
            }

            if (meaning.Value.ValueKind != JsonValueKind.String)
            {
                throw Fault(name, $"says what {meaning.Name} means by something that is no text; leave it out instead.");
            }
        }
    }

    private static void Levels(string name, JsonElement? criteria)
    {
        var count = criteria is { ValueKind: JsonValueKind.Array } list ? list.GetArrayLength() : throw Fault(name, $"must have a list of 2 to {MaxLevels} levels as its criteria.");
        if (count is < 2 or > MaxLevels)
        {
            throw Fault(name, $"must have 2 to {MaxLevels} levels, and has {count}.");
        }

        var level = 0;
        foreach (var text in list.EnumerateArray())
        {
            if (text.ValueKind != JsonValueKind.String)
            {
                throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"has a level that is no text: level {level}."));
            }

            level++;
        }
    }

    private static bool IsFilled(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !IsBlank(value),
        JsonValueKind.Object => value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => false,
    };

    // A text may hold half a character, which has no .NET form; then it is not blank.
    private static bool IsBlank(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString());
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static ArgumentException Fault(string question, string rule) => Fault($"Question \"{question}\" {rule}");

    private static ArgumentException Fault(string message) => new(message, "request");
}
