using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Schemas;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class GenerateCommand : CliCommand
{
    private readonly Argument<string[]> _prompt = PromptArgument.Create("What to ask. None reads standard input.");
    private readonly GenerationOptions _options = new();

    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A file that the question is about: a text, which goes before it under its name, or a picture. May be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _schema = new("--schema")
    {
        Description = "Members of a JSON answer, as in \"name, age int, tags string[], kind a|b|c\"; or a JSON schema, in @FILE or a file that ends with .json.",
        HelpName = "FIELDS|@FILE",
    };

    public GenerateCommand(GlobalOptions global)
        : base("generate", "Asks one question and prints the answer as it comes.", global)
    {
        Arguments.Add(_prompt);
        Options.Add(_files);
        Options.Add(_schema);
        _options.AddTo(this);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var schema = context.Parsed.GetValue(_schema);
        if (schema is not null && _options.FindRivalOfSchema(context.Parsed) is { } rival)
        {
            throw new UsageException($"--schema and {rival} do not go together: leave one out.");
        }

        var prompt = await PromptText.ReadAsync(context.Parsed.GetValue(_prompt) ?? [], context.Token)
            ?? throw new UsageException("There is no prompt: write it behind the command, as @FILE, or send it to standard input.");
        var files = await PromptFiles.ReadAsync(context.Parsed.GetValue(_files) ?? [], context.Token);
        var request = await SingleQuestion.RequestAsync(context, _options, files.Text + prompt, files.Images);
        await (schema is null ? SingleQuestion.AskAsync(context, _options, request) : TypedQuestion.AskAsync(context, request, schema));
    }
}
