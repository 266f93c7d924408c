using OllamaSdk.Testing.Emulator.Model;

namespace OllamaSdk.Testing.Emulator.Store;

/// <summary>Models by name: those of the server, or those of the registry that it pulls from and pushes to.</summary>
internal sealed class ModelStore
{
    // As everywhere but on Apple's machines.
    private const string PreferredRunner = "llamacpp";

    private readonly object _lock = new();
    private readonly List<EmulatedModel> _models = [];

    /// <param name="models">What is there at first.</param>
    /// <param name="owner">Whose they are, for the error text.</param>
    /// <exception cref="ArgumentException">A name is there twice, with no runners that tell the two apart.</exception>
    public ModelStore(IEnumerable<EmulatedModel> models, string owner)
    {
        foreach (var model in models)
        {
            if (FormsOf(model.Name) is { Count: > 0 } forms && (model.Runner is null || forms.Any(form => form.Runner is null || form.Runner == model.Runner)))
            {
                throw new ArgumentException($"The emulator's {owner} hold '{model.Name}' twice.", nameof(models));
            }

            // From here on its contents stay as they are, also under another name.
            _models.Add(model with { Contents = model.Contents });
        }
    }

    /// <summary>The newest first, as lists show them; among equally old ones the last that came.</summary>
    public IReadOnlyList<EmulatedModel> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _models.OrderByDescending(model => model.ModifiedAt)];
            }
        }
    }

    /// <summary>The model of that name, in any of the name's forms; of several forms of a model the one that the server chooses.</summary>
    public EmulatedModel? Find(string name) => FormsOf(name) is { Count: > 0 } forms ? forms.FirstOrDefault(form => form.Runner == PreferredRunner) ?? forms[0] : null;

    /// <summary>All forms of the model of that name.</summary>
    public IReadOnlyList<EmulatedModel> FormsOf(string name)
    {
        if (ModelName.TryNormalize(name) is not { } normalized)
        {
            return [];
        }

        lock (_lock)
        {
            return _models.FindAll(model => IsNamed(model, normalized));
        }
    }

    /// <summary>Adds a model, in the place of what has its name.</summary>
    public void Put(EmulatedModel model) => Put([model]);

    /// <summary>Adds all forms of a model, in the place of what has its name.</summary>
    public void Put(IReadOnlyList<EmulatedModel> forms)
    {
        lock (_lock)
        {
            _models.RemoveAll(other => IsNamed(other, forms[0].Name));
            _models.InsertRange(0, forms);
        }
    }

    /// <returns>Whether it was there; of several callers at once, one only is told so.</returns>
    public bool Remove(EmulatedModel model)
    {
        lock (_lock)
        {
            return _models.RemoveAll(other => IsNamed(other, model.Name)) > 0;
        }
    }

    private static bool IsNamed(EmulatedModel model, string name) => model.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
