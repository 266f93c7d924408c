namespace OllamaSdk.Cli.Output;

/// <summary>A piece of an answer, or of the thoughts before it.</summary>
internal readonly record struct AnswerPart(string? Thinking, string? Content);
