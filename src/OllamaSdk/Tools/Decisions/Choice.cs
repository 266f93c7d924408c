using System.Globalization;

namespace OllamaSdk;

/// <summary>The answer of a decision model that had to choose among the members of an enum.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
/// <param name="Value">What was chosen: the most probable one.</param>
/// <param name="Probabilities">The probability of each, from 0 to 1, in the order of the enum; together 1. Empty where the server tells none.</param>
/// <param name="Confidence">
/// How far the probabilities are from being all the same, which is 0; 1 is certainty. <see langword="null"/> where the server does not tell.
/// </param>
public sealed record Choice<TEnum>(TEnum Value, IReadOnlyDictionary<TEnum, double> Probabilities, double? Confidence)
    where TEnum : struct, Enum
{
    /// <summary>Whether both have the same content.</summary>
    /// <param name="other">The other one.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(Choice<TEnum>? other) => ReferenceEquals(this, other) || (other is not null
        && EqualityComparer<TEnum>.Default.Equals(Value, other.Value)
        && Confidence == other.Confidence
        && Probabilities.Count == other.Probabilities.Count
        && Probabilities.All(one => other.Probabilities.TryGetValue(one.Key, out var probability) && probability == one.Value));

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Value, Confidence, Probabilities.Count);

    /// <summary>What was chosen, and how sure that is.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"Choice {{ {nameof(Value)} = {Value}, {nameof(Confidence)} = {Confidence} }}");
}
