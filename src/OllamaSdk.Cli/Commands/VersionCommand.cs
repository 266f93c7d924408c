using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class VersionCommand : CliCommand
{
    private readonly Option<bool> _server = new("--server") { Description = "Ask the server for its version as well." };

    public VersionCommand(GlobalOptions global)
        : base("version", "Prints the version of this program.", global) => Options.Add(_server);

    protected override async Task RunAsync(CommandContext context)
    {
        var own = BuildInfo.Version;
        var server = context.Parsed.GetValue(_server) ? await ServerVersionAsync(context) : null;
        if (context.IsJson)
        {
            JsonOutput.WriteLine(new VersionDocument(own, server));
            return;
        }

        Console.Out.WriteLine($"ollama-sdk {own}");
        if (server is not null)
        {
            Console.Out.WriteLine(TerminalText.ForOutput($"{context.Clients.Provider.DisplayName} {server}"));
        }
    }

    // Other servers have no route of their own for it, but give it away where one looks.
    private static async Task<string> ServerVersionAsync(CommandContext context)
    {
        var clients = context.Clients;
        return clients.Provider.IsNative
            ? await clients.Native.GetVersionAsync(cancellationToken: context.Token)
            : (await LlmProviders.DetectAsync(clients.OpenAI.Endpoint.ToString(), cancellationToken: context.Token)).Version
                ?? throw new UsageException($"{clients.Provider.DisplayName} at {clients.OpenAI.Endpoint} does not tell its version.");
    }
}
