using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class ModelsCommand(GlobalOptions global) : CliCommand("models", "Lists the models that the servers have.", global)
{
    protected override async Task RunAsync(CommandContext context)
    {
        var models = await context.Clients.Any.ListModelsAsync(cancellationToken: context.Token);
        context.Print(new ModelsDocument([.. models.Select(Document)]), () => Show(context, models));
    }

    private static void Show(CommandContext context, IReadOnlyList<LlmModelInfo> models)
    {
        if (models.Count == 0)
        {
            ErrorText.Print($"the server has no models yet. {ModelChoice.PullHint}");
            return;
        }

        var several = models.Select(model => model.Endpoint).Distinct().Count() > 1;
        string[] header = ["NAME", "SIZE", "MODIFIED", "CAN"];
        Table.Print(
            context.Terminal,
            several ? [.. header, "SERVER"] : header,
            models.Select(model => several ? [.. Row(model), $"{model.Provider} {model.Endpoint}"] : Row(model)));
    }

    private static string[] Row(LlmModelInfo model) => [model.Id, Units.Size(model.Size), Units.Date(model.Created), string.Join(", ", model.Capabilities)];

    private static ModelDocument Document(LlmModelInfo model) => new(
        model.Id, model.Provider, model.Endpoint?.ToString(), model.Created, model.OwnedBy, model.ContextLength, model.Description, model.Size,
        [.. model.Capabilities.Select(capability => capability.ToString())], model.IsLoaded);
}
