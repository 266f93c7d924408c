using System.CommandLine;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>A command that talks to the server: its client, and its failures as exit codes.</summary>
internal abstract class ClientCommand : Command
{
    private readonly ServerOptions _server;

    protected ClientCommand(string name, string description, ServerOptions server)
        : base(name, description)
    {
        _server = server;
        SetAction(InvokeAsync);
    }

    /// <summary>Does the work; every exception it throws becomes a message and an exit code.</summary>
    protected abstract Task RunAsync(OllamaClient client, ParseResult parsed, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = _server.CreateClient(parsed);
            await RunAsync(client, parsed, cancellationToken);
            return (int)ExitCode.Success;
        }
        catch (Exception e) when (ErrorText.Describe(e, _server.IsDemo(parsed)) is var (code, message))
        {
            ErrorText.Print(message);
            return (int)code;
        }
    }
}
