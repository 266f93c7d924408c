using System.Text;
using System.Text.Json;
using OllamaSdk.Cli.Commands;
using OllamaSdk.Cli.Output;

namespace OllamaSdk.Cli.Tools;

/// <summary>An answer for which the model may ask for tools: shows each call, has it asked for, and shows what came of it.</summary>
/// <param name="context">The command.</param>
/// <param name="box">The tools.</param>
/// <param name="print">Makes what prints the text of one turn.</param>
internal sealed class ToolAnswering(CommandContext context, ToolBox box, Func<AnswerPrinter> print)
{
    private readonly StringBuilder _text = new();
    private AnswerPrinter? _printer;

    /// <summary>All that was said after the question: calls, results, the answer; also of one that broke off.</summary>
    public IReadOnlyList<LlmMessage> Said { get; private set; } = [];

    /// <exception cref="LlmException">There is no answer, or a limit was reached.</exception>
    /// <exception cref="IOException">A server of tools cannot be used.</exception>
    public async Task<LlmResponse> RunAsync(LlmRequest request, CancellationToken cancellationToken)
    {
        var tools = await box.ToolsAsync(cancellationToken);
        var options = new ToolLoopOptions { BeforeCall = box.Asking.DecideAsync };
        var rounds = 0;
        try
        {
            await using var events = context.Clients.Any.RunWithToolsStreamAsync(request, tools, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            for (var isQuiet = true; await NextAsync(events, isQuiet, request.Model);)
            {
                isQuiet = events.Current is ToolLoopRoundEvent;
                if (events.Current is ToolLoopRoundEvent<LlmMessage, LlmResponse> round)
                {
                    (rounds, Said) = (round.Round, [.. round.Progress.Messages.Skip(request.Messages.Count)]);
                }
                else if (events.Current is ToolLoopFinishedEvent<LlmMessage, LlmResponse> { Result.Answer: { } answer })
                {
                    Tell(new LlmUpdate { Response = answer });
                    return answer;
                }

                Show(events.Current);
            }
        }
        catch (Exception e) when (Keep(e, request.Messages.Count, rounds))
        {
            throw;
        }
        finally
        {
            EndTurn();
        }

        throw new System.Diagnostics.UnreachableException("A loop ends with an answer, or throws.");
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ToolLoopEvent> events, bool isQuiet, string? model)
    {
        var next = events.MoveNextAsync();
        return isQuiet ? await Spinner.UntilAsync(context.Terminal, $"Waiting for {model}", next.AsTask()) : await next;
    }

    private void Show(ToolLoopEvent happened)
    {
        switch (happened)
        {
            case ToolLoopRestartEvent:
                _text.Clear();
                Tell(new LlmUpdate { IsRestart = true });
                break;
            case ToolLoopThinkingEvent thought:
                Tell(new LlmUpdate { ThinkingDelta = thought.Text });
                break;
            case ToolLoopTextEvent said:
                _text.Append(said.Text);
                Tell(new LlmUpdate { ContentDelta = said.Text });
                break;
            case ToolCallStartedEvent { Call: var call }:
                EndTurn();
                Tell(new ToolLine(call.Name, Arguments(call), null, null), ToolText.Of(call));
                box.Asking.Show(call);
                break;
            case ToolCallFinishedEvent { Call: var call }:
                Tell(new ToolLine(call.Name, null, call.Result?.Content, call.Result is { IsError: true } ? true : null), ToolText.Of(call.Result));
                break;
            case ToolLoopRoundEvent:
                EndTurn();
                _text.Clear();
                break;
        }
    }

    private void Tell(LlmUpdate update)
    {
        if (context.IsJson)
        {
            AnswerDocuments.Write(update);
        }
        else if (update.Response is null)
        {
            (_printer ??= print()).Print(update);
        }
    }

    private void Tell(ToolLine line, string words)
    {
        if (context.IsJson)
        {
            JsonOutput.WriteLine(line);
        }
        else
        {
            ErrorText.WriteLine(words);
        }
    }

    private void EndTurn()
    {
        _printer?.Dispose();
        _printer = null;
    }

    // What was said before it broke off; the turn that was under way only where the model had not come to its calls.
    private bool Keep(Exception failure, int asked, int rounds)
    {
        if (ToolLoop.ProgressOf(failure) is ToolLoopResult<LlmMessage, LlmResponse> progress)
        {
            Said = [.. progress.Messages.Skip(asked), .. progress.Rounds == rounds && _text.Length > 0 ? [LlmMessage.Assistant(_text.ToString())] : (LlmMessage[])[]];
        }

        return true;
    }

    private static JsonElement Arguments(ToolInvocation call)
    {
        try
        {
            return JsonElement.Parse(call.ArgumentsJson);
        }
        catch (JsonException)
        {
            return JsonElement.Parse("null");
        }
    }
}
