namespace OllamaSdk.Tests;

/// <summary>Failures of tasks that nobody has looked at: they end up in a handler of the whole process.</summary>
internal static class UnobservedFailures
{
    /// <summary>How many with these words there are once <paramref name="act"/> has ended and what it left was collected.</summary>
    public static async Task<int> CountAsync(string words, Func<Task> act)
    {
        var count = 0;
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await act();
            for (var i = 0; i < 5; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        return count;

        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => count += e.Exception.ToString().Contains(words, StringComparison.Ordinal) ? 1 : 0;
    }
}
