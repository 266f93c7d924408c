using System.CommandLine;
using OllamaSdk.Cli.Chat;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;

namespace OllamaSdk.Cli.Commands;

/// <summary>As Ollama's own: a model that is not there is got first, and what is piped in stands before the words.</summary>
internal sealed class RunCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();
    private readonly Argument<string[]> _prompt = PromptArgument.Create("A question. None begins a conversation.");
    private readonly Option<bool> _insecure = InsecureOption.Create();
    private readonly GenerationOptions _options = new();
    private readonly ChatOptions _chat = new();
    private readonly Interrupt _interrupt;

    public RunCommand(GlobalOptions global, Interrupt interrupt)
        : base("run", "Asks a model, or talks with it; gets it first where the server does not have it.", global)
    {
        _interrupt = interrupt;
        Arguments.Add(_model);
        Arguments.Add(_prompt);
        _options.AddTo(this, _model);
        _chat.AddTo(this, isNew: true);
        Options.Add(_insecure);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        context.ModelFlag = _options.Model(context.Parsed);
        await EnsureAsync(context, context.ModelFlag!);
        var words = context.Parsed.GetValue(_prompt) ?? [];
        if (await PromptText.ReadAsync(Console.IsInputRedirected && words.Length > 0 && !words.Contains("-") ? ["-", .. words] : words, context.Token) is { } prompt)
        {
            await SingleQuestion.AskAsync(context, _options, prompt.Trim());
        }
        else
        {
            await ChatLoop.RunAsync(context, _options, _chat, _interrupt);
        }
    }

    private async Task EnsureAsync(CommandContext context, string model)
    {
        if (!context.Clients.Provider.IsNative)
        {
            return;
        }

        try
        {
            await context.Clients.Native.ShowModelAsync(model, cancellationToken: context.Token);
        }
        catch (LlmModelNotFoundException)
        {
            var request = new PullModelRequest { Model = model, Insecure = context.Parsed.GetValue(_insecure) ? true : null };
            await TransferView.RunAsync(
                context.Terminal, context.IsJson, progress => context.Clients.Native.PullModelAsync(request, progress, cancellationToken: context.Token));
        }
    }
}
