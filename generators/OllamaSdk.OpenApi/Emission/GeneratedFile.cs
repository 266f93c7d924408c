namespace OllamaSdk.OpenApi.Emission;

/// <summary>A file to write; its path is relative to the output folder, with forward slashes.</summary>
internal sealed record GeneratedFile(string Path, string Text);
