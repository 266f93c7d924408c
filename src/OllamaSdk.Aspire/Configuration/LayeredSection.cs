using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace OllamaSdk.Aspire.Configuration;

/// <summary>Several sections as one: of each key the first section that has it counts, and its path is the one told in messages.</summary>
/// <param name="key">The key of the whole.</param>
/// <param name="layers">The sections.</param>
/// <param name="path">What messages call the whole; where <see langword="null"/>, it is the path of the section that counts.</param>
internal sealed class LayeredSection(string key, Func<IReadOnlyList<IConfigurationSection>> layers, string? path = null) : IConfigurationSection
{
    public string Key => key;

    // Where no section has it, it is missed in the one that is asked first.
    public string Path => path ?? (layers().FirstOrDefault(layer => layer.Exists()) ?? layers()[0]).Path;

    public string? Value
    {
        get => layers().Select(layer => layer.Value).FirstOrDefault(value => value is not null);
        set => throw new NotSupportedException("This configuration is read only.");
    }

    public string? this[string name]
    {
        get => GetSection(name).Value;
        set => throw new NotSupportedException("This configuration is read only.");
    }

    public IConfigurationSection GetSection(string name) =>
        new LayeredSection(name[(name.LastIndexOf(':') + 1)..], () => [.. layers().Select(layer => layer.GetSection(name))]);

    public IEnumerable<IConfigurationSection> GetChildren() =>
        layers().SelectMany(layer => layer.GetChildren()).Select(child => child.Key).Distinct(StringComparer.OrdinalIgnoreCase).Select(GetSection).ToArray();

    // What is read once does not change.
    public IChangeToken GetReloadToken() => new CancellationChangeToken(CancellationToken.None);
}
