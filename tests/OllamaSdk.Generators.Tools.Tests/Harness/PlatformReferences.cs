using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Testing;

/// <summary>The framework that runs the test, as compile references; nothing else that happens to be loaded.</summary>
internal static class PlatformReferences
{
    public static IReadOnlyList<MetadataReference> All { get; } = Read();

    private static List<MetadataReference> Read()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return trusted
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
            .ToList();
    }
}
