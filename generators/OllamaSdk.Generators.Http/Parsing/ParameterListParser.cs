using Microsoft.CodeAnalysis;
using OllamaSdk.Generators.Http.Diagnostics;
using OllamaSdk.Generators.Http.Model;

namespace OllamaSdk.Generators.Http.Parsing;

/// <summary>Reads a method's parameters and checks what holds between them.</summary>
internal sealed class ParameterListParser(string display, IMethodSymbol method, List<string> placeholders, DiagnosticBag report)
{
    /// <summary>The parameters, or <see langword="null"/> where one of them cannot be used.</summary>
    public List<ParameterModel>? Parse(AttributeData verbAttribute)
    {
        var models = new List<ParameterModel>();
        var filled = new List<string>();
        var complete = true;
        foreach (var parameter in method.Parameters)
        {
            if (new ParameterParser(display, parameter, placeholders, report).Parse() is not { } model)
            {
                complete = false;
                continue;
            }

            models.Add(model);
            if (model.Role == ParameterRole.Path)
            {
                if (filled.Contains(model.WireName))
                {
                    report.Add(Descriptors.PlaceholderFilledTwice, parameter, display, model.WireName);
                }

                filled.Add(model.WireName);
            }
        }

        CheckCounts(models);
        if (!complete)
        {
            return null;
        }

        foreach (var placeholder in placeholders)
        {
            if (!filled.Contains(placeholder))
            {
                report.Add(Descriptors.PlaceholderWithoutParameter, verbAttribute, display, placeholder);
            }
        }

        return models;
    }

    private void CheckCounts(List<ParameterModel> models)
    {
        var tokens = models.FindAll(static p => p.Role == ParameterRole.Token).Count;
        if (tokens > 1)
        {
            report.Add(Descriptors.SeveralTokens, method, display);
        }
        else if (tokens == 1 && !ParameterParser.IsToken(method.Parameters[method.Parameters.Length - 1]))
        {
            report.Add(Descriptors.TokenNotLast, method, display);
        }

        if (models.FindAll(static p => p.Role is ParameterRole.JsonBody or ParameterRole.RawBody).Count > 1)
        {
            report.Add(Descriptors.SeveralBodies, method, display);
        }
    }
}
