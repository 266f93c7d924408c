using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a member of a decision as a question.</summary>
internal sealed class QuestionParser(Scope scope)
{
    private const int MaxOptions = 255;
    private const int CommonOptions = 26;

    private readonly TypeTable _types = new(scope, isRead: true);

    /// <summary>Whether something was left to the compiler to say.</summary>
    public bool IsBroken { get; private set; }

    /// <param name="parameter">The parameter of the constructor; empty for none.</param>
    /// <param name="name">The member that is set; empty for none.</param>
    /// <param name="symbol">The parameter or the member.</param>
    /// <param name="twin">The member of a parameter.</param>
    public void Add(List<DecisionMemberModel> members, string parameter, string name, ISymbol symbol, ISymbol? twin)
    {
        var marks = new QuestionMarks(symbol, twin);
        var jsonName = symbol is IParameterSymbol && twin is null ? JsonNames.Camel(symbol.Name) : Members.JsonName(twin ?? symbol);
        var question = Of(symbol is IParameterSymbol { Type: var type } ? type : Members.TypeOf(symbol), marks, out var problem);
        problem ??= question is null ? null : string.IsNullOrWhiteSpace(jsonName) ? "its name is blank, which servers refuse" : marks.Misplaced(question.Form);
        if (problem is { Length: > 0 })
        {
            scope.Report.Add(Descriptors.Question, symbol, symbol.Name, problem);
        }
        else if (question is null)
        {
            IsBroken = true;
        }
        else
        {
            Warn(symbol.Locations.Length > 0 ? symbol.Locations[0] : null, symbol.Name, question);
            var words = Words(symbol, twin);
            if (words.Length == 0)
            {
                scope.Report.Add(Descriptors.NoInstructions, symbol, symbol.Name, jsonName);
                words = jsonName;
            }

            members.Add(new(parameter, name, question with { JsonName = jsonName, Instructions = words }));
        }
    }

    /// <summary>A question by the type of its answer, without a name and words.</summary>
    /// <param name="problem">Why it is none; empty where the compiler says it.</param>
    public QuestionModel? Of(ITypeSymbol type, QuestionMarks marks, out string? problem)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        problem = type.TypeKind == TypeKind.Error ? "" : null;
        return problem is not null ? null
            : Names.Is(type.OriginalDefinition, Names.Sdk, "Choice") ? Choice(DecisionForm.Choice, ((INamedTypeSymbol)type).TypeArguments[0], out problem)
            : type.TypeKind == TypeKind.Enum ? Named(type, marks, out problem)
            : type.SpecialType == SpecialType.System_Boolean ? marks.YesNo(DecisionForm.IsYes)
            : Names.Is(type, Names.Sdk, "YesNo") ? marks.YesNo(DecisionForm.YesNo)
            : type.SpecialType == SpecialType.System_Int32 ? marks.Score(DecisionForm.Level, out problem)
            : type.SpecialType == SpecialType.System_Double ? marks.Score(DecisionForm.Mean, out problem)
            : Names.Is(type, Names.Sdk, "Score") ? marks.Score(DecisionForm.Score, out problem)
            : Refused(type, out problem);
    }

    /// <summary>Warns of what only some models take.</summary>
    public void Warn(Location? where, string name, QuestionModel question)
    {
        if (question.Options.Count > CommonOptions)
        {
            scope.Report.Add(Descriptors.ManyOptions, where, name, $"{question.Options.Count}");
        }
    }

    private static QuestionModel? Refused(ITypeSymbol type, out string? problem)
    {
        problem = $"'{type.ToDisplayString(Names.Short)}' is no kind of answer; use an enum, Choice<TEnum>, bool or YesNo, or with levels int, double or Score";
        return null;
    }

    private string Words(ISymbol symbol, ISymbol? twin)
    {
        if (symbol is not IParameterSymbol parameter)
        {
            return scope.Descriptions.Of(symbol);
        }

        var words = scope.Descriptions.OfParameter(parameter);
        return (twin is null ? null : Descriptions.Attribute(twin)) ?? (words.Length > 0 || twin is null ? words : scope.Descriptions.Of(twin));
    }

    private QuestionModel? Named(ITypeSymbol type, QuestionMarks marks, out string? problem)
    {
        if (marks.Levels is null && type.Attribute(Names.Sdk, Names.LevelsAttribute) is null)
        {
            return Choice(DecisionForm.Chosen, type, out problem);
        }

        if (marks.Levels is { Count: > 0 } || QuestionMarks.Texts(type.Attribute(Names.Sdk, Names.LevelsAttribute)) is { Count: > 0 })
        {
            problem = "the levels of an enum are its members; write [LlmLevels] without texts, and give the members comments";
            return null;
        }

        var options = Options(type, out problem);
        options?.Sort((a, b) => a.Value.CompareTo(b.Value));
        var levels = options?.ConvertAll(static option => option.Option with { Text = option.Option.Text.Length > 0 ? option.Option.Text : option.Option.JsonName });
        problem ??= QuestionMarks.Count(levels!.Count);
        return problem is null ? new(DecisionForm.NamedLevel, "", "", type.ToDisplayString(Names.Full), levels!.ToEquatableArray()) : null;
    }

    private QuestionModel? Choice(DecisionForm form, ITypeSymbol type, out string? problem)
    {
        var options = Options(type, out problem);
        if (options is { Count: < 2 or > MaxOptions })
        {
            problem = $"the enum '{type.Name}' has {options.Count} {(options.Count == 1 ? "member" : "members")}, and a choice is among 2 to {MaxOptions}";
        }

        return problem is null
            ? new(form, "", "", type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Names.Full), options!.ConvertAll(static option => option.Option).ToEquatableArray())
            : null;
    }

    private List<(OptionModel Option, decimal Value)>? Options(ITypeSymbol type, out string? problem)
    {
        _types.Reset();
        var model = type.TypeKind == TypeKind.Enum && _types.Value(type) is { } value ? _types[value] : null;
        problem = model is { Form: TypeForm.Flags } ? $"the enum '{type.Name}' carries [Flags], and a question has one answer; use a bool for each"
            : model is null ? _types.Problem ?? "" : null;
        if (problem is not null)
        {
            return null;
        }

        var options = new List<(OptionModel, decimal)>();
        var at = 0;
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is IFieldSymbol { HasConstantValue: true } field)
            {
                var member = model!.Enum!.Members[at++];
                if (string.IsNullOrWhiteSpace(member.JsonName))
                {
                    problem = $"'{field.Name}' of the enum '{type.Name}' has a blank name in JSON, which servers refuse";
                    return null;
                }

                if (!member.IsAlias)
                {
                    options.Add((new(member.JsonName, scope.Descriptions.Of(field), member.Code), Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)));
                }
            }
        }

        return options;
    }
}
