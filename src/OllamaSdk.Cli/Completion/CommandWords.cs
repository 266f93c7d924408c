using System.CommandLine;
using System.CommandLine.Completions;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Options;

namespace OllamaSdk.Cli.Completion;

/// <summary>What can be typed, as the scripts need it: taken from the commands themselves, so that none is forgotten.</summary>
internal sealed record CommandWords(IReadOnlyList<CommandWord> Commands, IReadOnlyList<OptionWord> Everywhere)
{
    /// <summary>All options that take a value.</summary>
    public IEnumerable<OptionWord> WithValues => Everywhere.Concat(Commands.SelectMany(command => command.Options))
        .Where(option => option.TakesValue).DistinctBy(option => option.Long);

    /// <summary>The commands that stand first on a line.</summary>
    public IEnumerable<CommandWord> First => Commands.Where(command => command.Parent is null);

    public static CommandWords Of(RootCommand root) => new(
        [.. Visible(root).SelectMany(command => (CommandWord[])[Word(command, null), .. command.Subcommands.Select(below => Word(below, command.Name))])],
        [.. root.Options.Where(option => option.Recursive || option is System.CommandLine.Help.HelpOption).Select(Word)]);

    private static CommandWord Word(Command command, string? parent) => new(
        command.Name,
        [.. command.Aliases],
        parent,
        command.Description ?? "",
        [.. command.Options.Select(Word)],
        [.. command.Subcommands.Select(below => below.Name), .. command.Arguments.SelectMany(Choices), .. command is HelpCommand ? Visible(command.Parents.OfType<Command>().First()).Select(each => each.Name) : []],
        command.Arguments.Select(argument => argument.Name switch { ModelNames.ArgumentName or "SOURCE" => "models", SettingNames.ArgumentName => "settings", _ => null }).FirstOrDefault());

    private static OptionWord Word(Option option) => new(
        option.Name,
        option.Aliases.FirstOrDefault(alias => alias.Length == 2 && alias[0] == '-'),
        option.Description ?? "",
        option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool),
        option.HelpName is { } help && (help.EndsWith("FILE", StringComparison.Ordinal) || help == "PATH"),
        option.ValueType == typeof(bool) ? [] : [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)],
        option.Name switch { "--model" or "--from" => "models", "--profile" => "profiles", "--provider" => "providers", _ => null });

    private static IEnumerable<Command> Visible(Command command) => command.Subcommands.Where(below => !below.Hidden);

    private static IEnumerable<string> Choices(Argument argument) => argument.GetCompletions(CompletionContext.Empty).Select(item => item.Label);
}

/// <summary>A command, with the values that its arguments may have where these are known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Parent">The command that it stands behind.</param>
/// <param name="Description">What it does.</param>
/// <param name="Options">Its own options.</param>
/// <param name="Choices">What may follow it.</param>
/// <param name="Asks">What more may follow it: a kind of word that only the program knows, see <see cref="LiveWords"/>.</param>
internal sealed record CommandWord(
    string Name, IReadOnlyList<string> Aliases, string? Parent, string Description, IReadOnlyList<OptionWord> Options, IReadOnlyList<string> Choices, string? Asks)
{
    /// <summary>The words from the first on.</summary>
    public string Path => Parent is null ? Name : $"{Parent} {Name}";

    /// <summary>All its names.</summary>
    public IEnumerable<string> Names => Aliases.Prepend(Name);
}

/// <summary>An option: its names, and what may follow it.</summary>
internal sealed record OptionWord(string Long, string? Short, string Description, bool TakesValue, bool TakesFile, IReadOnlyList<string> Choices, string? Asks)
{
    /// <summary>Both names.</summary>
    public IEnumerable<string> Names => Short is null ? [Long] : [Long, Short];
}
