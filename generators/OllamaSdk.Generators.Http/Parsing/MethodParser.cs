using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Reads one method of an interface.</summary>
internal sealed class MethodParser(IMethodSymbol method, List<HeaderModel> interfaceHeaders, DiagnosticBag report)
{
    private readonly string _display = $"{method.ContainingType.Name}.{method.Name}";

    /// <summary>The method, or <see langword="null"/> where something was reported or the compiler has something to report.</summary>
    public MethodModel? Parse()
    {
        CheckShape();
        var (verbAttribute, timeout) = ReadAttributes();
        if (verbAttribute is null || VerbAttributes.Verb(verbAttribute) is not { } verb || verbAttribute.IsBroken())
        {
            return null;
        }

        var headers = new List<HeaderModel>(interfaceHeaders);
        HeaderParser.Merge(method, headers, report);

        var path = verbAttribute.Text() ?? "";
        var placeholders = ReadPath(verbAttribute, path);
        var parameters = placeholders is null ? null : new ParameterListParser(_display, method, placeholders, report).Parse(verbAttribute);
        if (ReadResult() is not { } result || parameters is null)
        {
            return null;
        }

        return new(
            method.Name,
            TypeText.Qualified(method.ReturnType),
            verb,
            path,
            parameters.ToEquatableArray(),
            headers.ToEquatableArray(),
            timeout,
            result.Kind,
            result.Type is null ? "" : TypeText.Qualified(result.Type));
    }

    private void CheckShape()
    {
        if (!method.IsAbstract || method.IsStatic)
        {
            report.Add(Descriptors.MethodWithBody, method, _display);
        }

        if (method.IsGenericMethod)
        {
            report.Add(Descriptors.GenericMethod, method, _display);
        }
    }

    private (AttributeData? Verb, int Timeout) ReadAttributes()
    {
        AttributeData? verb = null;
        var timeout = 0;
        foreach (var attribute in method.GetAttributes())
        {
            if (VerbAttributes.IsVerb(attribute))
            {
                CheckVerb(attribute, verb);
                verb ??= attribute;
            }
            else if (HttpNames.Is(attribute.AttributeClass, HttpNames.Namespace, "TimeoutAttribute"))
            {
                timeout = attribute.Number() ?? 0;
                if (timeout <= 0 && !attribute.IsBroken())
                {
                    report.Add(Descriptors.Timeout, attribute, _display);
                }
            }
            else if (HttpNames.IsInHttpNamespace(attribute.AttributeClass) && attribute.AttributeClass!.Name != "HeadersAttribute")
            {
                report.Add(Descriptors.UnknownAttribute, attribute, _display, attribute.AttributeClass.Name);
            }
        }

        if (verb is null)
        {
            report.Add(Descriptors.MissingVerb, method, _display);
        }

        return (verb, timeout);
    }

    private void CheckVerb(AttributeData attribute, AttributeData? earlier)
    {
        if (earlier is not null)
        {
            report.Add(Descriptors.SeveralVerbs, attribute, _display);
        }

        if (VerbAttributes.Verb(attribute) is null)
        {
            report.Add(Descriptors.UnsupportedVerb, attribute, _display, attribute.AttributeClass!.Name);
        }
    }

    /// <summary>The placeholders, or <see langword="null"/> where the path is at fault.</summary>
    private List<string>? ReadPath(AttributeData attribute, string path)
    {
        if (path.Length == 0 || path[0] != '/')
        {
            report.Add(Descriptors.PathStart, attribute, _display, path);
            return null;
        }

        if (PathTemplate.ForbiddenCharacter(path) is { } forbidden)
        {
            report.Add(Descriptors.PathCharacter, attribute, _display, $"U+{(int)forbidden:X4}", path);
            return null;
        }

        var placeholders = PathTemplate.Placeholders(path, out var fault);
        if (fault is not null)
        {
            report.Add(Descriptors.PlaceholderForm, attribute, _display, fault);
            return null;
        }

        return placeholders;
    }

    private (ResultKind Kind, ITypeSymbol? Type)? ReadResult()
    {
        if (ValueTypes.IsUnresolved(method.ReturnType))
        {
            return null;
        }

        if (ResultParser.Classify(method.ReturnType) is not { } result)
        {
            report.Add(Descriptors.ReturnType, method, _display, TypeText.Short(method.ReturnType));
            return null;
        }

        if (result.Kind == ResultKind.Items && !ResultParser.IsStreamItem(result.Type!))
        {
            report.Add(Descriptors.StreamItem, method, _display, TypeText.Short(result.Type!));
        }

        return result;
    }
}
