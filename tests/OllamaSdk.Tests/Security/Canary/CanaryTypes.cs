using System.Text.Json.Serialization;
using OllamaSdk.OpenAI;

namespace OllamaSdk.Tests.Security.Canary;

/// <summary>What generic operations are asked for. The generator makes the readers of those that are named in a call.</summary>
[LlmSchema]
public sealed partial record CanaryAnswer
{
    /// <summary>The word.</summary>
    public required string Word { get; init; }
}

/// <summary>What decisions are asked for.</summary>
[LlmDecision]
public sealed partial record CanaryDecision
{
    /// <summary>Does it sing?</summary>
    public required YesNo Sings { get; init; }
}

/// <summary>What one question can be answered with.</summary>
public enum CanaryChoice
{
    /// <summary>It sings.</summary>
    Sings,

    /// <summary>It does not.</summary>
    Silent,
}

[JsonSerializable(typeof(CanaryAnswer))]
internal sealed partial class CanaryJson : JsonSerializerContext
{
    /// <summary>Never called: only so that the generator sees the types.</summary>
    public static object[] Named(OllamaClient native, OpenAICompatibleClient v1, LlmClient many) =>
    [
        native.ChatAsync<List<string>>("x"), v1.ChatAsync<List<string>>("x"), many.ChatAsync<List<string>>("x"),
        native.DecideAsync<Choice<CanaryChoice>>("x", "y"), v1.DecideAsync<Choice<CanaryChoice>>("x", "y"), many.DecideAsync<Choice<CanaryChoice>>("x", "y"),
    ];
}
