using System.CommandLine;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Commands;

internal sealed class ShowCommand : CliCommand
{
    private readonly Argument<string> _model = ModelNames.Required();
    private readonly Option<string?> _runner = new("--runner") { Description = "Of a model in several forms the one for this runner, such as llamacpp or mlx.", HelpName = "NAME" };

    private readonly (Option<bool> Option, Func<ShowModelResponse, string?> Of)[] _parts =
    [
        (new("--modelfile") { Description = "Print its Modelfile and nothing else." }, static model => model.Modelfile),
        (new("--parameters") { Description = "Print its parameters and nothing else." }, static model => model.Parameters),
        (new("--template") { Description = "Print its template and nothing else." }, static model => model.Template),
        (new("--system") { Description = "Print how it is told to behave and nothing else." }, static model => model.System),
        (new("--license") { Description = "Print its license and nothing else." }, static model => model.License),
    ];

    public ShowCommand(GlobalOptions global)
        : base("show", "Tells what a model is: its abilities, size, parameters and template.", global)
    {
        Arguments.Add(_model);
        Options.Add(_runner);
        foreach (var (option, _) in _parts)
        {
            Options.Add(option);
        }

        Validators.Add(result =>
        {
            if (_parts.Where(part => result.GetValue(part.Option)).Select(part => part.Option.Name).ToArray() is { Length: > 1 } several)
            {
                result.AddError($"Only one of {string.Join(", ", several)} can be printed.");
            }
        });
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var name = context.Parsed.GetRequiredValue(_model);
        var model = await context.Clients.Native.ShowModelAsync(
            new ShowModelRequest { Model = name, Runner = context.Parsed.GetValue(_runner) }, cancellationToken: context.Token);
        var part = Array.Find(_parts, part => context.Parsed.GetValue(part.Option));
        context.Print(model, () =>
        {
            if (part.Of is not null)
            {
                Console.Out.WriteLine(TerminalText.ForOutput((part.Of(model) ?? "").TrimEnd()));
                return;
            }

            Table.Print(context.Terminal, ["", name], Facts(model).Where(fact => !string.IsNullOrEmpty(fact.Value)).Select(fact => new[] { fact.Name, fact.Value! }));
            Text("PARAMETERS", model.Parameters);
            Text("SYSTEM", model.System);
            Text("TEMPLATE", model.Template);
        });
    }

    private static IEnumerable<(string Name, string? Value)> Facts(ShowModelResponse model) =>
    [
        ("family", model.Details.Family),
        ("parameters", model.Details.ParameterSize),
        ("quantization", model.Details.QuantizationLevel),
        ("format", model.Details.Format),
        ("context length", model.Details.ContextLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Info(model, ".context_length")),
        ("embedding length", model.Details.EmbeddingLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Info(model, ".embedding_length")),
        ("can", string.Join(", ", model.Capabilities ?? [])),
        ("thinks", Levels(model.Thinking)),
        ("runner", model.Details.Runner),
        ("forms", string.Join(", ", model.Manifests.Select(form => form.Runner).Where(runner => runner.Length > 0))),
        ("parent", model.Details.ParentModel),
        ("runs at", model.RemoteHost),
        ("modified", Units.Date(model.ModifiedAt)),
    ];

    private static string? Levels(ModelThinking? thinking) => thinking is { Values.Count: > 0 }
        ? string.Join(", ", thinking.Values.Select(value => $"{value}{(value == thinking.Default ? " (by itself)" : "")}")) : null;

    private static string? Info(ShowModelResponse model, string ending) =>
        model.ModelInfo.FirstOrDefault(entry => entry.Key.EndsWith(ending, StringComparison.Ordinal)) is { Key: not null } entry ? entry.Value.ToString() : null;

    private static void Text(string title, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Console.Out.WriteLine($"{Environment.NewLine}{title}{Environment.NewLine}{TerminalText.ForOutput(text.TrimEnd())}");
        }
    }
}
