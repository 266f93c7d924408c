using System.Text;
using OllamaSdk.Soak.Clients;

namespace OllamaSdk.Soak.Work;

/// <summary>Reads streams as different consumers do: at once, slowly, with a long pause, not to the end, until it is cancelled.</summary>
internal static class Reading
{
    private enum Manner
    {
        Whole,
        Slow,
        Pausing,
        LeavingEarly,
        Cancelling,
    }

    /// <param name="call">Whose stream it is.</param>
    /// <param name="expected">The whole answer.</param>
    /// <param name="open">Opens the stream with a token.</param>
    public static async Task<Ending> ReadAsync(Call call, string expected, Func<CancellationToken, IAsyncEnumerable<ILlmTextPart>> open)
    {
        var manner = Pick(call.Random);
        var at = call.Random.Next(1, 40);
        var (got, count) = (new StringBuilder(), 0);
        using var stop = new CancellationTokenSource();
        if (manner == Manner.Cancelling && call.Random.Next(2) == 0)
        {
            stop.CancelAfter(call.Random.Next(0, 2500));
        }

        try
        {
            await foreach (var part in open(stop.Token))
            {
                got.Append(part.Text);
                count++;
                switch (manner)
                {
                    case Manner.Slow when count % 4 == 0:
                        await Task.Delay(call.Random.Next(5, 120), CancellationToken.None);
                        break;
                    case Manner.Pausing when count == at:
                        // Longer than the idle timer, which must not run meanwhile.
                        await Task.Delay(Fleet.Idle + TimeSpan.FromSeconds(1), CancellationToken.None);
                        break;
                    case Manner.LeavingEarly when count == at:
                        Call.CheckBeginning(expected, got.ToString());
                        return Ending.LeftEarly;
                    case Manner.Cancelling when count == at:
                        await stop.CancelAsync();
                        break;
                }
            }
        }
        catch (OperationCanceledException e) when (manner == Manner.Cancelling && stop.IsCancellationRequested)
        {
            Call.CheckBeginning(expected, got.ToString());
            return e.CancellationToken == stop.Token ? Ending.Cancelled : throw new FlawException(Flaw.Foreign, $"cancelled with another token: {e}");
        }
        catch (LlmException e)
        {
            Call.CheckPartial(expected, got, e);
            throw;
        }

        Call.CheckWhole(expected, got.ToString());
        return Ending.Whole;
    }

    /// <summary>A call with an answer in one piece, now and then cancelled.</summary>
    public static async Task<Ending> AskAsync(Call call, Func<CancellationToken, Task> ask)
    {
        using var stop = new CancellationTokenSource();
        var isCancelling = call.Random.Next(100) < 12;
        if (isCancelling)
        {
            stop.CancelAfter(call.Random.Next(0, 1000));
        }

        try
        {
            await ask(stop.Token);
            return Ending.Whole;
        }
        catch (OperationCanceledException e) when (isCancelling && stop.IsCancellationRequested)
        {
            return e.CancellationToken == stop.Token ? Ending.Cancelled : throw new FlawException(Flaw.Foreign, $"cancelled with another token: {e}");
        }
    }

    private static Manner Pick(Random random) => random.Next(100) switch
    {
        < 60 => Manner.Whole,
        < 72 => Manner.Slow,
        < 75 => Manner.Pausing,
        < 88 => Manner.LeavingEarly,
        _ => Manner.Cancelling,
    };
}
