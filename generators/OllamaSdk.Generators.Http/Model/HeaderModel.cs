namespace OllamaSdk.Generators.Http.Model;

/// <summary>A fixed header.</summary>
/// <param name="Value"><see langword="null"/> removes a header of that name.</param>
internal sealed record HeaderModel(string Name, string? Value);
