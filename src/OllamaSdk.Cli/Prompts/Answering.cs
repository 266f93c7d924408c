using System.Diagnostics;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Prompts;

/// <summary>Sends a request and shows the answer as it comes.</summary>
internal sealed class Answering(CommandContext context, AnswerLook look, bool stats)
{
    private bool _hasToldOfCut;

    /// <summary>What has come, also of an answer that broke off.</summary>
    public string Text { get; private set; } = "";

    /// <summary>How long the first part of the last answer took; <see langword="null"/> where none came.</summary>
    public TimeSpan? First { get; private set; }

    /// <exception cref="LlmException">There is no answer, or it broke off; what had come is printed.</exception>
    public async Task<LlmResponse> RunAsync(LlmRequest request, CancellationToken cancellationToken)
    {
        (Text, First) = ("", null);
        var started = Stopwatch.GetTimestamp();
        await using var updates = context.Clients.Any.ChatStreamAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        using var printer = context.IsJson ? null : new AnswerPrinter(context.Terminal, look);
        var isThere = await Spinner.UntilAsync(context.Terminal, $"Waiting for {request.Model}", updates.MoveNextAsync().AsTask());
        while (isThere)
        {
            var update = updates.Current;
            First ??= Stopwatch.GetElapsedTime(started);
            Text = update.IsRestart ? update.ContentDelta : Text + update.ContentDelta;
            Show(printer, update);
            if (update.Response is { } answer)
            {
                printer?.Dispose();
                TellOfCut(answer);
                if (stats)
                {
                    ErrorText.Print(StatsText.Of(answer));
                }

                return answer;
            }

            isThere = await updates.MoveNextAsync();
        }

        throw new UnreachableException("A stream ends with an answer, or throws.");
    }

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
