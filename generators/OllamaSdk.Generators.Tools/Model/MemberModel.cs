namespace OllamaSdk.Generators.Tools.Model;

/// <summary>A member of a JSON object: a tool's parameter, or a member of a class.</summary>
/// <param name="Name">The name in C#.</param>
/// <param name="Description">In words for the model; empty when nobody said.</param>
/// <param name="IsRequired">Whether JSON must have it.</param>
/// <param name="IsInitializer">Whether the object initialiser must set it, because it is <c>required</c> in C#.</param>
/// <param name="DefaultCode">Its value when JSON lacks it, in C#; empty where the type's own default stands.</param>
/// <param name="DefaultJson">The same in JSON; empty where the schema does not say.</param>
internal sealed record MemberModel(
    string JsonName,
    string Name,
    ValueModel Value,
    string Description,
    Binding Binding,
    bool IsRequired,
    bool IsInitializer,
    string DefaultCode,
    string DefaultJson,
    ConstraintModel Constraint,
    WriteCondition Condition = WriteCondition.Always)
{
    /// <summary>The same, once its attributes have said that null is refused.</summary>
    public MemberModel WithoutNull() => !Constraint.NotNull ? this : this with
    {
        Value = Value with { IsNullable = false },
        IsRequired = IsRequired || DefaultJson == "null",
        DefaultJson = DefaultJson == "null" ? "" : DefaultJson,
    };
}
