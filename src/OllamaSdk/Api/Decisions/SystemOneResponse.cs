using System.Text.Json.Serialization;
using OllamaSdk.Recovery;

namespace OllamaSdk;

public sealed partial record SystemOneResponse : IRecoverable
{
    /// <summary>What was done to make room for the model; <see langword="null"/> where nothing was.</summary>
    [JsonIgnore]
    public MemoryRecovery? MemoryRecovery { get; set; }
}
