using OllamaSdk.TestKit;

namespace OllamaSdk.Gateway.Tests;

internal static class Clocks
{
    /// <summary>Waits until so many waits are under way: each answer stands before its next line.</summary>
    public static async Task WaitForTimersAsync(this FakeClock clock, int count)
    {
        try
        {
            await Guard.Within(WaitAsync());
        }
        catch (TimeoutException)
        {
            Assert.Equal(count, clock.PendingTimers.Count);
            throw;
        }

        async Task WaitAsync()
        {
            while (clock.PendingTimers.Count != count)
            {
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Lets time pass, a line of every answer after another, until the task has ended.</summary>
    public static async Task RunUntilAsync(this FakeClock clock, Task task)
    {
        while (!task.IsCompleted)
        {
            clock.Advance(Stand.Tick);
            await Task.WhenAny(task, Task.Delay(5, TestContext.Current.CancellationToken));
        }
    }
}
