using System.CommandLine;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

/// <summary>A command that sends words to a model and prints its answer as it comes.</summary>
internal abstract class PromptCommand : ClientCommand
{
    private readonly Argument<string[]> _prompt = new("PROMPT") { Description = "What to say; several words need no quotes.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<string?> _model = new("--model", "-m")
    {
        Description = "The model. Otherwise the first one on the server that can answer.",
        HelpName = "NAME",
    };

    protected PromptCommand(string name, string description, ServerOptions server)
        : base(name, description, server)
    {
        Arguments.Add(_prompt);
        Options.Add(_model);
    }

    protected abstract IAsyncEnumerable<AnswerPart> AnswerAsync(OllamaClient client, string prompt, string model, CancellationToken cancellationToken);

    protected override async Task RunAsync(OllamaClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var prompt = string.Join(' ', parsed.GetValue(_prompt) ?? []);
        var model = parsed.GetValue(_model) ?? await ModelChoice.FirstAsync(client, cancellationToken);
        using var printer = new AnswerPrinter();
        await foreach (var part in AnswerAsync(client, prompt, model, cancellationToken))
        {
            printer.Print(part);
        }
    }
}
