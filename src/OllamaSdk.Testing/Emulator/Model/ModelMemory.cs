namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Which models are in memory, and until when.</summary>
internal sealed class ModelMemory(TimeProvider clock)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, (EmulatedModel Model, DateTimeOffset ExpiresAt)> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is loaded, the one that stays longest first.</summary>
    public IReadOnlyList<(EmulatedModel Model, DateTimeOffset ExpiresAt)> Loaded
    {
        get
        {
            var now = clock.GetUtcNow();
            lock (_lock)
            {
                return [.. _loaded.Values.Where(entry => entry.ExpiresAt > now).OrderByDescending(entry => entry.ExpiresAt)];
            }
        }
    }

    /// <summary>Loads a model, or sets its time anew; a time of zero unloads it.</summary>
    public void Keep(EmulatedModel model, KeepAliveTime time)
    {
        if (time.IsUnload)
        {
            Forget(model);
            return;
        }

        lock (_lock)
        {
            _loaded[model.FormName] = (model, time.ExpiresAt(clock.GetUtcNow()));
        }
    }

    public void Forget(EmulatedModel model)
    {
        lock (_lock)
        {
            _loaded.Remove(model.FormName);
        }
    }
}
