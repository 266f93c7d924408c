namespace Demo;

/// <summary>A recipe for a dish.</summary>
[LlmSchema]
public sealed partial class Recipe
{
    /// <summary>What the dish is called.</summary>
    public required string Name { get; init; }

    /// <summary>Minutes it takes.</summary>
    [Range(1, 600)]
    public int Minutes { get; set; } = 30;

    public Recipe? Variant { get; init; }

    public Dictionary<string, double> Grams { get; set; } = [];
}
