using System.Globalization;
using OllamaSdk.Json;

namespace OllamaSdk;

/// <summary>The answer of a decision model that had to place something on levels that rise.</summary>
/// <param name="Value">
/// The mean of the levels, weighted by their probabilities; mostly no whole number. From <paramref name="Lowest"/> to the highest level.
/// </param>
/// <param name="Lowest">The number of the lowest level: 0, or the lower bound of <c>[Range]</c>.</param>
/// <param name="Legend">The texts of the levels, the lowest first.</param>
/// <param name="Probabilities">The probability of each level, the lowest first; together 1. Empty where the server tells none.</param>
/// <param name="Confidence">
/// How far the probabilities are from being all the same, which is 0; 1 is certainty. <see langword="null"/> where the server does not tell.
/// </param>
public sealed record Score(double Value, int Lowest, IReadOnlyList<string> Legend, IReadOnlyList<double> Probabilities, double? Confidence)
{
    /// <summary>The most probable level, the lower one of two that are alike; where the server tells no probabilities, the one nearest to the mean.</summary>
    public int Level => Lowest + (Probabilities.Count > 0 ? Likeliest() : (int)Math.Round(Value - Lowest, MidpointRounding.AwayFromZero));

    /// <summary>The text of that level; empty where <see cref="Legend"/> has none.</summary>
    public string LevelText => Level - Lowest is var at && at >= 0 && at < Legend.Count ? Legend[at] : "";

    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(Score? other) => ReferenceEquals(this, other) || (other is not null
        && Value == other.Value
        && Lowest == other.Lowest
        && Confidence == other.Confidence
        && SameContent.Lists(Legend, other.Legend)
        && SameContent.Lists(Probabilities, other.Probabilities));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, Lowest, Confidence, Legend.Count);

    /// <summary>The mean, the most probable level, and how sure that is.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Score {{ {nameof(Value)} = {Value}, {nameof(Level)} = {Level}, {nameof(Confidence)} = {Confidence} }}");

    private int Likeliest()
    {
        var level = 0;
        for (var i = 1; i < Probabilities.Count; i++)
        {
            level = Probabilities[i] > Probabilities[level] ? i : level;
        }

        return level;
    }
}
