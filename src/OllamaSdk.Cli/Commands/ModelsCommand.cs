using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class ModelsCommand : CliCommand
{
    public ModelsCommand(GlobalOptions global)
        : base("models", "Lists the models that the servers have.", global)
    {
        Aliases.Add("list");
        Aliases.Add("ls");
    }

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
        // Forms of one model have one name.
        var forms = models.Any(model => model.Runner is not null);
        Table.Print(
            context.Terminal,
            ["NAME", .. Where(forms, "RUNNER"), "SIZE", "MODIFIED", "CAN", .. Where(several, "SERVER")],
            models.Select(model => (string[])[
                model.Id, .. Where(forms, model.Runner ?? ""), Units.Size(model.Size), Units.Date(model.Created), string.Join(", ", model.Capabilities),
                .. Where(several, $"{model.Provider} {model.Endpoint}")]));
    }

    private static string[] Where(bool isShown, string cell) => isShown ? [cell] : [];

    private static ModelDocument Document(LlmModelInfo model) => new(
        model.Id, model.Provider, model.Endpoint?.ToString(), model.Created, model.OwnedBy, model.ContextLength, model.Description, model.Size,
        [.. model.Capabilities.Select(capability => capability.ToString())], model.IsLoaded, model.Runner);
}
