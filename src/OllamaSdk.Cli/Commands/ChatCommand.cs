using System.CommandLine;
using OllamaSdk.Cli.Chat;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Prompts;

namespace OllamaSdk.Cli.Commands;

internal sealed class ChatCommand : CliCommand
{
    private readonly Argument<string[]> _prompt = PromptArgument.Create("A question. None begins a conversation, or reads standard input.");
    private readonly GenerationOptions _options = new();
    private readonly Interrupt _interrupt;

    public ChatCommand(GlobalOptions global, Interrupt interrupt)
        : base("chat", "Asks a question; or talks with a model, where no question is given.", global)
    {
        _interrupt = interrupt;
        Arguments.Add(_prompt);
        _options.AddTo(this);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        if (await PromptText.ReadAsync(context.Parsed.GetValue(_prompt) ?? [], context.Token) is { } prompt)
        {
            await SingleQuestion.AskAsync(context, _options, prompt);
        }
        else
        {
            await ChatLoop.RunAsync(context, _options, _interrupt);
        }
    }
}
