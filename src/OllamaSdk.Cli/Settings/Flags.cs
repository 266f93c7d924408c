namespace OllamaSdk.Cli.Settings;

/// <summary>The settings that were typed.</summary>
internal sealed record Flags(string? Provider, string? BaseUrl, string? Model, string? Timeout);
