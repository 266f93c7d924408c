using System.Text.Json.Serialization;
using OllamaSdk.Prompting;

namespace OllamaSdk.OpenAI;

// What is known of the prompt stands where its tokens are counted. In a stream that is one object, so that the chunks cost nothing for it.

public sealed partial record CompletionUsage
{
    /// <summary>
    /// Whether the prompt was cut; <see langword="null"/> where <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the prompt.
    /// </summary>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation { get; set; }

    // A gateway to an API of another kind counts apart what was in the cache.
    internal static (long? Tokens, long? Cached) Whole(long? tokens, long? cached) => (cached > tokens ? tokens + cached : tokens, cached);
}

/// <summary>What has the count of its prompt in <see cref="CompletionUsage"/>, and keeps there what is known of it.</summary>
internal interface IUsageCounted : IPromptCounted
{
    CompletionUsage? Usage { get; }

    (long? Tokens, long? Cached) IPromptCounted.Prompt => CompletionUsage.Whole(Usage?.PromptTokens, Usage?.PromptTokensDetails?.CachedTokens);

    PromptTruncation? IPromptCounted.PromptTruncation
    {
        get => Usage?.PromptTruncation;
        set
        {
            if (Usage is { } usage)
            {
                usage.PromptTruncation = value;
            }
        }
    }
}

public sealed partial record ResponseUsage
{
    /// <inheritdoc cref="CompletionUsage.PromptTruncation"/>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation { get; set; }
}

public sealed partial record ChatCompletion : IUsageCounted, IPromptTold
{
    /// <inheritdoc cref="CompletionUsage.PromptTruncation"/>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;
}

public sealed partial record ChatCompletionChunk : IUsageCounted
{
    /// <summary>
    /// Whether the prompt was cut, on the chunk that has <see cref="Usage"/>; <see langword="null"/> on the others, and where
    /// <see cref="PromptGuardOptions.Mode"/> is off or the server does not count.
    /// </summary>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;
}

public sealed partial record Completion : IUsageCounted
{
    /// <inheritdoc cref="CompletionUsage.PromptTruncation"/>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;
}

public sealed partial record CompletionChunk : IUsageCounted
{
    /// <inheritdoc cref="ChatCompletionChunk.PromptTruncation"/>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;
}

public sealed partial record EmbeddingList : IUsageCounted
{
    /// <summary>
    /// Whether one of the texts was cut, and which: <see cref="PromptTruncation.TruncatedTexts"/>. <see langword="null"/> where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the texts.
    /// </summary>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;
}

public sealed partial record OpenAIResponse : IPromptCounted
{
    /// <inheritdoc cref="CompletionUsage.PromptTruncation"/>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation => Usage?.PromptTruncation;

    // Ollama up to 0.33.2 always says 0 here, whatever it had in its cache.
    (long? Tokens, long? Cached) IPromptCounted.Prompt =>
        CompletionUsage.Whole(Usage?.InputTokens, Usage?.InputTokensDetails?.CachedTokens is > 0 and { } cached ? cached : null);

    PromptTruncation? IPromptCounted.PromptTruncation
    {
        get => PromptTruncation;
        set
        {
            if (Usage is { } usage)
            {
                usage.PromptTruncation = value;
            }
        }
    }
}

public sealed partial record ResponseStreamEvent : IPromptCounted
{
    (long? Tokens, long? Cached) IPromptCounted.Prompt => ((IPromptCounted?)Response)?.Prompt ?? default;

    PromptTruncation? IPromptCounted.PromptTruncation
    {
        get => Response?.PromptTruncation;
        set
        {
            if (Response is IPromptCounted whole)
            {
                whole.PromptTruncation = value;
            }
        }
    }
}
