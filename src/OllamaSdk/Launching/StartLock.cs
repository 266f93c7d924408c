using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>The turn of one process among those of a user that want to start a server at the same port: a file held open for itself alone.</summary>
internal static class StartLock
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the turn; disposing gives it up.</summary>
    /// <returns>
    /// <see langword="null"/> where there can be no such file, or its holder takes longer than a start may. Then the port itself decides: of two
    /// servers one finds it taken and ends.
    /// </returns>
    public static async Task<IDisposable?> TakeAsync(LaunchPlan plan, CancellationToken cancellationToken)
    {
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"ollama-sdk-{Environment.UserName}-{plan.Endpoint.Port}.lock"));
        var started = plan.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
            catch (IOException) when (plan.StartTimeout == Timeout.InfiniteTimeSpan || plan.Clock.GetElapsedTime(started) < plan.StartTimeout)
            {
                await Task.Delay(s_interval, plan.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
