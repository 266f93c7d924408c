using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OllamaSdk.Generators.Tools.Tests.Running;

/// <summary>What a customer wrote.</summary>
/// <param name="About">What is it about?</param>
/// <param name="Angry">Is the writer angry?</param>
[LlmDecision]
internal sealed partial record Complaint(Choice<Subject> About, YesNo Angry)
{
    /// <summary>How hard is the tone?</summary>
    [LlmLevels("mild", "firm", "harsh")]
    public required Score Tone { get; init; }

    [Description("How many stars?"), Range(1, 5), JsonPropertyName("Stars of it")]
    public int Stars { get; init; }

    /// <summary>How urgent is it?</summary>
    public Urgency? Urgency { get; set; }

    [JsonIgnore]
    public bool IsUrgent => Urgency is Running.Urgency.High;
}

internal enum Subject
{
    /// <summary>Transport, späte Pakete.</summary>
    Delivery,

    [JsonStringEnumMemberName("the price")]
    Price,
}

[LlmLevels]
internal enum Urgency
{
    /// <summary>Today.</summary>
    High = 2,

    Low = 0,
}

/// <summary>What refuses some answers itself.</summary>
[LlmDecision]
internal sealed partial record Peaceful
{
    private readonly bool _angry;

    /// <summary>Is the writer angry?</summary>
    public required bool Angry
    {
        get => _angry;
        init => _angry = value ? throw new ArgumentException("nobody is angry here") : value;
    }
}

[LlmSchema]
internal sealed partial record Letter(string From, string Text);

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class DecisionJsonContext : JsonSerializerContext;
