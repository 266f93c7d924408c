using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace OllamaSdk.Cli.Options;

/// <summary>
/// Options that no command has. System.CommandLine takes them for arguments wherever these can be anything: a misspelt <c>--modle</c> would be sent to
/// a model as a part of the question.
/// </summary>
internal static partial class UnknownOptions
{
    /// <returns>A message for each.</returns>
    public static IEnumerable<string> Find(ParseResult parsed)
    {
        // What stands behind -- is meant as it is.
        var literal = parsed.Tokens.Reverse().TakeWhile(token => token.Type != TokenType.DoubleDash).Count();
        literal = literal < parsed.Tokens.Count ? literal : 0;
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).SkipLast(literal)
            .Where(token => OptionName().IsMatch(token.Value))
            .Select(token => $"There is no option '{token.Value}'. Where it is a part of the text, put -- before the text.{Hint(token.Value, parsed)}");
    }

    private static string Hint(string word, ParseResult parsed) => NearestWord.Hint(
        word.Split('=')[0], parsed.CommandResult.Command.Options.Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name));

    [GeneratedRegex(@"^--?[A-Za-z][\w-]*(=\S*)?$")]
    private static partial Regex OptionName();
}
