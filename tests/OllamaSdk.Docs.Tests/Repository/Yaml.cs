using YamlDotNet.RepresentationModel;

namespace OllamaSdk.Docs.Tests.Repository;

/// <summary>A YAML file of the repository.</summary>
internal static class Yaml
{
    /// <returns>The file's one document. Throws where it is no YAML, or has a key twice.</returns>
    public static YamlMappingNode Read(string file)
    {
        var stream = new YamlStream();
        using var text = new StreamReader(Path.Combine(Page.Root, file));
        stream.Load(text);
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public static TheoryData<string> FilesOf(params string[] folder) =>
        [.. Directory.EnumerateFiles(Path.Combine([Page.Root, .. folder]), "*.yml").Select(file => Path.GetRelativePath(Page.Root, file).Replace('\\', '/'))];

    public static YamlMappingNode? Mapping(this YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? (YamlMappingNode)value : null;

    public static string? Text(this YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    public static IEnumerable<YamlMappingNode> Items(this YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? ((YamlSequenceNode)value).Cast<YamlMappingNode>() : [];
}
