namespace OllamaSdk.Generators.Tools.Model;

/// <summary>What attributes such as <c>[Range]</c> demand of a value. Empty texts and -1 demand nothing.</summary>
/// <param name="NotNull">Whether null is refused even where the type takes it.</param>
/// <param name="NotBlank">Whether a text of blanks is refused.</param>
/// <param name="Form">The attribute that names the form of a text, such as <c>Url</c>.</param>
/// <param name="Items">What is demanded of each item of a list.</param>
internal sealed record ConstraintModel(
    BoundModel Minimum,
    BoundModel Maximum,
    int MinLength,
    int MaxLength,
    string Pattern,
    EquatableArray<AllowedModel> Allowed,
    bool NotNull = false,
    bool NotBlank = false,
    string Form = "",
    EquatableArray<AllowedModel> Denied = default,
    ConstraintModel? Items = null)
{
    public static ConstraintModel None { get; } = new(BoundModel.None, BoundModel.None, -1, -1, "", default);
}

/// <param name="Json">The bound as a JSON number; empty for none.</param>
/// <param name="Code">The bound in C#, fit for comparison with <paramref name="Cast"/> and the value; empty where the type itself keeps it.</param>
/// <param name="Words">The bound where JSON schema has no keyword for it.</param>
/// <param name="Cast">What the value is cast to for the comparison, with parentheses; usually empty.</param>
internal sealed record BoundModel(string Json, string Code, string Cast, bool IsExclusive, string Words = "")
{
    public static BoundModel None { get; } = new("", "", "", false);

    /// <summary>The bound as a person writes it; empty for none.</summary>
    public string Text => Json.Length > 0 ? Json : Words;
}

/// <param name="Code">A constant in C#.</param>
/// <param name="Words">How an error names it.</param>
internal sealed record AllowedModel(string Json, string Code, string Words);
