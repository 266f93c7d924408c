using System.Text.Json.Serialization;
using OllamaSdk.Json;
using OllamaSdk.Prompting;
using OllamaSdk.Recovery;

namespace OllamaSdk;

public sealed partial record EmbedResponse : IHoldsVectors, IRecoverable, IPromptCounted
{
    /// <summary>The whole request as the server saw it, loading included.</summary>
    [JsonIgnore]
    public TimeSpan? TotalDuration => Metrics.Duration(TotalDurationNanoseconds);

    /// <summary>Loading the model; near zero when it was in memory.</summary>
    [JsonIgnore]
    public TimeSpan? LoadDuration => Metrics.Duration(LoadDurationNanoseconds);

    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    [JsonIgnore]
    public MemoryRecovery? MemoryRecovery { get; set; }

    /// <summary>
    /// Whether one of the texts was cut, and which: <see cref="PromptTruncation.TruncatedTexts"/>. <see langword="null"/> where
    /// <see cref="PromptGuardOptions.Mode"/> is off, and where the server did not count the texts.
    /// </summary>
    [JsonIgnore]
    public PromptTruncation? PromptTruncation { get; set; }

    (long? Tokens, long? Cached) IPromptCounted.Prompt => (PromptEvalCount, null);
}
