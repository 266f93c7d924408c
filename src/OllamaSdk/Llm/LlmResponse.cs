using System.Text.Json;
using OllamaSdk.Json;
using OllamaSdk.Prompting;

namespace OllamaSdk;

/// <summary>A whole answer, in the same terms whichever server gave it.</summary>
public sealed record LlmResponse : IPromptTold
{
    /// <summary>The text; empty where there is none. Where a model refuses to answer, the words of its refusal.</summary>
    public string Content { get; init; } = "";

    /// <summary>What the model thought first, where it did and the server tells.</summary>
    public string? Thinking { get; init; }

    /// <summary>The tools the model asks for, in order.</summary>
    public IReadOnlyList<LlmToolCall> ToolCalls { get; init; } = [];

    /// <summary>The model, by the server's name for it.</summary>
    public string? Model { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c>, <c>tool_calls</c>, or the server's own word. With tool calls it is never <c>stop</c>.</summary>
    public string? FinishReason { get; init; }

    /// <summary>
    /// Whether the answer ended because no more tokens were allowed (<see cref="LlmRequest.MaxTokens"/>, the server's own limit, or the end of the context
    /// window), so that it is not all the model had to say. That a prompt was cut is another matter.
    /// </summary>
    public bool HitTokenLimit => TokenLimits.IsMeantBy(FinishReason);

    /// <summary>The server's id of the answer, where it gives one; Ollama's native API does not.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The name of the provider that answered, see <see cref="LlmProviders"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The address that answered.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>From the call to the end of the answer, servers that failed before included.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many tokens it took.</summary>
    public LlmUsage Usage { get; init; } = LlmUsage.Unknown;

    /// <summary>
    /// Generated tokens per second: by the server's own clock where it tells; else measured, from the first part of a stream, or over the whole
    /// of an answer that came at once.
    /// </summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>How many times the server that answered was asked again.</summary>
    public int RetryCount { get; init; }

    /// <summary>Whether another target than the first one answered. All servers of a pool are one target.</summary>
    public bool UsedFallback { get; init; }

    /// <summary>The servers that failed before, in the order in which they were asked.</summary>
    public IReadOnlyList<LlmFailure> Failures { get; init; } = [];

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    public MemoryRecovery? MemoryRecovery { get; init; }

    /// <summary>
    /// Whether the server cut the prompt that was too long for the model; <see langword="null"/> where <see cref="PromptGuardOptions.Mode"/> is off, and where
    /// the server did not count the prompt.
    /// </summary>
    public PromptTruncation? PromptTruncation { get; init; }

    /// <summary>Members of the answer's message that this version of the SDK does not know, by wire name, such as signatures and citations.</summary>
    /// <value><see langword="null"/> where there are none.</value>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalProperties { get; init; }

    /// <inheritdoc cref="LlmMessage.ThinkingName"/>
    internal string? ThinkingName { get; init; }

    /// <summary>The answer as the next message of the conversation, with all that goes back to the server.</summary>
    /// <returns>The message.</returns>
    public LlmMessage ToMessage() => new()
    {
        Role = LlmRole.Assistant,
        Content = Content,
        Thinking = Thinking,
        ThinkingName = ThinkingName,
        ToolCalls = ToolCalls,
        Provider = Provider,
        AdditionalProperties = AdditionalProperties,
    };

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(LlmResponse? other) => ReferenceEquals(this, other) || (other is not null
        && Content == other.Content
        && Thinking == other.Thinking
        && SameContent.Lists(ToolCalls, other.ToolCalls)
        && Model == other.Model
        && FinishReason == other.FinishReason
        && ResponseId == other.ResponseId
        && Provider == other.Provider
        && Endpoint == other.Endpoint
        && Latency == other.Latency
        && Usage == other.Usage
        && TokensPerSecond == other.TokensPerSecond
        && RetryCount == other.RetryCount
        && UsedFallback == other.UsedFallback
        && SameContent.Lists(Failures, other.Failures)
        && SameContent.Values(MemoryRecovery, other.MemoryRecovery)
        && SameContent.Values(PromptTruncation, other.PromptTruncation)
        && SameContent.Maps(AdditionalProperties, other.AdditionalProperties));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Content, Thinking, SameContent.Hash(ToolCalls), Model, FinishReason, ResponseId, Endpoint, Latency);

    /// <summary>The type, counts and lengths; never what was written.</summary>
    public override string ToString() => new ModelText(nameof(LlmResponse))
        .Value(nameof(Model), Model)
        .Length(nameof(Content), Content)
        .Length(nameof(Thinking), Thinking)
        .Count(nameof(ToolCalls), ToolCalls)
        .Value(nameof(FinishReason), FinishReason)
        .Value(nameof(ResponseId), ResponseId)
        .Value(nameof(Provider), Provider)
        .Value(nameof(Endpoint), Endpoint)
        .Value(nameof(Latency), Latency)
        .Value(nameof(Usage), Usage)
        .Value(nameof(TokensPerSecond), TokensPerSecond)
        .Value(nameof(RetryCount), RetryCount)
        .Value(nameof(UsedFallback), UsedFallback)
        .Count(nameof(Failures), Failures)
        .Value(nameof(PromptTruncation), PromptTruncation?.State)
        .Count(nameof(AdditionalProperties), AdditionalProperties)
        .ToString();
}

/// <summary>How many tokens an answer took; what the server does not say is <see langword="null"/>.</summary>
/// <param name="PromptTokens">Tokens of the conversation that was sent.</param>
/// <param name="CompletionTokens">Tokens generated, those of thinking included.</param>
/// <param name="TotalTokens">Both together.</param>
/// <param name="CachedTokens">How many of the prompt's were known from before and cost next to nothing.</param>
public sealed record LlmUsage(long? PromptTokens, long? CompletionTokens, long? TotalTokens, long? CachedTokens)
{
    internal static LlmUsage Unknown { get; } = new(null, null, null, null);
}
