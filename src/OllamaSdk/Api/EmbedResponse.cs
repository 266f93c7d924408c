using System.Text.Json.Serialization;
using OllamaSdk.Recovery;

namespace OllamaSdk;

public sealed partial record EmbedResponse : IRecoverable
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
}
