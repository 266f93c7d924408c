using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class PsCommand(GlobalOptions global) : CliCommand("ps", "Lists the models that are in memory.", global)
{
    protected override async Task RunAsync(CommandContext context)
    {
        var running = await context.Clients.Native.ListRunningModelsAsync(cancellationToken: context.Token);
        // Two forms of one model may be in memory, under one name.
        var forms = running.Models.Any(model => model.Runner.Length > 0);
        context.Print(running, () => Table.Print(
            context.Terminal,
            [.. (string[])["NAME", "SIZE", "ON GPU", "CONTEXT", "UNTIL"], .. forms ? ["RUNNER"] : Array.Empty<string>()],
            running.Models.Select(model => forms ? [.. Row(model), model.Runner] : Row(model))));
    }

    private static string[] Row(RunningModel model) =>
    [
        model.Name.Length > 0 ? model.Name : model.Model,
        Units.Size(model.Size),
        model is { Size: > 0 and { } size, SizeVram: { } onGpu } ? FormattableString.Invariant($"{(double)onGpu / size:P0}") : "",
        model.ContextLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        Units.Moment(model.ExpiresAt),
    ];
}
