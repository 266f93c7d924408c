namespace OllamaSdk.Cli.Output;

/// <summary>
/// How far a pull, push or create has come: on a terminal a line for each layer and for the whole, drawn anew as they grow; elsewhere a line for each
/// step, the same whenever the same is transferred; lines of JSON where they are asked for.
/// </summary>
internal static class TransferView
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);

    public static Task RunAsync(Terminal terminal, bool json, Func<IProgress<TransferProgress>, Task> work)
    {
        if (json)
        {
            return work(new Reporter(step => JsonOutput.WriteLine(new TransferLine(
                step.Status, step.TotalBytes > 0 ? step.CompletedBytes : null, step.TotalBytes > 0 ? step.TotalBytes : null, step.BytesPerSecond))));
        }

        return terminal.IsErrorStyled ? RunOnScreenAsync(work) : work(new Reporter(new StepLines(terminal.IsPlain && !Console.IsErrorRedirected).Report));
    }

    private static async Task RunOnScreenAsync(Func<IProgress<TransferProgress>, Task> work)
    {
        var screen = new TransferScreen(Console.Error);
        var running = work(new Reporter(screen.Report));
        try
        {
            while (!running.IsCompleted)
            {
                screen.Draw();
                await Task.WhenAny(running, Task.Delay(s_tick));
            }
        }
        finally
        {
            // Also after a failure: how far it came stays to be seen, and the message begins a line of its own.
            screen.End();
        }

        await running;
    }

    /// <summary>A line on standard error whenever the work enters another step; for whoever waits and hears them, also at each tenth of the whole.</summary>
    private sealed class StepLines(bool tellsTenths)
    {
        private readonly LayerStarts _starts = new();
        private string? _last;
        private int _tenths;

        public void Report(TransferProgress step)
        {
            _starts.See(step);
            if (step.Status != _last)
            {
                string?[] parts = [step.Current is { Total: > 0 } layer ? $"{step.Status} ({Units.Size(layer.Total)})" : step.Status, step.Current is { } current ? _starts.Note(current) : null];
                ErrorText.WriteLine(string.Join(", ", parts.OfType<string>()));
                _last = step.Status;
            }

            // The first one says only that it has begun, and the last one is said by the server's own words.
            if (tellsTenths && (int)((step.Fraction ?? 0) * 10) is > 0 and < 10 and var tenths && tenths > _tenths)
            {
                _tenths = tenths;
                ErrorText.WriteLine(string.Join(", ", [TransferLines.Percent(step.Fraction), .. TransferLines.Details(step)]));
            }
        }
    }

    // Progress<T> would report on other threads, and out of order.
    private sealed class Reporter(Action<TransferProgress> report) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => report(value);
    }
}
