using System.Diagnostics;
using System.Text;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;
using OllamaSdk.Cli.Tools;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Sends a request and shows the answer as it comes.</summary>
/// <param name="context">The command.</param>
/// <param name="look">What the answer looks like on a terminal.</param>
/// <param name="stats">Whether to tell what an answer took.</param>
/// <param name="tools">What the model may ask for.</param>
internal sealed class Answering(CommandContext context, AnswerLook look, bool stats, ToolBox tools)
{
    // What has come of an answer that is under way.
    private readonly StringBuilder _text = new();
    private IReadOnlyList<LlmMessage> _said = [];
    private bool _hasToldOfCut;

    /// <summary>All that was said after the question, also of an answer that broke off: the answer, and before it calls of tools and their results.</summary>
    public IReadOnlyList<LlmMessage> Said
    {
        get => _text.Length > 0 ? [LlmMessage.Assistant(_text.ToString())] : _said;
        private set
        {
            _text.Clear();
            _said = value;
        }
    }

    /// <summary>How long the first part of the answer took; <see langword="null"/> where none came, and where the model could ask for tools.</summary>
    public TimeSpan? First { get; private set; }

    /// <exception cref="LlmException">There is no answer, or it broke off; what had come is printed.</exception>
    public async Task<LlmResponse> RunAsync(LlmRequest request, CancellationToken cancellationToken)
    {
        (Said, First) = ([], null);
        var answer = tools.HasAny ? await AskWithToolsAsync(request, cancellationToken) : await AskAsync(request, cancellationToken);
        TellOfCut(answer);
        if (stats)
        {
            ErrorText.Print(StatsText.Of(answer));
        }

        return answer;
    }

    private async Task<LlmResponse> AskWithToolsAsync(LlmRequest request, CancellationToken cancellationToken)
    {
        var asking = new ToolAnswering(context, tools, Printer);
        try
        {
            return await asking.RunAsync(request, cancellationToken);
        }
        finally
        {
            Said = asking.Said;
        }
    }

    private async Task<LlmResponse> AskAsync(LlmRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var updates = context.Clients.Any.ChatStreamAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        using var printer = context.IsJson ? null : Printer();
        var isThere = await Spinner.UntilAsync(context.Terminal, $"Waiting for {request.Model}", updates.MoveNextAsync().AsTask());
        while (isThere)
        {
            var update = updates.Current;
            First ??= Stopwatch.GetElapsedTime(started);
            Show(printer, update);
            if (update.Response is { } answer)
            {
                Said = [answer.ToMessage()];
                return answer;
            }

            _ = update.IsRestart ? _text.Clear() : _text;
            _text.Append(update.ContentDelta);
            isThere = await updates.MoveNextAsync();
        }

        throw new UnreachableException("A stream ends with an answer, or throws.");
    }

    private AnswerPrinter Printer() => new(context.Terminal, look);

    // Once: in a conversation every later answer would say it again.
    private void TellOfCut(LlmResponse answer)
    {
        if (!_hasToldOfCut && TruncationText.Of(answer.PromptTruncation) is { } words)
        {
            _hasToldOfCut = true;
            ErrorText.Print(words);
        }
    }

    private static void Show(AnswerPrinter? printer, LlmUpdate update)
    {
        if (printer is null)
        {
            AnswerDocuments.Write(update);
        }
        else
        {
            printer.Print(update);
        }
    }
}
