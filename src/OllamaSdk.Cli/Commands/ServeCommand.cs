using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>Starts the server itself, for as long as this program runs.</summary>
internal sealed class ServeCommand : CliCommand
{
    private readonly Argument<string[]> _arguments = new("ARGUMENT") { Description = "More arguments for the server's program, behind --.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _model = new("--model", "-m") { Description = "What it starts with: a GGUF file for llama.cpp, a path or hub id for MLX.", HelpName = "FILE" };
    private readonly Option<string?> _program = new("--program") { Description = "The server's program, where it is not found by its name.", HelpName = "FILE" };

    public ServeCommand(GlobalOptions global)
        : base("serve", "Starts the server's program on this computer (ollama serve, llama-server …), shows what it writes, and ends it with Ctrl+C.", global)
    {
        Arguments.Add(_arguments);
        Options.Add(_model);
        Options.Add(_program);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        context.ModelFlag = context.Parsed.GetValue(_model);
        var clients = context.Clients;
        var options = new OllamaServerOptions
        {
            Provider = clients.Provider,
            Endpoint = clients.Endpoint,
            // Ollama loads a model when it is asked for one.
            Model = clients.Provider.IsNative ? null : clients.Model,
            Program = context.Parsed.GetValue(_program) is { } program ? Path.GetFullPath(program) : null,
            OutputReceived = ErrorText.WriteLine,
        };
        foreach (var argument in context.Parsed.GetValue(_arguments) ?? [])
        {
            options.Arguments.Add(argument);
        }

        await using var server = await OllamaServer.EnsureRunningAsync(options, context.Token);
        if (!server.WasStarted)
        {
            ErrorText.Print($"{server.Provider.DisplayName} answers at {server.Endpoint} already; it was left as it is.");
            context.ExitCode = ExitCode.Failed;
            return;
        }

        var url = server.Endpoint.ToString();
        context.Print(new ListeningDocument(url), () => Console.Out.WriteLine(url));
        if (server.ProcessId is null)
        {
            ErrorText.Print($"{server.Provider.DisplayName} listens, and goes on when this program has ended.");
            return;
        }

        try
        {
            var code = await server.WaitForExitAsync(context.Token);
            ErrorText.Print($"{server.Provider.DisplayName} has ended by itself, with exit code {code}.");
            context.ExitCode = ExitCode.Failed;
        }
        catch (OperationCanceledException) when (context.Token.IsCancellationRequested)
        {
            // Ctrl+C is how it ends, and no failure.
        }
    }
}
