using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class CreateCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required("The new model's name.");
    private readonly Option<string?> _from = new("--from") { Description = "The model that it is made from.", HelpName = "MODEL" };
    private readonly Option<string?> _files = new("--files") { Description = "A .gguf file, or a folder of model files, to make it from.", HelpName = "PATH" };
    private readonly Option<string?> _system = new("--system") { Description = "How it shall behave; or @FILE.", HelpName = "TEXT" };
    private readonly Option<string?> _template = new("--template") { Description = "How messages become its prompt; or @FILE.", HelpName = "TEXT" };
    private readonly Option<string?> _quantize = new("--quantize") { Description = "Make its numbers smaller, for example q4_K_M.", HelpName = "KIND" };
    private readonly Option<string[]> _capabilities = new("--capability") { Description = "What it can do beside what the server finds, for example decision; may be given several times.", HelpName = "NAME" };

    public CreateCommand(GlobalOptions global)
        : base("create", "Makes a model from another one, or from files.", global)
    {
        Arguments.Add(_model);
        foreach (var option in (Option[])[_from, _files, _system, _template, _quantize, _capabilities])
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_from) is null == result.GetResult(_files) is null)
            {
                result.AddError("Say what the model is made from: either --from MODEL or --files PATH.");
            }
        });
    }

    protected override Task RunAsync(CommandContext context)
    {
        var (client, parsed) = (context.Clients.Native, context.Parsed);
        var request = new CreateModelRequest
        {
            Model = parsed.GetRequiredValue(_model),
            From = parsed.GetValue(_from),
            System = Text(parsed.GetValue(_system)),
            Template = Text(parsed.GetValue(_template)),
            Quantize = parsed.GetValue(_quantize),
            Capabilities = parsed.GetValue(_capabilities) is { Length: > 0 } names ? [.. names.Select(name => new ModelCapability(name))] : null,
        };
        return TransferView.RunAsync(context.Terminal, context.IsJson, progress => parsed.GetValue(_files) is { } path
            ? CreateModelFromFilesAsync(client, path, request, progress, context.Token)
            : client.CreateModelAsync(request, progress, cancellationToken: context.Token));
    }

    private static async Task CreateModelFromFilesAsync(
        OllamaClient client, string path, CreateModelRequest request, IProgress<TransferProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateModelFromFilesAsync(path, request, progress, cancellationToken: cancellationToken);
        }
        catch (FileNotFoundException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static string? Text(string? text) => text is null ? null : PromptText.Expand(text);
}
