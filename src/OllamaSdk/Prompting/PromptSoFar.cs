namespace OllamaSdk.Prompting;

/// <summary>Where a <see cref="PromptReading"/> was behind a part, whatever earlier prompts there were.</summary>
internal sealed class PromptSoFar
{
    public required TextMeasure Text { get; init; }

    public required TextMeasure Loose { get; init; }

    public required ulong Hash { get; init; }

    public required bool MayChange { get; init; }

    public required int Images { get; init; }

    public required ulong Beginning { get; init; }

    public required int Parts { get; init; }

    /// <summary>Readings with the same have read the same.</summary>
    public PromptKey Key => new(Hash, MayChange, Images, Text.Characters, Loose.Characters);
}

/// <summary>What the reading of some text is known by, kept without a word of it.</summary>
internal sealed record PromptKey(ulong Hash, bool MayChange, int Images, int Characters, int LooseCharacters);
