namespace OllamaSdk;

/// <summary>Says what yes and no mean, for a question of yes or no in an <see cref="LlmDecisionAttribute"/> type. Each may be left out.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class LlmYesNoAttribute : Attribute
{
    /// <summary>When the answer is yes.</summary>
    public string? Yes { get; set; }

    /// <summary>When the answer is no.</summary>
    public string? No { get; set; }
}
