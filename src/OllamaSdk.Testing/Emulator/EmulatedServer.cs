using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator;

/// <summary>What all routes share: the models, which of them are in memory, and the clock.</summary>
internal sealed class EmulatedServer
{
    private readonly Dictionary<string, EmulatedModel> _models = new(StringComparer.OrdinalIgnoreCase);

    public EmulatedServer(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenDelay, TimeSpan.Zero);
        (Clock, TokenDelay) = (options.TimeProvider, options.TokenDelay);
        foreach (var model in options.Models)
        {
            if (!_models.TryAdd(model.Name, model))
            {
                throw new ArgumentException($"The emulator's models hold '{model.Name}' twice.", nameof(options));
            }
        }

        Memory = new ModelMemory(Clock);
    }

    public TimeProvider Clock { get; }

    public TimeSpan TokenDelay { get; }

    public ModelMemory Memory { get; }

    /// <summary>The newest first, as lists show them.</summary>
    public IEnumerable<EmulatedModel> Models => _models.Values.OrderByDescending(model => model.ModifiedAt);

    public EmulatedModel? Find(string name) =>
        ModelName.TryNormalize(name) is { } normalized ? _models.GetValueOrDefault(normalized) : null;

    /// <exception cref="RefusalException">There is none; most routes say it in these words.</exception>
    public EmulatedModel Get(string name) => Find(name) ?? throw RefusalException.NotFound($"model '{name}' not found");
}
