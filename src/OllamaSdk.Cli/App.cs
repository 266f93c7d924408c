using System.CommandLine;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli;

/// <summary>The whole program, from its arguments to its exit code.</summary>
internal static class App
{
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            StandardOutput.Open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As a native program, after `>&-`; under dotnet the first write fails in its place.
            ErrorText.Print($"standard output cannot be written to: {e.Message}");
            return (int)ExitCode.Failed;
        }

        using var interrupt = new Interrupt();
        // An @ begins the name of a prompt's file, not that of a file with more arguments.
        var parsed = CreateRoot(interrupt).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var errors = UnknownOptions.Find(parsed).Concat(parsed.Errors.Select(error => error.Message)).Distinct().ToList();
        if (errors.Count > 0)
        {
            errors.ForEach(ErrorText.Print);
            ErrorText.WriteLine($"Try 'ollama-sdk {(parsed.CommandResult.Command is RootCommand ? "" : $"{parsed.CommandResult.Command.Name} ")}--help'.");
            return (int)ExitCode.Usage;
        }

        // The library's own handling of Ctrl+C ends the process after two seconds, perhaps before the connection is closed.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            return await parsed.InvokeAsync(configuration, interrupt.Token);
        }
        catch (IOException e) when (StandardOutput.IsLeft(e))
        {
            // Quietly: it is how `| head` ends every program.
            return (int)ExitCode.Interrupted;
        }
    }

    private static RootCommand CreateRoot(Interrupt interrupt)
    {
        var global = new GlobalOptions();
        var root = new RootCommand("Talks to Ollama, LM Studio, MLX and every server of the OpenAI-compatible API.")
        {
            new ChatCommand(global, interrupt), new GenerateCommand(global), new EmbedCommand(global),
            new ModelsCommand(global), new ShowCommand(global), new PsCommand(global),
            new PullCommand(global), new PushCommand(global), new CreateCommand(global), new CopyCommand(global), new DeleteCommand(global),
            new LoadCommand(global), new UnloadCommand(global), new HealthCommand(global), new VersionCommand(global),
            new WebSearchCommand(global), new WebFetchCommand(global),
            new ServeDemoCommand(global), new StubsCommand(global), new CompletionCommand(global),
        };
        global.AddTo(root);
        return root;
    }
}
