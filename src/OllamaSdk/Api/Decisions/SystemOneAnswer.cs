using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OllamaSdk;

public sealed partial record SystemOneAnswer
{
    /// <summary>The level with the highest probability; the lower one of two that are alike. Absent where the answer is no score.</summary>
    /// <value>From 0 up.</value>
    [JsonIgnore]
    public int? Level => Score is null ? null : LikeliestLevel() ?? (int)Math.Round(Score.Value, MidpointRounding.AwayFromZero);

    /// <summary>The texts of the levels, from level 0 up; empty where the answer is no score, or the server does not send them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Levels => Legend switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(TextOf)],
        // By their numbers, in whatever order they came.
        { ValueKind: JsonValueKind.Object } map => [.. map.EnumerateObject()
            .Select(level => (Number: NumberOf(level.Name), Text: TextOf(level.Value))).Where(level => level.Number is not null).OrderBy(level => level.Number).Select(level => level.Text)],
        _ => [],
    };

    /// <summary>Whether the answer to a yes-or-no question is yes.</summary>
    /// <param name="threshold">The least probability, from 0 to 1, that counts as yes.</param>
    /// <returns>Whether the probability of yes, <see cref="Noul"/>, is at least that.</returns>
    /// <exception cref="InvalidOperationException">The answer is of another kind.</exception>
    public bool IsYes(double threshold = 0.5) =>
        (Noul ?? throw new InvalidOperationException($"The answer is of the type '{Type?.Value}' and holds no probability of yes.")) >= threshold;

    /// <summary>How probable an option is, or a level by its number.</summary>
    /// <param name="option">The name of the option, or the number of the level; for a yes-or-no question <c>true</c> or <c>false</c>.</param>
    /// <returns>From 0 to 1; <see langword="null"/> where the answer does not say.</returns>
    public double? ProbabilityOf(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return Probabilities.TryGetValue(option, out var probability) ? probability : (Noul, option) switch
        {
            ({ } yes, "true") => yes,
            ({ } yes, "false") => 1 - yes,
            _ => null,
        };
    }

    private int? LikeliestLevel()
    {
        int? level = null;
        var most = double.NegativeInfinity;
        foreach (var (name, probability) in Probabilities)
        {
            if (NumberOf(name) is { } number && (probability > most || (probability.Equals(most) && number < level)))
            {
                (level, most) = (number, probability);
            }
        }

        return level;
    }

    private static int? NumberOf(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string TextOf(JsonElement text) => text.ValueKind == JsonValueKind.String ? text.GetString()! : text.GetRawText();
}
