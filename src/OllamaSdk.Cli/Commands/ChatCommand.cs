using System.CommandLine;
using OllamaSdk.Cli.Chat;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class ChatCommand : CliCommand
{
    private readonly Argument<string[]> _prompt = PromptArgument.Create("A question. None begins a conversation, or reads standard input.");
    private readonly GenerationOptions _options = new();
    private readonly ChatOptions _chat = new();
    private readonly Interrupt _interrupt;

    public ChatCommand(GlobalOptions global, Interrupt interrupt)
        : base("chat", "Asks a question; or talks with a model, where no question is given.", global)
    {
        _interrupt = interrupt;
        Arguments.Add(_prompt);
        _options.AddTo(this);
        _chat.AddTo(this);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        if (_chat.IsList(context.Parsed))
        {
            ConversationList.Print(context);
        }
        else if (await PromptText.ReadAsync(context.Parsed.GetValue(_prompt) ?? [], context.Token) is not { } prompt)
        {
            await ChatLoop.RunAsync(context, _options, _chat, _interrupt);
        }
        else if (_chat.Conversation(context.Parsed) is { } option)
        {
            throw new UsageException($"{option} goes on with a talk: leave out the question, and ask it there.");
        }
        else
        {
            await SingleQuestion.AskAsync(context, _options, prompt);
        }
    }
}
