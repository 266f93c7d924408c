using System.CommandLine;
using System.Globalization;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class ModelsCommand(ServerOptions server) : ClientCommand("models", "Lists the models the server has.", server)
{
    protected override async Task RunAsync(OllamaClient client, ParseResult parsed, CancellationToken cancellationToken)
    {
        var models = (await client.ListModelsAsync(cancellationToken: cancellationToken)).Models ?? [];
        if (models.Count == 0)
        {
            Console.Error.WriteLine($"The server has no models yet. {ModelChoice.PullHint}");
            return;
        }

        Console.Out.Write(Table.Format(["NAME", "SIZE", "MODIFIED", "CAN"], models.Select(Row)));
    }

    private static string[] Row(ModelSummary model) =>
    [
        model.Name ?? model.Model ?? "",
        FormatSize(model.Size),
        model.ModifiedAt?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        string.Join(", ", model.Capabilities ?? []),
    ];

    // Decimal units, as `ollama list` shows them.
    private static string FormatSize(long? bytes) => bytes switch
    {
        null => "",
        >= 1_000_000_000 => FormattableString.Invariant($"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => FormattableString.Invariant($"{bytes / 1e6:0} MB"),
        _ => FormattableString.Invariant($"{bytes / 1e3:0} KB"),
    };
}
