using System.CommandLine;
using OllamaSdk.Cli.Completion;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>What the completion scripts ask. A shell that completes shows whatever is printed, so nothing but words is, whatever fails.</summary>
internal sealed class CompleteCommand : CliCommand
{
    private readonly Argument<string> _kind = new("KIND") { Description = "models, profiles, providers or settings." };
    private readonly Argument<string> _prefix = new("PREFIX") { Description = "What was typed of the word.", DefaultValueFactory = _ => "" };
    private readonly Option<string?> _line = new("--line") { Description = "The whole line, for the options that name a server.", HelpName = "TEXT" };
    private readonly GlobalOptions _global;

    public CompleteCommand(GlobalOptions global)
        : base("complete", "Prints the words that a shell may complete.", global)
    {
        _global = global;
        Hidden = true;
        Arguments.Add(_kind);
        Arguments.Add(_prefix);
        Options.Add(_line);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        try
        {
            var (kind, prefix) = (context.Parsed.GetRequiredValue(_kind), context.Parsed.GetValue(_prefix) ?? "");
            var words = await new LiveWords(_global, context.Parsed.GetValue(_line) ?? "", context.Token).OfAsync(kind);
            foreach (var word in words.Where(word => word.StartsWith(prefix, StringComparison.Ordinal) && LiveWords.IsPlain(word)).Distinct())
            {
                Console.Out.WriteLine(word);
            }
        }
        catch (Exception e) when (!StandardOutput.IsLeft(e))
        {
            // No word is known, and there is nobody to tell why.
        }
    }
}
