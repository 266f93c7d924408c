using System.CommandLine;
using OllamaSdk.Cli.Bench;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class BenchCommand : CliCommand
{
    private const int MaxRounds = 100;

    private readonly Argument<string> _model = ModelNames.Required();
    private readonly Option<int?> _rounds = new("--rounds") { Description = $"How many answers are measured, 1 to {MaxRounds}; otherwise 3.", HelpName = "COUNT", CustomParser = Numbers.Whole };
    private readonly Option<int?> _maxTokens = new("--max-tokens") { Description = "The longest answer, in tokens; otherwise 128.", HelpName = "COUNT", CustomParser = Numbers.Whole };
    private readonly Option<string?> _prompt = new("--prompt") { Description = "The question, or @FILE; otherwise a story of a river, of some 300 tokens.", HelpName = "TEXT" };

    public BenchCommand(GlobalOptions global)
        : base("bench", "Measures how fast a model reads and answers.", global)
    {
        Arguments.Add(_model);
        foreach (var option in (Option[])[_rounds, _maxTokens, _prompt])
        {
            Options.Add(option);
        }
    }

    protected override async Task RunAsync(CommandContext context)
    {
        var parsed = context.Parsed;
        var model = context.ModelFlag = parsed.GetRequiredValue(_model);
        var (count, length) = (parsed.GetValue(_rounds) ?? 3, parsed.GetValue(_maxTokens) ?? 128);
        if (count is < 1 or > MaxRounds || length < 1)
        {
            throw new UsageException(length < 1 ? "--max-tokens takes a number from 1 on." : $"--rounds takes a number from 1 to {MaxRounds}.");
        }

        var prompt = parsed.GetValue(_prompt) is { } text ? PromptText.Expand(text) : null;
        var run = new BenchRun(context.Clients, model, length);
        var load = await Spinner.UntilAsync(context.Terminal, $"Loading {model}", run.WarmUpAsync(context.Token));
        var rounds = new List<BenchRound>();
        while (rounds.Count < count)
        {
            rounds.Add(await Spinner.UntilAsync(context.Terminal, $"Round {rounds.Count + 1} of {count}", run.MeasureAsync(prompt, context.Token)));
        }

        var bench = new BenchDocument(model, load, rounds, BenchRound.MedianOf(rounds));
        context.Print(bench, () => BenchView.Print(context.Terminal, bench));
    }
}
