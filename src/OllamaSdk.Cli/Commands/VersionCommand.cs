using System.CommandLine;
using System.Reflection;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class VersionCommand : CliCommand
{
    private readonly Option<bool> _server = new("--server") { Description = "Ask an Ollama server for its version as well." };

    public VersionCommand(GlobalOptions global)
        : base("version", "Prints the version of this program.", global) => Options.Add(_server);

    protected override async Task RunAsync(CommandContext context)
    {
        var own = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        var server = context.Parsed.GetValue(_server) ? await context.Clients.Native.GetVersionAsync(cancellationToken: context.Token) : null;
        if (context.IsJson)
        {
            JsonOutput.WriteLine(new VersionDocument(own, server));
            return;
        }

        Console.Out.WriteLine($"ollama-sdk {own}");
        if (server is not null)
        {
            Console.Out.WriteLine($"Ollama {server}");
        }
    }
}
