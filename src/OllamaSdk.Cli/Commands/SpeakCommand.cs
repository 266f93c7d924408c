using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Cli.Commands;

internal sealed class SpeakCommand : CliCommand
{
    private readonly Argument<string[]> _text = PromptArgument.Create("What to say. None reads standard input.");
    private readonly Option<string?> _model = new("--model", "-m") { Description = "The model. Otherwise the config file's.", HelpName = "NAME" };
    private readonly Option<string?> _voice = new("--voice") { Description = "Whose voice; which there are is the model's matter.", HelpName = "NAME" };
    private readonly Option<string?> _format = new("--format") { Description = "The form of the sound, such as wav or mp3; otherwise the server's.", HelpName = "FORM" };
    private readonly Option<string?> _output = new("--output", "-o") { Description = "Where the sound goes; otherwise to standard output.", HelpName = "FILE" };

    public SpeakCommand(GlobalOptions global)
        : base("speak", "Turns a text into speech.", global)
    {
        Arguments.Add(_text);
        foreach (var option in (Option[])[_model, _voice, _format, _output])
        {
            Options.Add(option);
        }
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var parsed = context.Parsed;
        context.ModelFlag = parsed.GetValue(_model);
        var path = parsed.GetValue(_output);
        if (path is null && (Terminal.IsShown || context.IsJson))
        {
            throw new UsageException($"{(context.IsJson ? "With --json standard output is for words" : "Sound is nothing for a terminal")}: say where it goes with --output FILE.");
        }

        var text = await PromptText.ReadAsync(parsed.GetValue(_text) ?? [], context.Token)
            ?? throw new UsageException("There is no text: write it behind the command, as @FILE, or send it to standard input.");
        var model = context.Clients.Model ?? throw new UsageException("No model is named that can speak: name one with --model.");
        var request = new SpeechRequest { Model = model, Input = text, Voice = parsed.GetValue(_voice), ResponseFormat = parsed.GetValue(_format) };
        await using var sound = await Spinner.UntilAsync(context.Terminal, $"Waiting for {model}", context.Clients.OpenAI.SpeakAsync(request, cancellationToken: context.Token));
        if (path is null)
        {
            await using var output = Console.OpenStandardOutput();
            await sound.CopyToAsync(output, context.Token);
            return;
        }

        await WriteAsync(sound, path, context.Token);
        context.Print(new DoneDocument("success", model, path), () => Console.Out.WriteLine(TerminalText.ForOutput($"{path} is written")));
    }

    // What is there already stays until there is something to put in its place.
    private static async Task WriteAsync(Stream sound, string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.Create(path);
            await sound.CopyToAsync(file, cancellationToken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UsageException($"{path} cannot be written: {e.Message}");
        }
    }
}
