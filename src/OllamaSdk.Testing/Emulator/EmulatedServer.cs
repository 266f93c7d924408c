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
        _models = new ModelStore(Is040 ? options.Models : [.. options.Models.Select(model => model with { Runner = null }).DistinctBy(model => model.Name)], "models");
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

    /// <summary>All forms of the model of that name.</summary>
    public IReadOnlyList<EmulatedModel> FormsOf(string name) => _models.FormsOf(name);

    /// <summary>The form of a model that a request asks for; <see langword="null"/> where there is none.</summary>
    public EmulatedModel? FindForm(string name, string runner) => runner.Length == 0 || !Is040 ? Find(name) : FormsOf(name).FirstOrDefault(form => form.Runner == runner);

    /// <summary>The form of a model that a request asks for.</summary>
    /// <param name="model">As the server chooses where the request does not.</param>
    /// <param name="runner">What the request says; empty for nothing.</param>
    /// <exception cref="RefusalException">There is no such form.</exception>
    public EmulatedModel FormOf(EmulatedModel model, string runner) => runner.Length == 0 || !Is040 || runner == model.Runner
        ? model
        : FormsOf(model.Name).FirstOrDefault(form => form.Runner == runner) ?? throw RefusalException.BadRequest(
            runner is "ggml" or "llamacpp" or "mlx" ? "no compatible manifest found" : $"unknown runner \"{runner}\"");

    /// <summary>The levels of thinking that a form of a model names itself; <see langword="null"/> where there is no such model, or it names none.</summary>
    public ModelThinking? ThinkingOf(EmulatedModel? form) => Is040 ? form?.Thinking : null;

    /// <summary>Adds a model, changed just now, in the place of what has its name.</summary>
    public void Put(EmulatedModel model) => Put([model]);

    /// <summary>Adds all forms of a model, changed just now, in the place of what has its name.</summary>
    public void Put(IReadOnlyList<EmulatedModel> forms)
    {
        var replaced = FormsOf(forms[0].Name);
        var now = Clock.GetUtcNow();
        _models.Put([.. forms.Select(form => form with { ModifiedAt = now })]);
        foreach (var form in forms)
        {
            Blobs.Add(form);
        }

        Drop(replaced);
    }

    /// <returns>Whether it was still there.</returns>
    public bool Delete(EmulatedModel model)
    {
        var forms = FormsOf(model.Name);
        if (!_models.Remove(model))
        {
            return false;
        }

        Drop(forms);
        return true;
    }

    /// <returns>Whether somebody was signed in.</returns>
    public bool SignOut() => Interlocked.Exchange(ref _account, null) is not null;

    private void Drop(IReadOnlyList<EmulatedModel> forms)
    {
        foreach (var form in forms)
        {
            Memory.Forget(form);
            Blobs.Prune(form, Models);
        }
    }
}
