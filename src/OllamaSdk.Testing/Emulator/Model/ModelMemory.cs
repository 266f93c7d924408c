using OllamaSdk.Testing.Emulator.Reading;

namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>Which models are in memory, with which window, and until when.</summary>
/// <param name="clock">Tells what is over.</param>
/// <param name="contextLength">The window where neither request nor model names one.</param>
/// <param name="slots">How many requests a model can answer at once.</param>
internal sealed class ModelMemory(TimeProvider clock, int contextLength, int slots)
{
    private readonly object _lock = new();
    private readonly Dictionary<string, LoadedModel> _loaded = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is loaded, the one that stays longest first.</summary>
    public IReadOnlyList<LoadedModel> Loaded
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

    /// <summary>Loads a model, or sets its time anew; a time of zero unloads it when it has done what it is loaded for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="time">How long it stays.</param>
    /// <param name="options">Other ones than last time may load it anew.</param>
    /// <param name="shift">Whether it may lose the beginning of what it has read; another wish than last time loads it anew.</param>
    /// <returns>The model as it is for this request.</returns>
    public LoadedModel Keep(EmulatedModel model, KeepAliveTime time, ModelOptionRules? options = null, bool shift = true)
    {
        var way = new LoadWay((options ?? ModelOptionRules.Of(model)).Window(model, contextLength), shift, options?.Runner ?? "");
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var isReady = _loaded.TryGetValue(model.FormName, out var old) && old.ExpiresAt > now && old.Way == way;
            var loaded = new LoadedModel(model, time.ExpiresAt(now), way, isReady ? old!.Slots : new PromptSlots(slots), isReady);
            if (time.IsUnload)
            {
                _loaded.Remove(model.FormName);
            }
            else
            {
                _loaded[model.FormName] = loaded;
            }

            return loaded;
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

/// <summary>How a model is loaded; a request that wants it in another way has it loaded anew.</summary>
/// <param name="Window">How many tokens of prompt and answer together fit.</param>
/// <param name="Shift">Whether the beginning goes when the window is full.</param>
/// <param name="Runner">The other options on which that depends.</param>
internal sealed record LoadWay(int Window, bool Shift, string Runner);

/// <param name="Model">The model.</param>
/// <param name="ExpiresAt">Until when it stays.</param>
/// <param name="Way">How it is loaded.</param>
/// <param name="Slots">What it has read.</param>
/// <param name="WasReady">Whether it was in memory before the request.</param>
internal sealed record LoadedModel(EmulatedModel Model, DateTimeOffset ExpiresAt, LoadWay Way, PromptSlots Slots, bool WasReady);
