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
    /// <summary>The level that is nearest to the mean, the higher one of two. It need not be the most probable one.</summary>
    public int Level => (int)Math.Floor(Value + 0.5);

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

    /// <summary>The mean, the nearest level, and how sure it is.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"Score {{ {nameof(Value)} = {Value}, {nameof(Level)} = {Level}, {nameof(Confidence)} = {Confidence} }}");
}
