namespace OllamaSdk.Tests.Streaming;

/// <summary>One event as the parser gave it, its bytes as one character each, so that nothing is lost on the way into a test.</summary>
internal sealed record ParsedEvent(string Type, string Data, bool HasData, string? LastId);
