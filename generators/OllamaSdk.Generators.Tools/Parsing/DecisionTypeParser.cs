using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Reads a type with <c>[LlmDecision]</c>: what can be set of it is a question each.</summary>
internal static class DecisionTypeParser
{
    private const int MaxQuestions = 64;

    public static Result<DecisionTypeModel> Parse(ISymbol symbol, Compilation compilation, CancellationToken token)
    {
        if (symbol is not INamedTypeSymbol type || type.Attribute(Names.Sdk, Names.DecisionAttribute) is null)
        {
            return Result<DecisionTypeModel>.None;
        }

        var scope = new Scope(compilation, type, token);
        var members = new List<DecisionMemberModel>();
        var container = ContainerParser.Parse(type, "Decision", scope);
        var problem = type.IsStatic ? "it is static, so that it holds no answers; make it a record or a class"
            : type.IsAbstract ? "it is abstract; use a concrete type"
            : Read(type, scope, members) ?? Count(members, scope) ?? Clash(members);
        if (!string.IsNullOrEmpty(problem))
        {
            scope.Report.Add(Descriptors.DecisionType, type, type.Name, problem!);
        }

        var model = container is not null && problem is null && !scope.Report.HasErrors
            ? new DecisionTypeModel(container, members.ToEquatableArray(), scope.Experimental())
            : null;
        return new(model, scope.Report.ToEquatableArray());
    }

    /// <summary>Reads the members.</summary>
    /// <returns>Why the type cannot be made; empty where the compiler says it.</returns>
    private static string? Read(INamedTypeSymbol type, Scope scope, List<DecisionMemberModel> members)
    {
        var questions = new QuestionParser(scope);
        var symbols = Members.Of(type, scope);
        var constructor = Constructors.Choose(type, symbols.Exists(m => Members.CanSet(m, scope) && !Members.IsIgnored(m, isRead: true)), scope, out var problem);
        if (constructor is null)
        {
            return problem;
        }

        scope.UsesOnly(constructor);
        var setsRequired = Constructors.SetsRequired(constructor);
        foreach (var parameter in constructor.Parameters)
        {
            var twin = symbols.Find(m => string.Equals(m.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            symbols.Remove(twin!);
            if (twin is null || !Members.IsIgnored(twin, isRead: true))
            {
                var name = twin is not null && Members.IsRequired(twin) && !setsRequired ? twin.Name : "";
                questions.Add(members, parameter.Name, name, parameter, twin);
            }
            else if (!parameter.HasExplicitDefaultValue)
            {
                return $"its constructor needs '{parameter.Name}', which carries [JsonIgnore]; remove one of them";
            }
        }

        foreach (var symbol in symbols)
        {
            if (!Members.IsIgnored(symbol, isRead: true) && Members.CanSet(symbol, scope))
            {
                questions.Add(members, "", symbol.Name, symbol, null);
            }
            else if (Members.IsRequired(symbol) && !setsRequired)
            {
                return $"'{symbol.Name}' is required in C# and carries [JsonIgnore]; remove one of them";
            }
            else if (Members.Unsettable(symbol, scope) is { } why)
            {
                scope.Report.Add(Descriptors.NotSettable, symbol.Locations is [{ IsInSource: true }, ..] ? symbol : type, $"{type.Name}.{symbol.Name}", why);
            }
        }

        return questions.IsBroken ? "" : null;
    }

    private static string? Count(List<DecisionMemberModel> members, Scope scope) =>
        members.Count > MaxQuestions ? $"it has {members.Count} questions, and servers take at most {MaxQuestions}; make two types of it"
        : members.Count == 0 && !scope.Report.HasErrors ? "it has no member that is a question; give it public members that can be set"
        : null;

    private static string? Clash(List<DecisionMemberModel> members)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!seen.Add(member.Question.JsonName))
            {
                return $"two of its members are both '{member.Question.JsonName}' in JSON; give one another name by [JsonPropertyName]";
            }
        }

        return null;
    }
}
