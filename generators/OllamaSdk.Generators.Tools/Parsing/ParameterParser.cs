using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Tools.Diagnostics;
using OllamaSdk.Generators.Tools.Model;

namespace OllamaSdk.Generators.Tools.Parsing;

/// <summary>Decides what a parameter is given: what the model says, or something the model does not know of.</summary>
internal static class ParameterParser
{
    private const string Services = "global::OllamaSdk.CompilerServices.ToolServices";

    public static ParameterModel? Parse(IParameterSymbol parameter, TypeTable table)
    {
        var report = table.Scope.Report;
        if (parameter.RefKind != RefKind.None)
        {
            report.Add(Descriptors.ByReference, parameter, parameter.Name, parameter.ContainingSymbol.Name);
            return null;
        }

        if (Passed(parameter) is { } passed)
        {
            return passed;
        }

        table.Reset();
        if (Argument(parameter, table) is { } argument)
        {
            return new(ParameterSource.Argument, argument, "");
        }

        if (table.Problem is { Length: > 0 } problem)
        {
            report.Add(Descriptors.ParameterType, parameter, parameter.Name, parameter.ContainingSymbol.Name, problem + ServiceHint.For(parameter.Type));
        }

        return null;
    }

    private static MemberModel? Argument(IParameterSymbol parameter, TypeTable table)
    {
        if (table.Value(parameter.Type) is not { } value)
        {
            return null;
        }

        var (optional, code, json) = DefaultValues.Of(parameter, value, table[value]);
        return new MemberModel(
            parameter.Name,
            parameter.Name,
            optional,
            table.Scope.Descriptions.OfParameter(parameter),
            Binding.Constructor,
            IsRequired: !parameter.HasExplicitDefaultValue && !parameter.IsParams,
            IsInitializer: false,
            parameter.IsParams ? "[]" : code,
            json,
            Constraints.Of([parameter], value, table)).WithoutNull();
    }

    private static ParameterModel? Passed(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var isOptional = type.NullableAnnotation == NullableAnnotation.Annotated || parameter.HasExplicitDefaultValue;
        var name = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Names.Full);
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "FromToolServicesAttribute" or "FromServicesAttribute")
            {
                return new(ParameterSource.Service, null, $"{Services}.{(isOptional ? "Optional" : "Required")}<{name}>(context)");
            }

            if (attribute.AttributeClass?.Name == "FromKeyedServicesAttribute")
            {
                var key = attribute.ConstructorArguments is [var first, ..] ? Key(first) : "null";
                return new(ParameterSource.Service, null, $"{Services}.{(isOptional ? "Optional" : "Required")}Keyed<{name}>(context, {key})");
            }
        }

        return Special(type, isOptional);
    }

    private static string Key(TypedConstant key) => key switch
    {
        { IsNull: false, Kind: TypedConstantKind.Enum or TypedConstantKind.Primitive } => $"({key.Type!.ToDisplayString(Names.Full)})({Literals.Code(key.Value)})",
        { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } => $"typeof({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})",
        _ => "null",
    };

    private static ParameterModel? Special(ITypeSymbol type, bool isOptional) =>
        type switch
        {
            _ when Names.Is(type, "System.Threading", "CancellationToken") => new(ParameterSource.Token, null, "token"),
            _ when Names.Is(type, "OllamaSdk", "ToolCallContext") => new(ParameterSource.Context, null, "context"),
            _ when Names.Is(type, "System", "IServiceProvider") =>
                new(ParameterSource.Provider, null, isOptional ? "context.Services" : $"{Services}.Provider(context)"),
            INamedTypeSymbol { Arity: 1 } progress when Names.Is(type, "System", "IProgress") =>
                new(ParameterSource.Progress, null, $"{Services}.Progress<{progress.TypeArguments[0].ToDisplayString(Names.Full)}>(context)"),
            _ => null,
        };
}
