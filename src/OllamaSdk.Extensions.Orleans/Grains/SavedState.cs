namespace OllamaSdk.BulkJobs.Grains;

/// <summary>
/// Writes a grain's state one time after the other. Changes that come while one is written share the next, so that a hundred workers cost no more writes
/// than the storage has time for.
/// </summary>
/// <param name="state">The state, which only this writes.</param>
internal sealed class SavedState<T>(IPersistentState<T> state)
{
    private Task _current = Task.CompletedTask;
    private Task? _next;

    public T Value => state.State;

    public bool Exists => state.RecordExists;

    /// <summary>Completes when all changes made up to now are kept.</summary>
    public Task SaveAsync() => _next ??= WriteAsync(_current);

    private async Task WriteAsync(Task before)
    {
        // Whoever comes until then is in time for this write.
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        (_current, _next) = (_next!, null);
        await state.WriteStateAsync().ConfigureAwait(true);
    }
}
