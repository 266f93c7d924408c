namespace OllamaSdk;

/// <summary>The answer of a decision model to a question of yes or no.</summary>
/// <param name="Probability">How probable yes is, from 0 to 1.</param>
public sealed record YesNo(double Probability)
{
    /// <summary>Whether yes is at least as probable as no.</summary>
    public bool Value => Probability >= 0.5;
}
