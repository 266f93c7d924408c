using System.Globalization;

namespace OllamaSdk.Launching;

/// <summary>The turn of one process among those of a user that want to start a server at the same port: a file held open for itself alone.</summary>
internal static class StartLock
{
    // What a file that another holds is refused with: ERROR_SHARING_VIOLATION, or EWOULDBLOCK as Linux and as macOS number it.
    private static readonly int[] s_held = [unchecked((int)0x80070020), 11, 35];
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for the turn; disposing gives it up.</summary>
    /// <returns>
    /// <see langword="null"/> where there can be no such file, or its holder takes longer than a start may. Then the port itself decides: of two
    /// servers one finds it taken and ends.
    /// </returns>
    public static async Task<IDisposable?> TakeAsync(LaunchPlan plan, CancellationToken cancellationToken)
    {
        var file = FileFor(plan.Endpoint.Port);
        var started = plan.Clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (s_held.Contains(e.HResult) && (plan.StartTimeout == Timeout.InfiniteTimeSpan || plan.Clock.GetElapsedTime(started) < plan.StartTimeout))
            {
                await Task.Delay(s_interval, plan.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>The file, in the directory for temporary ones.</summary>
    public static string FileFor(int port) => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"ollama-sdk-{Environment.UserName}-{port}.lock"));
}
