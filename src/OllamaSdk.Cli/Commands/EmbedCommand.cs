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

    private readonly Option<string[]> _files = new("--file", "-f")
    {
        Description = "A file whose text becomes a vector; - is standard input. May be given several times.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _lines = new("--lines") { Description = "With --file: each line of the files is a text of its own." };

    public EmbedCommand(GlobalOptions global)
        : base("embed", "Turns texts into vectors, one line of JSON for each.", global)
    {
        Arguments.Add(_texts);
        Options.Add(_model);
        Options.Add(_files);
        Options.Add(_lines);
    }

    protected override async Task RunAsync(CommandContext context)
    {
        context.ModelFlag = context.Parsed.GetValue(_model);
        var (files, lines, words) = (context.Parsed.GetValue(_files) ?? [], context.Parsed.GetValue(_lines), context.Parsed.GetValue(_texts) ?? []);
        if (files.Length > 0 ? words.Length > 0 : lines)
        {
            throw new UsageException(files.Length > 0 ? "Texts and --file do not go together: leave one out." : "--lines goes with --file; lines of standard input are texts by themselves.");
        }

        await (files.Length > 0 ? EmbedFilesAsync(context, new FileTexts(files, lines)) : EmbedTextsAsync(context, words));
    }

    private static async Task EmbedTextsAsync(CommandContext context, string[] typed)
    {
        var texts = await ReadAsync(typed, context.Token);
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

    private static async Task EmbedFilesAsync(CommandContext context, FileTexts texts)
    {
        texts.Check();
        var model = await ModelChoice.FindAsync(context.Clients, ModelCapability.Embedding, context.Token);
        await foreach (var result in context.Clients.Any.EmbedManyAsync(texts.Read(), model, cancellationToken: context.Token))
        {
            if (!texts.TryNext(out var place))
            {
                throw new System.Diagnostics.UnreachableException("There are as many results as texts, in their order.");
            }

            if (TruncationText.Of(result.PromptTruncation) is { } cut)
            {
                ErrorText.Print($"{place}: {cut}");
            }

            if (result.Error is { } error)
            {
                ErrorText.Print($"{place}: {error.Message}");
                context.ExitCode = ExitCode.Failed;
            }

            if (Terminal.IsShown && !context.IsJson)
            {
                Console.Out.WriteLine(TerminalText.Clean($"{place}: {(result.Output is { } shown ? Shortened(shown) : "none")}"));
            }
            else
            {
                JsonOutput.WriteLine(new FileVectorLine(place.File, result.Index, place.Line, result.Output, result.Error?.Message));
            }
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
