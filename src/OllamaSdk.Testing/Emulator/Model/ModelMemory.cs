namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Which models are in memory, and until when.</summary>
internal sealed class ModelMemory(TimeProvider clock)
{
    private readonly object _lock = new();
    private readonly Dictionary<EmulatedModel, DateTimeOffset> _loaded = [];

    /// <summary>What is loaded, the one that stays longest first.</summary>
    public IReadOnlyList<(EmulatedModel Model, DateTimeOffset ExpiresAt)> Loaded
    {
        get
        {
            var now = clock.GetUtcNow();
            lock (_lock)
            {
                return [.. _loaded.Where(entry => entry.Value > now).OrderByDescending(entry => entry.Value).Select(entry => (entry.Key, entry.Value))];
            }
        }
    }

    /// <summary>Loads a model, or sets its time anew; a time of zero unloads it.</summary>
    public void Keep(EmulatedModel model, KeepAliveTime time)
    {
        lock (_lock)
        {
            if (time.IsUnload)
            {
                _loaded.Remove(model);
            }
            else
            {
                _loaded[model] = time.ExpiresAt(clock.GetUtcNow());
            }
        }
    }
}
