using System.CommandLine;
using System.Globalization;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class WebSearchCommand : CliCommand
{
    private readonly Argument<string[]> _query = new("QUERY") { Description = "What to look for.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int?> _maxResults = new("--max-results") { Description = "How many results, 1 to 10; otherwise 5.", HelpName = "COUNT", CustomParser = Numbers.Whole };

    public WebSearchCommand(GlobalOptions global)
        : base("web-search", WebAccess.Describe("Searches the web"), global)
    {
        Arguments.Add(_query);
        Options.Add(_maxResults);
        _maxResults.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count is < 1 or > 10)
            {
                result.AddError($"--max-results takes a number from 1 to 10, not {text}.");
            }
        });
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var (client, query, count) = (context.Clients.Native, string.Join(' ', context.Parsed.GetRequiredValue(_query)), context.Parsed.GetValue(_maxResults));
        var found = WebAccess.IsDirect(context)
            ? await client.WebSearchAsync(query, count, cancellationToken: context.Token)
            : await client.LocalWebSearchAsync(query, count, cancellationToken: context.Token);
        context.Print(found, () =>
        {
            foreach (var result in found.Results)
            {
                Console.Out.WriteLine(TerminalText.ForOutput($"{result.Title}\n{result.Url}\n{result.Content}\n"));
            }
        });
    }
}
