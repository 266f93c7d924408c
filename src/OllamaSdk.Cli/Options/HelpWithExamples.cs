using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OllamaSdk.Cli.Options;

/// <summary>The help of the program as a whole ends with what to type first.</summary>
internal sealed class HelpWithExamples(SynchronousCommandLineAction help) : SynchronousCommandLineAction
{
    private const string Examples =
        """
        Examples:
          ollama-sdk chat --demo                          a first try, without a server and without a model
          ollama-sdk pull llama3.2                        get a model for the Ollama that runs on this computer
          ollama-sdk chat -m llama3.2 "Why is it blue?"   ask it; without a question it talks with you
          git diff | ollama-sdk chat "Review this:" -     ask about what another program has said
          ollama-sdk config set model llama3.2            from now on ask this one
          ollama-sdk help chat                            what a command takes

        What Ollama's own command line calls run, list, ls, cp, rm, stop, ps, show and serve goes by these names too.

        """;

    public override bool ClearsParseErrors => true;

    /// <summary>Puts it in the place of the help of a program.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpWithExamples((SynchronousCommandLineAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is RootCommand)
        {
            parseResult.InvocationConfiguration.Output.Write(Examples.ReplaceLineEndings());
        }

        return code;
    }
}
