namespace OllamaSdk;

/// <summary>Makes a member of an <see cref="LlmDecisionAttribute"/> type, or an enum, a score: the answer is one of several levels that rise.</summary>
/// <remarks>
/// On a number the texts are the levels, 2 to 26 of them; with <c>[Range]</c> beside it they are counted from its lower bound, else from 0. On an enum
/// there are no texts here: its members are the levels, from the lowest value to the highest, and their comments the texts.
/// </remarks>
/// <param name="levels">The texts of the levels, the lowest first; none on an enum.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter | AttributeTargets.Enum)]
public sealed class LlmLevelsAttribute(params string[] levels) : Attribute
{
    /// <summary>The texts of the levels, the lowest first; empty on an enum.</summary>
    public IReadOnlyList<string> Levels { get; } = levels;
}
