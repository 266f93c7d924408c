using System.Text.Json.Serialization;

namespace OllamaSdk;

public sealed partial record EmbedResponse
{
    /// <summary>The whole request as the server saw it, loading included.</summary>
    [JsonIgnore]
    public TimeSpan? TotalDuration => Metrics.Duration(TotalDurationNanoseconds);

    /// <summary>Loading the model; near zero when it was in memory.</summary>
    [JsonIgnore]
    public TimeSpan? LoadDuration => Metrics.Duration(LoadDurationNanoseconds);
}
