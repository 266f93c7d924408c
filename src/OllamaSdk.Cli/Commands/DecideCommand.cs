using System.CommandLine;
using System.Globalization;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;

namespace OllamaSdk.Cli.Commands;

internal sealed class DecideCommand : CliCommand
{
    private readonly Argument<string[]> _state = PromptArgument.Create("What the questions are about. None reads standard input.");
    private readonly Option<string?> _model = ModelNames.Option();
    private readonly Option<string[]> _images = new("--image") { Description = "A picture that the questions are about; may be given several times.", HelpName = "FILE" };
    private readonly QuestionOptions _questions = new();

    public DecideCommand(GlobalOptions global)
        : base("decide", "Has a decision model answer questions about a text, with probabilities.", global)
    {
        Arguments.Add(_state);
        Options.Add(_model);
        _questions.AddTo(this);
        Options.Add(_images);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        context.ModelFlag = context.Parsed.GetValue(_model);
        var request = await ReadAsync(context);
        var model = await ModelChoice.FindAsync(context.Clients, ModelCapability.Decision, context.Token);
        var answer = await Spinner.UntilAsync(context.Terminal, $"Waiting for {model}", AskAsync(context, request with { Model = model }));
        context.Print(answer, () => Table.Print(
            context.Terminal, ["QUESTION", "ANSWER", "PROBABILITY", "CONFIDENCE"], request.Questions!.Keys.Select(name => Row(name, answer.Answers[name]))));
    }

    private async Task<SystemOneRequest> ReadAsync(CommandContext context)
    {
        var questions = await _questions.ReadAsync(context.Parsed);
        var images = new List<LlmImage>();
        foreach (var path in context.Parsed.GetValue(_images) ?? [])
        {
            images.Add(await UserFile.ReadAsync(path, "picture", file => LlmImage.FromFileAsync(file, context.Token)));
        }

        // With a picture there is something to ask about without a word.
        var words = context.Parsed.GetValue(_state) ?? [];
        var state = words.Length == 0 && images.Count > 0 ? "" : await PromptText.ReadAsync(words, context.Token)
            ?? throw new UsageException("There is nothing to ask about: write it behind the command, as @FILE, or send it to standard input.");
        return SystemOneRequest.About(state, questions) with { Images = images.Count > 0 ? images : null };
    }

    private static Task<SystemOneResponse> AskAsync(CommandContext context, SystemOneRequest request) => context.Clients.Provider.IsNative
        ? context.Clients.Native.DecideAsync(request, cancellationToken: context.Token)
        : context.Clients.OpenAI.DecideAsync(request, cancellationToken: context.Token);

    private static string[] Row(string question, SystemOneAnswer answer)
    {
        var (text, probability) = Told(answer);
        return [question, text, Share(probability), Share(answer.Confidence)];
    }

    private static (string Text, double? Probability) Told(SystemOneAnswer answer) => answer switch
    {
        { Noul: { } yes } => answer.IsYes() ? ("yes", yes) : ("no", 1 - yes),
        { Score: { } score } => (Scored(score, answer), answer.ProbabilityOf($"{answer.Level}")),
        { Choice: { Length: > 0 } choice } => (choice, answer.ProbabilityOf(choice)),
        _ => ($"({answer.Type?.Value})", null),
    };

    private static string Scored(double score, SystemOneAnswer answer)
    {
        var number = score.ToString("0.0", CultureInfo.InvariantCulture);
        return answer.Level is { } level && level < answer.Levels.Count ? $"{number} ({answer.Levels[level]})" : number;
    }

    private static string Share(double? value) => value is null ? "" : FormattableString.Invariant($"{value * 100:0} %");
}
