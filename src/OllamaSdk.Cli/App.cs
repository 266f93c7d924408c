using System.CommandLine;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli;

/// <summary>The whole program, from its arguments to its exit code.</summary>
internal static class App
{
    public static async Task<int> RunAsync(string[] args)
    {
        var server = new ServerOptions();
        var root = new RootCommand("Talks to an Ollama server.")
        {
            new ChatCommand(server), new GenerateCommand(server), new ModelsCommand(server),
        };
        server.AddTo(root);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                ErrorText.Print(error.Message);
            }

            Console.Error.WriteLine("Try 'ollama-sdk --help'.");
            return (int)ExitCode.Usage;
        }

        using var interrupt = new Interrupt();
        // The library's own handling of Ctrl+C ends the process after two seconds, perhaps before the connection is closed.
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return await parsed.InvokeAsync(configuration, interrupt.Token);
    }
}
