using OllamaSdk.TestKit;

namespace OllamaSdk.Tests;

internal static class ClockSteps
{
    // The timer over an error's body; the waits between attempts of these tests are shorter.
    private static readonly TimeSpan s_errorBody = TimeSpan.FromSeconds(5);

    /// <summary>Moves the clock past each back-off wait until the call has ended, and awaits it.</summary>
    public static async Task PassWaitsAsync(this FakeClock clock, Task call)
    {
        var deadline = DateTime.UtcNow + Guard.Limit;
        while (!call.IsCompleted && DateTime.UtcNow < deadline)
        {
            if (clock.PendingTimers is [var next, ..] && next < s_errorBody)
            {
                clock.Advance(next);
            }

            await Task.WhenAny(call, Task.Delay(1));
        }

        await Guard.Within(call);
    }
}
