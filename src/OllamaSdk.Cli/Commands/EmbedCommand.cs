using System.CommandLine;
using System.Globalization;
using OllamaSdk.Cli.Options;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Prompts;
using OllamaSdk.Cli.Settings;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Cli.Commands;

internal sealed class EmbedCommand : CliCommand
{
    private const int ShownNumbers = 4;

    private readonly Argument<string[]> _texts = new("TEXT")
    {
        Description = "The texts, each a vector of its own; @FILE stands for a file. None reads standard input, a line each.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _model = ModelNames.Option();

    public EmbedCommand(GlobalOptions global)
        : base("embed", "Turns texts into vectors, one line of JSON for each.", global)
    {
        Arguments.Add(_texts);
        Options.Add(_model);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        context.ModelFlag = context.Parsed.GetValue(_model);
        var texts = await ReadAsync(context.Parsed.GetValue(_texts) ?? [], context.Token);
        var model = await ModelChoice.FindAsync(context.Clients, ModelCapability.Embedding, context.Token);
        var (answer, truncation) = await Spinner.UntilAsync(context.Terminal, $"Waiting for {model}", AskAsync(context, texts, model));
        context.Print(answer, () =>
        {
            foreach (var vector in answer.Embeddings)
            {
                Console.Out.WriteLine(Terminal.IsShown ? Shortened(vector) : $"[{string.Join(',', vector.Select(Number))}]");
            }
        });
        if (TruncationText.Of(truncation) is { } words)
        {
            ErrorText.Print(words);
        }
    }

    private static async Task<string[]> ReadAsync(string[] texts, CancellationToken cancellationToken)
    {
        if (texts.Length > 0)
        {
            return Array.ConvertAll(texts, PromptText.Expand);
        }

        var lines = Console.IsInputRedirected
            ? (await PromptText.ReadInputAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];
        return lines.Length > 0 ? lines : throw new UsageException("There is no text: write it behind the command, as @FILE, or send lines to standard input.");
    }

    private static async Task<(EmbeddingsDocument Answer, PromptTruncation? Truncation)> AskAsync(CommandContext context, string[] texts, string model)
    {
        if (context.Clients.Provider.IsNative)
        {
            var native = await context.Clients.Native.EmbedAsync(texts, model, cancellationToken: context.Token);
            return (new(native.Model, native.Embeddings, native.PromptEvalCount, TruncationText.Document(native.PromptTruncation)), native.PromptTruncation);
        }

        var list = await context.Clients.OpenAI.EmbedAsync(new PromptInput(texts), model, cancellationToken: context.Token);
        var vectors = list.Data.OrderBy(item => item.Index).Select(item => item.Embedding?.Values.ToArray() ?? []);
        return (new(list.Model, [.. vectors], list.Usage?.PromptTokens, TruncationText.Document(list.PromptTruncation)), list.PromptTruncation);
    }

    private static string Shortened(float[] vector) =>
        $"[{string.Join(", ", vector.Take(ShownNumbers).Select(Number))}{(vector.Length > ShownNumbers ? ", …" : "")}] {vector.Length} numbers";

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);
}
