using System.CommandLine;

namespace OllamaSdk.Cli.Prompts;

/// <summary>The words behind a command.</summary>
internal static class PromptArgument
{
    public static Argument<string[]> Create(string whenEmpty) => new("PROMPT")
    {
        Description = $"{whenEmpty} Several words need no quotes; @FILE stands for a file, - for standard input.",
        Arity = ArgumentArity.ZeroOrMore,
    };
}
