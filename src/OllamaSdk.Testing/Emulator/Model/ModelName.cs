namespace OllamaSdk.Testing.Emulator.Model;

/// <summary>The rules of model names: <c>[host/][namespace/]model[:tag]</c>.</summary>
internal static class ModelName
{
    private const string DefaultHost = "registry.ollama.ai/";
    private const string DefaultNamespace = "library/";
    private const int MaxPartLength = 80;
    private const int MaxHostLength = 350;

    /// <summary>The name as lists show it: with its tag, without the default host and namespace; <see langword="null"/> when it is not a name.</summary>
    public static string? TryNormalize(string? name)
    {
        var rest = WithoutPrefix(WithoutPrefix(name ?? "", DefaultHost), DefaultNamespace);
        var tagStart = rest.LastIndexOf(':');
        // A colon before the last slash belongs to the host's port.
        var (path, tag) = tagStart > rest.LastIndexOf('/') ? (rest[..tagStart], rest[(tagStart + 1)..]) : (rest, "latest");
        var parts = path.Split('/');
        var isValid = parts.Length switch
        {
            > 3 => false,
            3 => IsPart(parts[0].Replace(":", "", StringComparison.Ordinal), MaxHostLength) && parts[1..].All(part => IsPart(part, MaxPartLength)),
            _ => parts.All(part => IsPart(part, MaxPartLength)),
        };
        return isValid && IsPart(tag, MaxPartLength) ? $"{path}:{tag}" : null;
    }

    /// <summary>The name with everything in it, as capability errors quote it.</summary>
    public static string Full(EmulatedModel model) => Full(model.Name);

    /// <summary>The part before the model's own name, such as <c>library</c>.</summary>
    public static string Namespace(EmulatedModel model) => Full(model).Split('/')[^2];

    /// <summary>Where the server would keep the list of a model's layers.</summary>
    public static string ManifestPath(string name)
    {
        var full = Full(TryNormalize(name) ?? name);
        var tagStart = full.LastIndexOf(':');
        return tagStart < 0 ? full : $"{full[..tagStart]}/{full[(tagStart + 1)..]}";
    }

    private static string Full(string name) => name.Count(c => c == '/') switch
    {
        0 => DefaultHost + DefaultNamespace + name,
        1 => DefaultHost + name,
        _ => name,
    };

    private static bool IsPart(string part, int maxLength) =>
        part.Length > 0 && part.Length <= maxLength && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');

    private static string WithoutPrefix(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
}
