using System.CommandLine;
using System.CommandLine.Completions;

namespace OllamaSdk.Cli.Completion;

/// <summary>What can be typed, as the scripts need it: taken from the commands themselves, so that none is forgotten.</summary>
internal sealed record CommandWords(IReadOnlyList<CommandWord> Commands, IReadOnlyList<OptionWord> Everywhere)
{
    /// <summary>All options that take a value.</summary>
    public IEnumerable<OptionWord> WithValues => Everywhere.Concat(Commands.SelectMany(command => command.Options))
        .Where(option => option.TakesValue).DistinctBy(option => option.Long);

    public static CommandWords Of(RootCommand root) => new(
        [.. root.Subcommands.Select(command => new CommandWord(
            command.Name, command.Description ?? "", [.. command.Options.Select(Word)], [.. command.Arguments.SelectMany(Choices)]))],
        [.. root.Options.Where(option => option.Recursive || option is System.CommandLine.Help.HelpOption).Select(Word)]);

    private static OptionWord Word(Option option) => new(
        option.Name,
        option.Aliases.FirstOrDefault(alias => alias.Length == 2 && alias[0] == '-'),
        option.Description ?? "",
        option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool),
        option.HelpName is { } help && (help.EndsWith("FILE", StringComparison.Ordinal) || help == "PATH"),
        option.ValueType == typeof(bool) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)]);

    private static IEnumerable<string> Choices(Argument argument) => argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
}

/// <summary>A command, with the values that its arguments may have where these are known.</summary>
internal sealed record CommandWord(string Name, string Description, IReadOnlyList<OptionWord> Options, IReadOnlyList<string> Choices);

/// <summary>An option: its names, and what may follow it.</summary>
internal sealed record OptionWord(string Long, string? Short, string Description, bool TakesValue, bool TakesFile, IReadOnlyList<string> Choices)
{
    /// <summary>Both names.</summary>
    public IEnumerable<string> Names => Short is null ? [Long] : [Long, Short];
}
