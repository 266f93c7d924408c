using OllamaSdk.ApiCalls;

namespace OllamaSdk.Models;

/// <summary>The windows of the models that a server has in memory, as it tells them.</summary>
internal sealed class LoadedWindows(ApiRunner runner)
{
    // One try that does not last: nobody waits for it.
    private static readonly CallOptions s_call = new() { MaxRetries = 0, TotalTimeout = TimeSpan.FromSeconds(10) };

    /// <returns><see langword="null"/> where the model is not loaded, or in two forms with different windows.</returns>
    public async Task<int?> FindAsync(string model)
    {
        var list = await runner.Api<IOllamaModelsApi>().ListRunningModelsAsync(s_call, CancellationToken.None).ConfigureAwait(false);
        var windows = list.Models.Where(row => ModelNames.Same(row.ModelOnWire ?? row.NameOnWire, model)).Select(row => row.ContextLength).Distinct().Take(2).ToArray();
        return windows is [{ } only] ? (int)Math.Min(only, int.MaxValue) : null;
    }
}
