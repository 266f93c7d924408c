namespace OllamaSdk.Generators.Testing;

/// <summary>A file of a test compilation.</summary>
internal sealed record SourceFile(string Path, string Text);
