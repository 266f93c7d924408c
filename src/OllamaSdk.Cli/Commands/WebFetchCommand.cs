using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class WebFetchCommand : CliCommand
{
    private readonly Argument<string> _url = new("URL") { Description = "The page." };

    public WebFetchCommand(GlobalOptions global)
        : base("web-fetch", WebAccess.Describe("Reads a web page as text"), global) => Arguments.Add(_url);

    protected override async Task RunAsync(CommandContext context)
    {
        var (client, url) = (context.Clients.Native, context.Parsed.GetRequiredValue(_url));
        var page = WebAccess.IsDirect(context)
            ? await client.WebFetchAsync(url, cancellationToken: context.Token)
            : await client.LocalWebFetchAsync(url, cancellationToken: context.Token);
        context.Print(page, () => Console.Out.WriteLine(TerminalText.ForOutput($"{page.Title}\n\n{page.Content}")));
    }
}
