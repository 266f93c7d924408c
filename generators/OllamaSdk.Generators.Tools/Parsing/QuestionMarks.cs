using System.Globalization;
using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>The attributes of a question. Those of a parameter may stand on it or on its member.</summary>
internal sealed class QuestionMarks(params ISymbol?[] symbols)
{
    private const int MinLevels = 2;
    private const int MaxLevels = 26;

    /// <summary>The texts of <c>[LlmLevels]</c>; <see langword="null"/> where it is not there.</summary>
    public List<string>? Levels => Texts(Find(Names.Sdk, Names.LevelsAttribute));

    public static List<string>? Texts(AttributeData? attribute)
    {
        if (attribute is null)
        {
            return null;
        }

        var texts = new List<string>();
        if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false, Values: var values }])
        {
            foreach (var value in values)
            {
                texts.Add(value.Value as string ?? "");
            }
        }

        return texts;
    }

    /// <summary>Why there are too few levels, or too many.</summary>
    public static string? Count(int levels) =>
        levels is >= MinLevels and <= MaxLevels ? null : $"it has {levels} {(levels == 1 ? "level" : "levels")}, and a score has {MinLevels} to {MaxLevels}";

    public QuestionModel YesNo(DecisionForm form)
    {
        var attribute = Find(Names.Sdk, Names.YesNoAttribute);
        return new(form, "", "", "", default, Yes: attribute?.Named("Yes") as string ?? "", No: attribute?.Named("No") as string ?? "");
    }

    public QuestionModel? Score(DecisionForm form, out string? problem)
    {
        var texts = Levels;
        var range = Find(Names.Annotations, "RangeAttribute");
        var (low, high) = range is null ? (0, (texts?.Count ?? 0) - 1) : Bounds(range);
        var count = high - low + 1;
        problem = texts is null && range is null ? "a score needs levels: write [LlmLevels(\"…\", \"…\")], or [Range(0, 4)] for numbers alone"
            : double.IsNaN(low) || double.IsNaN(high) || low != Math.Floor(low) || high != Math.Floor(high) || Math.Abs(low) > int.MaxValue / 2 ? "the bounds of [Range] must be whole numbers to be levels"
            : texts is not null && texts.Count != count ? $"[LlmLevels] has {texts.Count} texts, and [Range] has {count.ToString(CultureInfo.InvariantCulture)} levels"
            : texts is not null && texts.Exists(string.IsNullOrWhiteSpace) ? "one of its levels is blank"
            : Count((int)Math.Max(0, Math.Min(count, int.MaxValue / 2)));
        if (problem is not null)
        {
            return null;
        }

        var levels = new List<OptionModel>();
        for (var i = 0; i < count; i++)
        {
            levels.Add(new("", texts?[i] ?? ((int)low + i).ToString(CultureInfo.InvariantCulture), ""));
        }

        return new(form, "", "", "", levels.ToEquatableArray(), (int)low);
    }

    /// <summary>Why an attribute does not fit its question; <see langword="null"/> where all do.</summary>
    public string? Misplaced(DecisionForm form) =>
        Levels is not null && form is DecisionForm.Choice or DecisionForm.Chosen or DecisionForm.YesNo or DecisionForm.IsYes ? "[LlmLevels] is for a score: int, double, Score, or an enum by itself"
        : Find(Names.Annotations, "RangeAttribute") is not null && form is not (DecisionForm.Level or DecisionForm.Mean or DecisionForm.Score) ? "[Range] gives levels to int, double or Score only"
        : Find(Names.Sdk, Names.YesNoAttribute) is not null && form is not (DecisionForm.YesNo or DecisionForm.IsYes) ? "[LlmYesNo] is for a question of yes or no: bool or YesNo"
        : null;

    private static (double Low, double High) Bounds(AttributeData range)
    {
        var (low, high) = range.ConstructorArguments switch
        {
            [{ Value: int from }, { Value: int to }] => (from, to),
            [{ Value: double from }, { Value: double to }] => (from, to),
            _ => (double.NaN, double.NaN),
        };
        return (low + (range.Named("MinimumIsExclusive") is true ? 1 : 0), high - (range.Named("MaximumIsExclusive") is true ? 1 : 0));
    }

    private AttributeData? Find(string space, string name)
    {
        foreach (var symbol in symbols)
        {
            if (symbol?.Attribute(space, name) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
