using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Questions to a decision model, as they are typed: <c>NAME=QUESTION|OPTION|OPTION</c>, where the name may be left out.</summary>
internal sealed class QuestionOptions
{
    private readonly Option<string[]> _yesNo = new("--yes-no") { Description = "A question for yes or no; may be given several times. NAME=QUESTION gives it a name.", HelpName = "QUESTION" };

    private readonly Option<string[]> _choice = new("--choice") { Description = "A question and what to choose from.", HelpName = "QUESTION|OPTION|OPTION" };

    private readonly Option<string[]> _score = new("--score") { Description = "A question and its levels, the lowest first.", HelpName = "QUESTION|LEVEL|LEVEL" };

    private readonly Option<string?> _file = new("--questions") { Description = "A JSON file with questions as the server reads them: an object of names.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_yesNo, _choice, _score, _file])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The questions: those of the file, then those that were typed, kind by kind.</summary>
    /// <exception cref="UsageException">There is none, two have the same name, or the file cannot be read.</exception>
    public async Task<(string, SystemOneQuestion)[]> ReadAsync(ParseResult parsed)
    {
        (string Name, SystemOneQuestion)[] questions =
        [
            .. parsed.GetValue(_file) is { } file ? await ReadFileAsync(file) : [],
            .. Each(_yesNo, "one question", static parts => parts.Length == 1, static (text, _) => SystemOneQuestion.YesNo(text)),
            .. Each(_choice, "a question and at least two options: QUESTION|OPTION|OPTION", static parts => parts.Length > 2, SystemOneQuestion.Choice),
            .. Each(_score, "a question and at least two levels: QUESTION|LEVEL|LEVEL", static parts => parts.Length > 2, SystemOneQuestion.Score),
        ];
        return questions.Length == 0 ? throw new UsageException("There is no question: ask one with --yes-no, --choice or --score.")
            : questions.GroupBy(question => question.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
                ? throw new UsageException($"Two questions have the name '{twice.Key}': give one another name, as in --yes-no NAME=QUESTION.")
                : questions;

        IEnumerable<(string, SystemOneQuestion)> Each(Option<string[]> option, string takes, Predicate<string[]> isRight, Func<string, string[], SystemOneQuestion> make)
        {
            foreach (var typed in parsed.GetValue(option) ?? [])
            {
                var (name, rest) = Named(typed);
                var parts = rest.Split('|', StringSplitOptions.TrimEntries);
                if (!isRight(parts) || Array.Exists(parts, string.IsNullOrEmpty))
                {
                    throw new UsageException($"{option.Name} takes {takes}, not '{typed}'.");
                }

                yield return (name ?? parts[0], Made(option, () => make(parts[0], parts[1..])));
            }
        }
    }

    private static SystemOneQuestion Made(Option option, Func<SystemOneQuestion> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{option.Name}: {e.Message.Split(" (Parameter '")[0]}");
        }
    }

    // Only a word can be a name: a question may have an equals sign of its own.
    private static (string? Name, string Question) Named(string typed)
    {
        var end = typed.IndexOf('=', StringComparison.Ordinal);
        return end > 0 && typed[..end].All(c => char.IsLetterOrDigit(c) || c is '_' or '-') ? (typed[..end], typed[(end + 1)..]) : (null, typed);
    }

    private static async Task<IEnumerable<(string, SystemOneQuestion)>> ReadFileAsync(string path)
    {
        var json = await UserFile.ReadAsync(path, "file of questions", file => File.ReadAllTextAsync(file));
        try
        {
            using var document = JsonDocument.Parse(json);
            var type = (JsonTypeInfo<SystemOneQuestion>)LlmJson.Options.GetTypeInfo(typeof(SystemOneQuestion));
            return [.. document.RootElement.EnumerateObject().Select(question => (question.Name, question.Value.Deserialize(type)!))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UsageException($"--questions: the file {path} holds no questions; it must be a JSON object of them by their names.");
        }
    }
}
