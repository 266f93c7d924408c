using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;
using OllamaSdk.Generators.Http.Emission;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Turns the interface around a matched method into a model, or into what is wrong with it.</summary>
internal static class InterfaceParser
{
    public static Result<InterfaceModel> Parse(GeneratorAttributeSyntaxContext match, CancellationToken token)
    {
        var method = (IMethodSymbol)match.TargetSymbol;
        var report = new DiagnosticBag(token);
        if (method.ContainingType.TypeKind != TypeKind.Interface)
        {
            report.Add(Descriptors.NotAnInterface, method, method.Name, method.ContainingType.Name);
            return new(null, report.ToEquatableArray());
        }

        if (!VerbAttributes.IsFirstOfInterface(method, match.Attributes[0]))
        {
            return Result<InterfaceModel>.None;
        }

        var model = Parse(method.ContainingType, report, token);
        return new(report.IsEmpty ? model : null, report.ToEquatableArray());
    }

    private static InterfaceModel? Parse(INamedTypeSymbol type, DiagnosticBag report, CancellationToken token)
    {
        CheckType(type, report);
        var headers = new List<HeaderModel>();
        HeaderParser.Merge(type, headers, report);

        var methods = new List<MethodModel>();
        var complete = true;
        foreach (var member in type.GetMembers())
        {
            token.ThrowIfCancellationRequested();
            if (member is IMethodSymbol { AssociatedSymbol: null } method)
            {
                var model = new MethodParser(method, headers, report).Parse();
                complete &= model is not null;
                if (model is not null)
                {
                    methods.Add(model);
                }
            }
            else if (member is IPropertySymbol or IEventSymbol)
            {
                report.Add(Descriptors.NotAMethod, member, type.Name, member.Name);
            }
        }

        var ns = TypeText.Namespace(type.ContainingNamespace);
        return !complete ? null : new InterfaceModel(
            ns,
            type.Name,
            ns.Length == 0 ? type.Name : $"{ns.Replace("@", "")}.{type.Name}",
            TypeText.Qualified(type),
            Naming.ClassFor(type.Name),
            methods.ToEquatableArray());
    }

    private static void CheckType(INamedTypeSymbol type, DiagnosticBag report)
    {
        if (type.ContainingType is not null || type.IsFileLocal)
        {
            report.Add(Descriptors.NestedInterface, type, type.Name);
        }

        if (type.TypeParameters.Length > 0)
        {
            report.Add(Descriptors.GenericInterface, type, type.Name);
        }

        if (type.Interfaces.Length > 0)
        {
            report.Add(Descriptors.BaseInterface, type, type.Name);
        }

        foreach (var attribute in type.GetAttributes())
        {
            if (HttpNames.IsInHttpNamespace(attribute.AttributeClass) && attribute.AttributeClass!.Name != "HeadersAttribute")
            {
                report.Add(Descriptors.UnknownAttribute, attribute, type.Name, attribute.AttributeClass.Name);
            }
        }
    }
}
