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
        var global = new GlobalOptions();
        // An @ begins the name of a prompt's file, not that of a file with more arguments.
        var parsed = CreateRoot(args, global, interrupt).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var errors = UsageErrors.Find(parsed);
        if (errors.Count > 0)
        {
            foreach (var line in errors)
            {
                ErrorText.WriteLine(line);
            }

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

    private static RootCommand CreateRoot(string[] args, GlobalOptions global, Interrupt interrupt)
    {
        var root = new RootCommand("Talks to Ollama, LM Studio, MLX and every server of the OpenAI-compatible API.");
        global.AddTo(root);
        HelpWithExamples.AddTo(root);
        root.SetAction((parsed, cancellationToken) => FirstContact.RunAsync(parsed, global, cancellationToken));
        (string Name, Func<Command> Create)[] commands =
        [
            ("chat", () => new ChatCommand(global, interrupt)), ("run", () => new RunCommand(global, interrupt)), ("generate", () => new GenerateCommand(global)), ("embed", () => new EmbedCommand(global)),
            ("speak", () => new SpeakCommand(global)),
            ("decide", () => new DecideCommand(global)), ("bench", () => new BenchCommand(global)),
            ("models", () => new ModelsCommand(global)), ("show", () => new ShowCommand(global)), ("ps", () => new PsCommand(global)),
            ("pull", () => new PullCommand(global)), ("push", () => new PushCommand(global)), ("create", () => new CreateCommand(global)),
            ("copy", () => new CopyCommand(global)), ("delete", () => new DeleteCommand(global)),
            ("load", () => new LoadCommand(global)), ("unload", () => new UnloadCommand(global)), ("health", () => new HealthCommand(global)),
            ("version", () => new VersionCommand(global)),
            ("usage", () => new UsageCommand(global)), ("balance", () => new BalanceCommand(global)),
            ("web-search", () => new WebSearchCommand(global)), ("web-fetch", () => new WebFetchCommand(global)),
            ("serve", () => new ServeCommand(global)), ("serve-demo", () => new ServeDemoCommand(global)), ("stubs", () => new StubsCommand(global)), ("jobs", () => new JobsCommand(global)), ("config", () => new ConfigCommand(global)),
            ("complete", () => new CompleteCommand(global)),
        ];

        // Making all of them is a good part of the time to start, and only help and completion need more than the one that is named.
        var word = Name(args.FirstOrDefault());
        var named = Array.FindIndex(commands, command => command.Name == word);
        foreach (var (_, create) in named < 0 ? commands : commands.AsSpan(named, 1))
        {
            root.Add(create());
        }

        if (named < 0)
        {
            root.Add(new CompletionCommand(global));
            root.Add(new HelpCommand(global));
        }

        return root;
    }

    // Ollama's words for them; the commands themselves say so too.
    private static string? Name(string? word) => word switch
    {
        "list" or "ls" => "models",
        "rm" => "delete",
        "cp" => "copy",
        "stop" => "unload",
        _ => word,
    };
}
