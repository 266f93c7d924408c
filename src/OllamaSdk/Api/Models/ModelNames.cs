namespace OllamaSdk.Models;

/// <summary>Model names as the server compares them: without regard to case, with the defaults filled in.</summary>
internal static class ModelNames
{
    private const string DefaultRegistry = "registry.ollama.ai/";
    private const string DefaultNamespace = "library/";
    private const string DefaultTag = ":latest";

    public static bool Same(string? left, string? right) =>
        left is not null && right is not null && string.Equals(Normalize(left), Normalize(right), StringComparison.OrdinalIgnoreCase);

    private static string Normalize(string name)
    {
        name = name.StartsWith(DefaultRegistry, StringComparison.OrdinalIgnoreCase) ? name[DefaultRegistry.Length..] : name;
        name = name.StartsWith(DefaultNamespace, StringComparison.OrdinalIgnoreCase) ? name[DefaultNamespace.Length..] : name;
        return name.LastIndexOf(':') > name.LastIndexOf('/') ? name : name + DefaultTag;
    }
}
