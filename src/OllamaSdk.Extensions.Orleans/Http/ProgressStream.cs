using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OllamaSdk.BulkJobs.Http;

/// <summary>The progress of a job as server-sent events: <c>event: progress</c> with the job as <c>data</c>, and a comment where long nothing happens.</summary>
internal static class ProgressStream
{
    // Proxies take a connection for dead on which nothing comes for a minute, some for half of it.
    private static readonly TimeSpan s_sign = TimeSpan.FromSeconds(15);

    public static async Task WriteAsync(HttpResponse response, IAsyncEnumerable<LlmBulkJobStatus> progress, CancellationToken cancellationToken)
    {
        var steps = progress.GetAsyncEnumerator(cancellationToken);
        await using var stepsEnd = steps.ConfigureAwait(false);
        await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        var next = steps.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                if (await Task.WhenAny(next, Task.Delay(s_sign, cancellationToken)).ConfigureAwait(false) != next)
                {
                    await SendAsync(":\n\n"u8.ToArray()).ConfigureAwait(false);
                }
                else if (await next.ConfigureAwait(false))
                {
                    await SendAsync([.. "event: progress\ndata: "u8, .. JsonSerializer.SerializeToUtf8Bytes(JobDocument.Of(steps.Current), JobJson.Default.JobDocument), .. "\n\n"u8]).ConfigureAwait(false);
                    next = steps.MoveNextAsync().AsTask();
                }
                else
                {
                    return;
                }
            }
        }
        finally
        {
            // Nothing may be closed that is being read; the token ends that.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task SendAsync(byte[] bytes)
        {
            await response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            await response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
