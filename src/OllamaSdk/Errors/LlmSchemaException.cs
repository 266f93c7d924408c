namespace OllamaSdk;

/// <summary>The model answered, but not with the JSON that was asked for.</summary>
public sealed class LlmSchemaException : LlmException
{
    /// <summary>An answer of another form than the one that was asked for.</summary>
    /// <param name="message">What is wrong with it, in words for a person.</param>
    /// <param name="innerException">What found it out.</param>
    public LlmSchemaException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The model's whole text, as it came.</summary>
    public required string RawText { get; init; }

    /// <summary>The model's reasoning, where it showed one.</summary>
    public string? Thinking { get; init; }

    /// <summary>Where in the JSON the text differs, such as <c>$.items[2].price</c>; <see langword="null"/> where that is not known.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the answer ended because no more tokens were allowed, so that it may be right as far as it goes.</summary>
    public bool HitTokenLimit { get; init; }

    /// <summary>How often answers before this one were sent back to the model; see <see cref="CallOptions.MaxRepairs"/>.</summary>
    public int Repairs { get; init; }

    /// <summary>The message with the model's own words, which it may read again.</summary>
    internal string? WordsForModel { get; init; }

    /// <summary>Whether the server cut the prompt, so that the model may not have read what was asked for; as <see cref="TypedAnswerInfo.PromptTruncation"/> says.</summary>
    public PromptTruncation? PromptTruncation { get; set; }
}
