using Spectre.Console;

namespace OllamaSdk.Cli.Output;

/// <summary>How far a pull, push or create has come: bars on a terminal, a line for each step elsewhere, lines of JSON where they are asked for.</summary>
internal static class TransferView
{
    public static Task RunAsync(Terminal terminal, bool json, Func<IProgress<TransferProgress>, Task> work)
    {
        if (json)
        {
            return work(new Reporter(step => JsonOutput.WriteLine(new TransferLine(
                step.Status, step.TotalBytes > 0 ? step.CompletedBytes : null, step.TotalBytes > 0 ? step.TotalBytes : null, step.BytesPerSecond))));
        }

        return terminal.IsErrorStyled ? RunWithBarAsync(work) : work(new Reporter(new StepLines().Report));
    }

    private static Task RunWithBarAsync(Func<IProgress<TransferProgress>, Task> work) => Terminal.Error().Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .StartAsync(async progress =>
        {
            var bar = progress.AddTask("starting", maxValue: 1);
            bar.IsIndeterminate = true;
            await work(new Reporter(step =>
            {
                bar.IsIndeterminate = step.Fraction is null;
                bar.Value = step.Fraction ?? 0;
                bar.Description = Markup.Escape(TerminalText.Clean(Describe(step)));
            }));
            (bar.IsIndeterminate, bar.Value) = (false, 1);
            bar.StopTask();
        });

    private static string Describe(TransferProgress step)
    {
        string?[] parts =
        [
            step.TotalBytes > 0 ? $"{Units.Size(step.CompletedBytes)} of {Units.Size(step.TotalBytes)}" : null,
            step.BytesPerSecond is { } rate ? $"{Units.Size(rate)}/s" : null,
            step.Remaining is { } time && step.Fraction < 1 ? $"{Units.Duration(time)} left" : null,
            step.Status,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>A line on standard error whenever the work enters another step.</summary>
    private sealed class StepLines
    {
        private string? _last;

        public void Report(TransferProgress step)
        {
            if (step.Status != _last)
            {
                ErrorText.WriteLine(step.Current is { Total: > 0 } layer ? $"{step.Status} ({Units.Size(layer.Total)})" : step.Status);
                _last = step.Status;
            }
        }
    }

    // Progress<T> would report on other threads, and out of order.
    private sealed class Reporter(Action<TransferProgress> report) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => report(value);
    }
}
