using System.CommandLine;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli;

/// <summary>What happens where no command is named.</summary>
internal static class FirstContact
{
    /// <summary>
    /// A person talks with the model of the settings, and is shown what to type where there is none. A script that names no command has a fault: its
    /// output stays empty, and the exit code says so.
    /// </summary>
    public static async Task<int> RunAsync(ParseResult parsed, GlobalOptions global, CancellationToken cancellationToken)
    {
        var configuration = parsed.InvocationConfiguration;
        var root = (RootCommand)parsed.RootCommandResult.Command;
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            ErrorText.Print("name a command.");
            configuration.Output = Console.Error;
            root.Parse(["--help"]).Invoke(configuration);
            return (int)ExitCode.Usage;
        }

        using var context = new CommandContext(global, parsed, cancellationToken);
        try
        {
            string[] words = context.IsDemo || context.Clients.Model is not null ? ["chat"] : ["--help"];
            return await root.Parse([.. words, .. parsed.Tokens.Select(token => token.Value)]).InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (ErrorText.Describe(e, context) is var (code, message))
        {
            ErrorText.Print(message);
            return (int)code;
        }
    }
}
