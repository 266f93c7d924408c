using System.Runtime.CompilerServices;
using OllamaSdk.Streaming;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Loop;

/// <summary>The loop itself: one turn of the model, then its calls, and again, until a turn without calls.</summary>
internal sealed class LoopRunner<TMessage, TAnswer>(ToolConversation<TMessage, TAnswer> conversation, ToolSet tools, ToolLoopOptions options)
    where TMessage : class
    where TAnswer : class
{
    // Some servers refuse a conversation in which a call has no result, so that this stands in where the loop ended first.
    private const string NoResult = "No result: the exchange ended before this call did.";

    private readonly CallBatch _batch = new(new CallRunner(tools, options), options.MaxParallelCalls);
    private readonly List<ToolInvocation> _calls = [];
    private IReadOnlyList<ToolInvocation> _open = [];
    private int _rounds;
    private int _failedRounds;

    /// <summary>Runs a loop to the model's answer.</summary>
    public static async Task<ToolLoopResult<TMessage, TAnswer>> RunAsync(Func<LoopRunner<TMessage, TAnswer>> begin, CancellationToken cancellationToken)
    {
        await foreach (var happened in WatchAsync(begin, streamed: false, cancellationToken).ConfigureAwait(false))
        {
            if (happened is ToolLoopFinishedEvent<TMessage, TAnswer> { Result: var result })
            {
                return result;
            }
        }

        throw new InvalidOperationException("A tool loop ended without a result.");
    }

    /// <summary>A loop's events, with the conversation kept beside whatever exception ends it. Each enumeration is a loop of its own.</summary>
    public static IAsyncEnumerable<ToolLoopEvent> WatchAsync(Func<LoopRunner<TMessage, TAnswer>> begin, bool streamed, CancellationToken cancellationToken) =>
        EventsAsync(begin, streamed, cancellationToken).WithOwnTokens(cancellationToken, LoopProgress.Move);

    private static async IAsyncEnumerable<ToolLoopEvent> EventsAsync(
        Func<LoopRunner<TMessage, TAnswer>> begin, bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var loop = begin();
        using var span = WorkSpan.OfLoop();
        var events = loop.RunAsync(streamed, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (events.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    span?.Resume(loop.Model);
                    if (!await events.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (Exception e)
                {
                    LoopProgress.Keep(e, loop.Result());
                    span?.Fail(ErrorType.Of(e), (e as LlmException)?.LogText);
                    throw;
                }

                yield return events.Current;
            }
        }
    }

    private string? Model => conversation.Model;

    private async IAsyncEnumerable<ToolLoopEvent> RunAsync(bool streamed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LoopDepth.Check(options.MaxDepth);
        while (true)
        {
            var round = _rounds + 1;
            await foreach (var delta in conversation.TakeTurnAsync(streamed, cancellationToken).ConfigureAwait(false))
            {
                if (delta.IsRestart)
                {
                    yield return new ToolLoopRestartEvent(round);
                }

                if (!string.IsNullOrEmpty(delta.Thinking))
                {
                    yield return new ToolLoopThinkingEvent(round, delta.Thinking);
                }

                if (!string.IsNullOrEmpty(delta.Text))
                {
                    yield return new ToolLoopTextEvent(round, delta.Text);
                }
            }

            if (conversation.Turn is { Calls.Count: 0, HitTokenLimit: false } turn && TextCalls.Find(turn.Text, tools) is { } written)
            {
                if (options.RecoverTextCalls)
                {
                    conversation.Recover(written);
                }

                yield return new ToolCallsAsTextEvent(round, [.. written.Calls.Select(call => call.Name)], options.RecoverTextCalls);
            }

            BeginCalls();
            await foreach (var happened in _batch.RunAsync(_open, cancellationToken).ConfigureAwait(false))
            {
                yield return happened;
            }

            var asked = EndCalls();
            yield return new ToolLoopRoundEvent<TMessage, TAnswer>(round, Result());
            if (!asked)
            {
                yield return new ToolLoopFinishedEvent<TMessage, TAnswer>(round, Result());
                yield break;
            }

            CheckFailures();
        }
    }

    private void BeginCalls()
    {
        _rounds++;
        _open = [.. conversation.Turn.Calls.Select(call => new ToolInvocation(
            call, tools.TryGet(call.Name, out var tool) ? tool : null, _rounds, conversation.Model))];
        _calls.AddRange(_open);
        if (_calls.Count > options.MaxCalls)
        {
            throw Limit(null, $"The model made {Plural.Of(_calls.Count, "call")}, more than {nameof(options.MaxCalls)} = {options.MaxCalls} allows.{LastError()}");
        }

        if (_open.Count > 0 && _rounds >= options.MaxRounds)
        {
            throw Limit(null, $"The model still asked for {string.Join(", ", _open.Select(call => $"'{call.Name}'").Distinct().Take(8))} in round {_rounds}, and {nameof(options.MaxRounds)} = {options.MaxRounds} allows no further one.{LastError()}");
        }
    }

    private bool EndCalls()
    {
        var ended = _open;
        _open = [];
        foreach (var call in ended)
        {
            conversation.Add(ResultMessage(call));
        }

        _failedRounds = ended.Count > 0 && ended.All(call => call.Result is { Failure: not null and not ToolFailure.Refused }) ? _failedRounds + 1 : 0;
        return ended.Count > 0;
    }

    private void CheckFailures()
    {
        if (_failedRounds >= options.MaxConsecutiveErrors)
        {
            throw Limit(_calls[^1].Name, $"All calls of the last {Plural.Of(_failedRounds, "round")} failed, and {nameof(options.MaxConsecutiveErrors)} = {options.MaxConsecutiveErrors} allows no more.{LastError()}");
        }
    }

    private LlmToolException Limit(string? tool, string message) => new(ToolFailure.LoopLimit, tool, message) { Model = conversation.Model };

    private string LastError() => _calls.FindLast(call => call.Result is { IsError: true }) is { } last ? CallFailures.Last(last) : "";

    private TMessage ResultMessage(ToolInvocation call) => conversation.ResultMessage(call, call.Result?.Content ?? NoResult, call.Result?.Images ?? []);

    private ToolLoopResult<TMessage, TAnswer> Result() => new()
    {
        Text = conversation.Turn.Text,
        Thinking = conversation.Turn.Thinking,
        HitTokenLimit = conversation.Turn.HitTokenLimit,
        Answer = conversation.Answer,
        Reduction = conversation.Reduction,
        Messages = [.. conversation.Messages, .. _open.Select(ResultMessage)],
        Rounds = _rounds,
        Calls = [.. _calls],
        PromptTruncation = conversation.Truncation,
    };
}
