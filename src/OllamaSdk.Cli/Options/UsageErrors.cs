using System.CommandLine;

namespace OllamaSdk.Cli.Options;

/// <summary>What is wrong with a command line, in words.</summary>
internal static class UsageErrors
{
    /// <returns>The lines to print; empty where nothing is wrong.</returns>
    public static IReadOnlyList<string> Find(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action is System.CommandLine.Help.HelpAction or HelpWithExamples)
        {
            return [];
        }

        // What comes behind a word that is no command cannot be understood either.
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.FirstOrDefault() is { } word && !word.StartsWith('-'))
        {
            return [$"ollama-sdk: {UnknownCommand(word, command)}"];
        }

        string[] errors = [.. UnknownOptions.Find(parsed).Concat(parsed.Errors.Select(error => error.Message)).Distinct().Select(message => $"ollama-sdk: {message}")];
        return errors.Length == 0 ? errors : [.. errors, $"Try 'ollama-sdk {Path(command)}--help'."];
    }

    /// <param name="word">What was typed.</param>
    /// <param name="command">Where a command below it was looked for.</param>
    public static string UnknownCommand(string word, Command command)
    {
        var known = command.Subcommands.Where(each => !each.Hidden).SelectMany(each => each.Aliases.Prepend(each.Name));
        var path = Path(command);
        return $"there is no command '{path}{word}'.{NearestWord.Hint(word, known, $" Did you mean '{path}{{0}}'?")} '{$"ollama-sdk help {path}".TrimEnd()}' lists what there is.";
    }

    private static string Path(Command command) => command is RootCommand ? "" : $"{command.Parents.OfType<Command>().Select(Path).First()}{command.Name} ";
}
