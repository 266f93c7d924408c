using OllamaSdk.Testing.Emulator.Http;
using OllamaSdk.Testing.Emulator.Model;
using OllamaSdk.Testing.Emulator.Script;
using OllamaSdk.Testing.Emulator.Store;

namespace OllamaSdk.Testing.Emulator;

/// <summary>What all routes share: the models, which of them are in memory, the files, the registry, the account and the clock.</summary>
internal sealed class EmulatedServer
{
    private readonly ModelStore _models;
    private volatile OllamaAccount? _account;

    public EmulatedServer(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.TimeProvider);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TokenDelay, TimeSpan.Zero);
        (Clock, TokenDelay, IsCloudDisabled, _account) = (options.TimeProvider, options.TokenDelay, options.IsCloudDisabled, options.Account);
        Is040 = options.Version switch
        {
            EmulatorVersion.Ollama040 => true,
            EmulatorVersion.Ollama033 => false,
            _ => throw new ArgumentException($"The emulator knows no version {options.Version}.", nameof(options)),
        };
        _models = new ModelStore(options.Models, "models");
        Registry = new ModelStore(options.Registry, "registry");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ContextLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.ParallelRequests);
        Memory = new ModelMemory(Clock, options.ContextLength, options.ParallelRequests);
        Responder = new Responder(Script, Clock, Is040);
        foreach (var model in _models.All)
        {
            Blobs.Add(model);
        }

        foreach (var (digest, size) in options.Blobs)
        {
            try
            {
                Blobs.Add(BlobStore.Check(digest), new Blob(size, IsGguf: true));
            }
            catch (RefusalException)
            {
                throw new ArgumentException($"The emulator's blobs hold '{digest}', which is not 'sha256:' and 64 hexadecimal digits.", nameof(options));
            }
        }
    }

    /// <summary>Whether it has what came after 0.33.</summary>
    public bool Is040 { get; }

    public string VersionText => Is040 ? "0.40.12" : "0.33.0";

    public TimeProvider Clock { get; }

    public TimeSpan TokenDelay { get; }

    public bool IsCloudDisabled { get; }

    public ModelMemory Memory { get; }

    public RequestLog Requests { get; } = new();

    public ScriptBook Script { get; } = new();

    /// <summary>Decides what models say.</summary>
    public Responder Responder { get; }

    public BlobStore Blobs { get; } = new();

    /// <summary>What can be pulled, and where pushed models go.</summary>
    public ModelStore Registry { get; }

    /// <summary>Who is signed in.</summary>
    public OllamaAccount? Account => _account;

    /// <summary>The newest first, as lists show them.</summary>
    public IReadOnlyList<EmulatedModel> Models => _models.All;

    public EmulatedModel? Find(string name) => _models.Find(name);

    /// <exception cref="RefusalException">There is none; most routes say it in these words.</exception>
    public EmulatedModel Get(string name) => Find(name) ?? throw RefusalException.NotFound($"model '{name}' not found");

    /// <summary>The levels of thinking that a model names itself; <see langword="null"/> where there is no such model, or it names none.</summary>
    public ModelThinking? ThinkingOf(string name) => Is040 ? Find(name)?.Thinking : null;

    /// <summary>Adds a model, changed just now, in the place of one with its name.</summary>
    public void Put(EmulatedModel model)
    {
        var replaced = Find(model.Name);
        _models.Put(model with { ModifiedAt = Clock.GetUtcNow() });
        Blobs.Add(model);
        if (replaced is not null)
        {
            Memory.Forget(replaced);
            Blobs.Prune(replaced, Models);
        }
    }

    /// <returns>Whether it was still there.</returns>
    public bool Delete(EmulatedModel model)
    {
        if (!_models.Remove(model))
        {
            return false;
        }

        Memory.Forget(model);
        Blobs.Prune(model, Models);
        return true;
    }

    /// <returns>Whether somebody was signed in.</returns>
    public bool SignOut() => Interlocked.Exchange(ref _account, null) is not null;
}
