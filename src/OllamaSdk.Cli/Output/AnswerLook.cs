namespace OllamaSdk.Cli.Output;

/// <summary>How an answer looks on a terminal. Elsewhere it is the text that came, always.</summary>
internal sealed class AnswerLook
{
    /// <summary>Whether the text is shown as the model wrote it, with its Markdown; it can be changed between answers.</summary>
    public bool IsRaw { get; set; }

    /// <summary>How much is shown of what a model thinks.</summary>
    public ThinkingLook Thinking { get; set; }
}

/// <summary>How much is shown of what a model thinks.</summary>
internal enum ThinkingLook
{
    /// <summary>One line, with the last words; then how long it took. Raw, all of it.</summary>
    Folded,

    /// <summary>All of it.</summary>
    Full,

    /// <summary>Nothing.</summary>
    Hidden,
}
